"""Raindrop's table: a bookmark a row, with its note, the page's own excerpt and highlights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.importers.records import CsvFormat, Row
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import Annotation

_UNSORTED = "Unsorted"
# A cell of highlights: each begins with its name and a colon; a note to it likewise, on a line of its own.
_PART = re.compile(r"^(Highlight|Note|Color):[ ]?", re.MULTILINE)


def _links(table: Iterable[Row]) -> Iterator[SavedLink]:
    for row in table:
        folder = row["folder"].strip()
        yield SavedLink(
            row["url"],
            row["title"],
            moment(row["created"]),
            words(row["tags"]),
            excerpt=row.get("excerpt", ""),
            annotations=(*own_note(row["note"]), *_highlights(row.get("highlights", ""))),
            folder="" if folder == _UNSORTED else folder,
            favourite=row.get("favorite", "").strip().lower() == "true",
        )


def _highlights(cell: str) -> tuple[Annotation, ...]:
    parts = _PART.split(cell)
    found: list[Annotation] = []
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if name == "Highlight" and text.strip():
            found.append(Annotation(text.strip()))
        elif name == "Note" and found:
            found[-1] = Annotation(found[-1].quote, text.strip())
    return tuple(found)


FORMAT = CsvFormat(
    "Raindrop (CSV)",
    "Raindrop",
    # Highlights, favourites and numbers came with the years; the table that Raindrop imports has no excerpt.
    frozenset({"title", "note", "url", "folder", "tags", "created"}),
    _links,
)
