"""Readability's JSON, as Wallabag and others still take it: bookmarks with an excerpt."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from kb.importers.records import JsonFormat, objects, records
from kb.importers.saved_link import SavedLink, moment
from kb.types import State


def _fits(value: Any) -> bool:
    return isinstance(value, dict) and records(value.get("bookmarks"), "article__url", "archive")


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    for record in objects(value["bookmarks"]):
        yield SavedLink(
            str(record.get("article__url") or ""),
            unescape(str(record.get("article__title") or "")),
            moment(record.get("date_added")),
            state=State.READ if record.get("archive") else State.UNREAD,
            excerpt=unescape(str(record.get("article__excerpt") or "")),
            favourite=bool(record.get("favorite")),
        )


FORMAT = JsonFormat("Readability (JSON)", "Readability", _fits, _links)
