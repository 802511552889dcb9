"""ReadEra's backup: its library, a list of books with what was marked in them (`library.json`, or the `.bak`
that it is packed in)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.importers.exports.marked_book import marked, marked_book
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects, record_in, text_of
from kb.importers.saved_link import moment, tidy_tags
from kb.types import Annotation, Document, Failure, Skipped, State

_PROGRAM = "ReadEra"


class ReadEraImporter:
    """The books of such a library that have a mark."""

    name = noted("ReadEra (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file holds books as this program keeps them."""
        value = json_value(spec)
        first = next(objects(value.get("docs")), {}) if isinstance(value, dict) else {}
        named = record_in(first, "data").keys() & {"doc_title", "doc_file_name_title"}
        return "citations" in first and bool(named)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each book, in its collections; a failure counts those without a mark."""
        value, name = json_value(spec), Path(spec).name
        folders = list(_collections(value))
        unmarked = 0
        for book in objects(value.get("docs")):
            data = record_in(book, "data")
            marks = [one for one in map(_mark, objects(book.get("citations"))) if one is not None]
            if not marks:
                unmarked += 1
                continue
            title = text_of(data, "user_title", "doc_title", "doc_file_name_title")
            authors = text_of(data, "user_authors", "doc_authors")
            found = marked_book(_PROGRAM, title, authors, marks, name)
            yield found if isinstance(found, Failure) else _as_kept(found, book, folders)
        if unmarked:
            yield Skipped(name, _("books without a mark"), unmarked)


def _mark(one: Mapping[str, Any]) -> Annotation | None:
    page = one.get("note_page") or ""
    return marked(
        _PROGRAM, one.get("note_body"), one.get("note_extra"), page, moment(one.get("note_insert_time"))
    )


def _collections(value: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of collections, and the numbers of the books in each."""
    for one in objects(value.get("colls")):
        books = one.get("docs")
        name = text_of(record_in(one, "data"), "coll_title")
        yield name, frozenset(map(str, books) if isinstance(books, list) else ())


def _as_kept(
    found: Document, book: Mapping[str, Any], folders: Sequence[tuple[str, frozenset[str]]]
) -> Document:
    data = record_in(book, "data")
    within = [name for name, books in folders if name and text_of(book, "uri") in books]
    favourite = bool(data.get("doc_favorites_time"))
    rating = data.get("doc_rating")
    meta = {
        "folder": ", ".join(within),
        "favourite": "yes" if favourite else "",
        "rating": f"{rating} / 5" if isinstance(rating, int) and rating > 0 else "",
    }
    return replace(
        found,
        tags=tidy_tags([*within, *(["favourite"] if favourite else [])]),
        # A book that was merely opened says nothing of how far one got.
        state=State.READ if data.get("doc_have_read_time") else None,
        meta={**found.meta, **{name: told for name, told in meta.items() if told}},
    )
