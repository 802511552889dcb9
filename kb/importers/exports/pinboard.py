"""Bookmarks of Pinboard and Delicious as JSON. Pinboard calls a title `description`, a note `extended`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, objects, records
from kb.importers.saved_link import SavedLink, moment, own_note, words
from kb.types import State


def _pinboard(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        yield SavedLink(
            str(record.get("href") or ""),
            str(record.get("description") or ""),
            moment(record.get("time")),
            words(record.get("tags"), None),
            State.UNREAD if record.get("toread") == "yes" else None,
            annotations=own_note(record.get("extended")),
        )


def _delicious(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        yield SavedLink(
            str(record.get("url") or ""),
            str(record.get("title") or ""),
            moment(record.get("created")),
            words(record.get("tags")),
            annotations=own_note(record.get("description")),
        )


PINBOARD = JsonFormat(
    "Pinboard (JSON)", "Pinboard", lambda value: records(value, "href", "description", "time"), _pinboard
)
DELICIOUS = JsonFormat(
    "Delicious (JSON)",
    "Delicious",
    lambda value: records(value, "url", "title", "created", "owner"),
    _delicious,
)
