"""Readeck's bookmarks, as its programming interface lists them (`/api/bookmarks`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat, LeftOut, objects, records, text_of
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import State


def _links(value: list[dict[str, Any]]) -> Iterator[SavedLink | LeftOut]:
    for record in objects(value):
        if record.get("is_deleted") is True:
            yield LeftOut(noted("were thrown away"))
            continue
        authors = record.get("authors")
        begun = isinstance(progress := record.get("read_progress"), int) and progress > 0
        yield SavedLink(
            text_of(record, "url"),
            text_of(record, "title"),
            moment(record.get("created")),
            words(record.get("labels")),
            State.READ if record.get("is_archived") is True else State.READING if begun else State.UNREAD,
            excerpt=text_of(record, "description"),
            authors=tuple(one for one in authors if isinstance(one, str))
            if isinstance(authors, list)
            else (),
            published=(moment(record.get("published")) or "")[:10] or None,
            favourite=record.get("is_marked") is True,
        )


FORMAT = JsonFormat(
    "Readeck (JSON)",
    "Readeck",
    lambda value: records(value, "href", "url", "labels", "is_archived", "is_marked"),
    _links,
)
