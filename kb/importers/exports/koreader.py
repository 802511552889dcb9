"""KOReader's export of highlights in JSON: of one book, or of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kb.catalogue import _
from kb.importers.bibliography import book_key
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects
from kb.importers.saved_link import moment
from kb.text.digest import text_hash
from kb.text.normal import normalized
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind

_PROGRAM = "KOReader"


def _books(value: Any) -> list[dict[str, Any]]:
    many = value.get("documents") if isinstance(value, dict) else None
    return [one for one in (many if isinstance(many, list) else [value]) if isinstance(one, dict)]


class KoreaderImporter:
    """A document for each book; one that other programs know too is one item with theirs."""

    name = "KOReader (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file holds books with entries of marked text."""
        first = next(iter(_books(json_value(spec))), {})
        entry = next(objects(first.get("entries")), {})
        return "title" in first and {"text", "page", "time"} <= entry.keys()

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The books, their marks in the order of their pages."""
        for book in _books(json_value(spec)):
            # Several authors stand on lines of their own.
            author = str(book.get("author") or "").replace("\n", "; ")
            title = str(book.get("title") or "")
            marks = [one for entry in objects(book.get("entries")) if (one := _mark(entry))]
            if not title or not marks:
                yield Failure(
                    Path(spec).name,
                    _('"{book}" has no title or no highlight; left out', book=title or _("a book")),
                )
                continue
            names = people(author).names
            yield Document(
                key=f"koreader:{text_hash(normalized(f'{title} {author}').lower())}",
                kind=Kind.BOOK,
                title=title,
                aliases=(book_key(title, names),),
                authors=names,
                source=_PROGRAM,
                annotations=tuple(marks),
                saved_at=min((one.made_at for one in marks if one.made_at), default=None),
                meta={"program": _PROGRAM},
            )


def _mark(entry: Mapping[str, Any]) -> Annotation | None:
    quote, note = (str(entry.get(name) or "").strip() for name in ("text", "note"))
    page = entry.get("page")
    place = f"page {page}" if isinstance(page, int | str) and str(page).isdecimal() else ""
    return Annotation(quote, note, place, moment(entry.get("time")), _PROGRAM) if quote or note else None
