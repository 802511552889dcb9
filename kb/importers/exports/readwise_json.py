"""Readwise as its programming interfaces answer: Reader's documents with what was marked in them, and the
works of Readwise with their highlights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kb.catalogue import _, noted
from kb.importers.boundary import attempted, place_in
from kb.importers.exports.readwise import BROUGHT, FEED, at_address, remark, state_in_reader, work
from kb.importers.html.fragment import markdown
from kb.importers.link import leads
from kb.importers.protocol import ImportContext
from kb.importers.records import JsonFormat, LeftOut, json_value, objects, records, text_of
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.text.people import people
from kb.types import Annotation, Document, Failure

Record = Mapping[str, Any]
_MARKS = ("highlight", "note")
"""The categories of what belongs to a document of Reader."""


def _listed(value: Any) -> list[Any]:
    """The records of an answer, of the pages of several, or of a list."""
    if isinstance(value, dict):
        return _listed(value.get("results"))
    pages = value if isinstance(value, list) else []
    within = [
        one["results"] for one in pages if isinstance(one, dict) and isinstance(one.get("results"), list)
    ]
    return [one for page in within for one in page] if within else pages


def _place(record: Record) -> str:
    kind, number = text_of(record, "location_type"), record.get("location")
    return f"{kind} {number}" if kind in ("page", "location") and number is not None else ""


def _of_reader(value: Any) -> Iterator[SavedLink | LeftOut]:
    """The documents with their highlights; what feeds brought, and nothing was marked in, is left out."""
    listed = list(objects(_listed(value)))
    below: dict[str, list[Record]] = {}
    for one in listed:
        if text_of(one, "category") in _MARKS:
            below.setdefault(text_of(one, "parent_id"), []).append(one)
    for one in listed:
        if text_of(one, "category") in _MARKS:
            continue
        marks = tuple(_mark(mark, below) for mark in reversed(below.get(text_of(one, "id"), [])))
        own = (*own_note(one.get("notes")), *marks)
        location = text_of(one, "location")
        if location == FEED and not own:
            yield BROUGHT
            continue
        tags, seen = one.get("tags"), one.get("reading_progress")
        # A letter's source is an address of post.
        address = text_of(one, "source_url")
        yield SavedLink(
            address if leads(address) else text_of(one, "url"),
            text_of(one, "title"),
            moment(one.get("saved_at") or one.get("created_at")),
            words(list(tags.values()) if isinstance(tags, dict) else tags),
            state_in_reader(location, seen if isinstance(seen, int | float) else 0),
            text=markdown(text_of(one, "html_content"), address),
            authors=people(text_of(one, "author")).names,
            published=(moment(one.get("published_date")) or "")[:10] or None,
            annotations=own,
            favourite=location == "shortlist",
        )


def _mark(mark: Record, below: Mapping[str, list[Record]]) -> Annotation:
    notes = [text_of(mark, "notes"), *(text_of(one, "content") for one in below.get(text_of(mark, "id"), []))]
    tags = mark.get("tags")
    note = remark("\n\n".join(filter(None, notes)), words(list(tags) if isinstance(tags, dict) else tags))
    at = moment(mark.get("saved_at") or mark.get("created_at"))
    if text_of(mark, "category") == "note":
        return Annotation("", text_of(mark, "content"), made_at=at)
    return Annotation(text_of(mark, "content"), note, made_at=at)


class HighlightsJsonImporter:
    """The works that something was marked in, each with its highlights."""

    name = noted("Readwise highlights (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file is such an answer."""
        return records(_listed(json_value(spec)), "user_book_id", "highlights")

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each work."""
        for number, record in enumerate(objects(_listed(json_value(spec))), start=1):
            place = place_in(Path(spec).name, "record", number)
            yield attempted(place, partial(_work, record, place))


def _work(record: Record, place: str) -> Document | Failure:
    title, author = text_of(record, "title", "readable_title"), text_of(record, "author")
    marks = tuple(
        Annotation(
            text_of(one, "text"),
            remark(text_of(one, "note"), words(one.get("tags"))),
            _place(one),
            moment(one.get("highlighted_at")),
        )
        for one in sorted(objects(record.get("highlights")), key=_order)
        if not one.get("is_discard")
    )
    if not title:
        return Failure(place, _("names no title; left out"))
    own = (*own_note(text_of(record, "document_note")), *marks)
    is_book = text_of(record, "category") == "books"
    first = min((one.made_at for one in marks if one.made_at), default=None)
    known = work(title, author, words(record.get("book_tags")), own, is_book, first)
    return at_address(known, text_of(record, "source_url"), place)


def _order(mark: Record) -> float:
    place = mark.get("location")
    return float(place) if isinstance(place, int | float) else 0.0


def _is_reader(value: Any) -> bool:
    return records(_listed(value), "id", "category", "location", "parent_id")


READER = JsonFormat("Readwise Reader (JSON)", "Reader", _is_reader, _of_reader)
