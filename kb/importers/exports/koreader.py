"""KOReader's export of highlights in JSON: of one book, or of many; and what all it writes of a book has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

PROGRAM = "KOReader"
_NOBODY = frozenset(("unknown author", "неизвестный автор", "n/a"))
"""What stands for an author that is not known (clip.lua, md.lua)."""


def book(title: str, author: str, marks: Sequence[Annotation], place: str) -> Document | Failure:
    """A book by its title and author, several of whom stand on lines of their own; one that other programs
    know too is one item with theirs. `place` names it to the person where nothing of it is kept."""
    title = title.strip()
    author = "" if author.strip().lower() in _NOBODY else author.strip().replace("\n", "; ")
    if not title or not marks:
        told = _('"{book}" has no title or no highlight; left out', book=title or _("a book"))
        return Failure(place, told)
    names = people(author).names
    return Document(
        key=f"koreader:{text_hash(normalized(f'{title} {author}').lower())}",
        kind=Kind.BOOK,
        title=title,
        aliases=(book_key(title, names),),
        authors=names,
        source=PROGRAM,
        annotations=tuple(marks),
        saved_at=min((one.made_at for one in marks if one.made_at), default=None),
        meta={"program": PROGRAM},
    )


def mark(quote: object, note: object, page: object, made_at: str | None = None) -> Annotation | None:
    """What was marked or noted on a page, by its number or by what the book calls it; None where there are no
    words."""
    quote, note = (one.strip() if isinstance(one, str) else "" for one in (quote, note))
    # A place within a book that flows is a path into its file, which says nothing to a person.
    named = str(page).strip() if isinstance(page, int | str) and not str(page).startswith("/") else ""
    place = f"page {named}" if named and not isinstance(page, bool) else ""
    return Annotation(quote, note, place, made_at, PROGRAM) if quote or note else None


def _books(value: Any) -> list[dict[str, Any]]:
    many = value.get("documents") if isinstance(value, dict) else None
    return [one for one in (many if isinstance(many, list) else [value]) if isinstance(one, dict)]


class KoreaderImporter:
    """A document for each book."""

    name = "KOReader (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file holds books with entries of marked text."""
        first = next((one for one in _books(json_value(spec)) if one.get("entries")), {})
        entry = next(objects(first.get("entries")), {})
        return "title" in first and {"text", "page", "time"} <= entry.keys()

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The books, their marks in the order of their pages."""
        for one in _books(json_value(spec)):
            marks = [found for entry in objects(one.get("entries")) if (found := _mark(entry))]
            yield book(str(one.get("title") or ""), str(one.get("author") or ""), marks, Path(spec).name)


def _mark(entry: Mapping[str, Any]) -> Annotation | None:
    return mark(entry.get("text"), entry.get("note"), entry.get("page"), moment(entry.get("time")))
