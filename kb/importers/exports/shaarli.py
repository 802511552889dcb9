"""Shaarli's links, as its programming interface lists them (`/api/v1/links`). What is said of a link there
was written by the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.importers.records import JsonFormat, objects, records, text_of
from kb.importers.saved_link import SavedLink, moment, own_note, words


def _links(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        address, short = text_of(record, "url"), text_of(record, "shorturl")
        yield SavedLink(
            # A note of one's own has no address but that under which Shaarli shows it.
            "" if not address or short.endswith(address) else address,
            text_of(record, "title"),
            moment(record.get("created")),
            words(record.get("tags")),
            annotations=own_note(record.get("description")),
        )


FORMAT = JsonFormat(
    "Shaarli (JSON)",
    "Shaarli",
    lambda value: records(value, "shorturl", "url", "title", "description", "private"),
    _links,
)
