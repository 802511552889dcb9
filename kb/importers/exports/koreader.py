"""KOReader's export of highlights in JSON: of one book, or of many; and what all it writes of a book has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kb.importers.exports.marked_book import marked, marked_book
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects
from kb.importers.saved_link import moment
from kb.types import Annotation, Document, Failure

PROGRAM = "KOReader"
book, mark = partial(marked_book, PROGRAM), partial(marked, PROGRAM)
"""Books and marks of this program."""


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
    made = moment(entry.get("time"))
    return mark(entry.get("text"), entry.get("note"), entry.get("page"), made, entry.get("chapter"))
