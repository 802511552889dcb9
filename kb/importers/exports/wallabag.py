"""Wallabag's JSON of both generations: pages with their text, tags, marks and annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kb.importers.html.fragment import markdown
from kb.importers.records import JsonFormat, objects, record_in, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State

_TRUE = (1, "1", True)
"""Yes, as one version or another writes it."""
_NOT_FETCHED = re.compile(
    r"(?:<p>\s*)?wallabag can(?:'|&#0?39;|’)t retrieve contents for this article", re.IGNORECASE
)
"""What stands for the text of a page that could not be fetched (wallabag, fetching_error_message)."""


def _first(value: list[dict[str, Any]]) -> Iterator[SavedLink]:
    for record in objects(value):
        yield SavedLink(
            str(record.get("url") or ""),
            str(record.get("title") or ""),
            tags=words(record.get("tags")),
            state=State.READ if record.get("is_read") in _TRUE else State.UNREAD,
            text=_text(record),
            favourite=record.get("is_fav") in _TRUE,
        )


def _second(value: Any) -> Iterator[SavedLink]:
    for record in objects(_entries(value)):
        yield SavedLink(
            str(record.get("url") or record.get("given_url") or ""),
            str(record.get("title") or ""),
            moment(record.get("created_at")),
            words(record.get("tags")),
            State.READ if record.get("is_archived") in _TRUE else State.UNREAD,
            text=_text(record),
            authors=words(record.get("published_by")),
            published=(moment(record.get("published_at")) or "")[:10] or None,
            annotations=tuple(_annotations(record.get("annotations"))),
            favourite=record.get("is_starred") in _TRUE,
        )


def _entries(value: Any) -> Any:
    """The records of an export, or of a page that the interface answers with."""
    return record_in(value, "_embedded").get("items") if isinstance(value, dict) else value


def _text(record: dict[str, Any]) -> str:
    content = str(record.get("content") or "")
    return "" if _NOT_FETCHED.match(content.lstrip()) else markdown(content)


def _annotations(given: object) -> Iterator[Annotation]:
    for one in objects(given):
        if one.get("quote") or one.get("text"):
            yield Annotation(
                str(one.get("quote") or ""), str(one.get("text") or ""), made_at=moment(one.get("created_at"))
            )


FIRST = JsonFormat(
    "Wallabag 1 (JSON)", "Wallabag", lambda value: records(value, "url", "is_read", "is_fav"), _first
)
SECOND = JsonFormat(
    "Wallabag 2 (JSON)",
    "Wallabag",
    lambda value: records(_entries(value), "url", "is_archived", "is_starred"),
    _second,
)
