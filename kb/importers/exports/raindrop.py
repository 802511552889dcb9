"""Raindrop's table and what its interface answers with: bookmarks, with their notes, the pages' own excerpts
and highlights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import CsvFormat, JsonFormat, LeftOut, Row, objects, record_in, records, text_of
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note, words
from kb.types import Annotation

_UNSORTED = "Unsorted"
_TRASH = -99
"""The number of the collection that holds what was thrown away."""
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
    before, *parts = _PART.split(cell)
    # Who fills the table by hand or from elsewhere leaves the names out.
    found = [Annotation(line.strip()) for line in before.split("\n") if line.strip()]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        if name == "Highlight" and text.strip():
            found.append(Annotation(text.strip()))
        elif name == "Note" and found:
            found[-1] = Annotation(found[-1].quote, text.strip())
    return tuple(found)


def _items(value: Any) -> object:
    """The bookmarks of an answer, of several, or of a list without what stands around it."""
    if isinstance(value, dict):
        return next((value[name] for name in ("items", "raindrops") if name in value), None)
    if records(value, "items"):
        return [one for answer in objects(value) for one in objects(answer["items"])]
    return value


def _fits(value: Any) -> bool:
    return records(_items(value), "_id", "link", "created", "excerpt")


def _bookmarks(value: Any) -> Iterator[SavedLink | LeftOut]:
    folders = _collections(value.get("collections")) if isinstance(value, dict) else {}
    for one in objects(_items(value)):
        number = record_in(one, "collection").get("$id", one.get("collectionId"))
        if number == _TRASH or one.get("removed") is True:
            yield LeftOut(noted("were deleted"))
            continue
        marks = (
            Annotation(text_of(mark, "text"), text_of(mark, "note"), made_at=moment(mark.get("created")))
            for mark in objects(one.get("highlights"))
        )
        yield SavedLink(
            text_of(one, "link"),
            text_of(one, "title"),
            moment(one.get("created")),
            words(one.get("tags")),
            excerpt=text_of(one, "excerpt"),
            annotations=(*own_note(one.get("note")), *(mark for mark in marks if mark.quote or mark.note)),
            folder=folder_path(folders, number) or text_of(record_in(one, "collection"), "title"),
            favourite=one.get("important") is True,
        )


def _collections(value: object) -> dict[object, tuple[str, object]]:
    return {
        one.get("_id"): (text_of(one, "title"), record_in(one, "parent").get("$id")) for one in objects(value)
    }


JSON = JsonFormat("Raindrop (JSON)", "Raindrop", _fits, _bookmarks)
FORMAT = CsvFormat(
    "Raindrop (CSV)",
    "Raindrop",
    # Highlights, favourites and numbers came with the years; the table that Raindrop imports has no excerpt.
    frozenset({"title", "note", "url", "folder", "tags", "created"}),
    _links,
)
