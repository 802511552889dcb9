"""Articles of a feed reader in the JSON of Google Reader, which FreshRSS exports and others answer with.

When something was starred no reader tells: its times are those of publishing and of fetching the feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from kb.importers.html.fragment import markdown
from kb.importers.records import JsonFormat, objects, records, text_of
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State

_LABEL = re.compile(r"user/[^/]+/label/(.+)")
_MARK = re.compile(r"user/[^/]+/state/com\.google/([\w-]+)")
"""How the person's own labels and marks stand among the categories; the others are the publisher's."""
_STATES = {"read": State.READ, "unread": State.UNREAD, "kept-unread": State.UNREAD}


def _fits(value: Any) -> bool:
    return isinstance(value, dict) and records(value.get("items"), "categories", "crawlTimeMsec")


def _links(value: dict[str, Any]) -> Iterator[SavedLink]:
    yield from map(_link, objects(value["items"]))


def _link(record: dict[str, Any]) -> SavedLink:
    # The canonical address is the article's own, the alternate one may lead through the feed's host.
    address = _first_address(record.get("canonical")) or _first_address(record.get("alternate"))
    categories = words(record.get("categories"))
    marks = {found[1] for found in map(_MARK.fullmatch, categories) if found}
    return SavedLink(
        address,
        unescape(str(record.get("title") or "")),
        tags=tuple(found[1] for found in map(_LABEL.fullmatch, categories) if found),
        state=next((state for mark, state in _STATES.items() if mark in marks), None),
        text=markdown(_content(record.get("content")) or _content(record.get("summary")), address),
        authors=words(record.get("author"), ";"),
        published=(moment(record.get("published")) or "")[:10] or None,
        annotations=tuple(_annotations(record)),
        favourite="starred" in marks,
    )


def _annotations(record: dict[str, Any]) -> Iterator[Annotation]:
    """What was marked in Inoreader."""
    for one in objects(record.get("annotations")):
        quote, note = text_of(one, "text"), text_of(one, "note")
        if quote or note:
            yield Annotation(quote, note, made_at=moment(one.get("added_on")))


def _first_address(links: object) -> str:
    first = next(iter(links), None) if isinstance(links, list) else None
    return str(first.get("href") or "") if isinstance(first, dict) else ""


def _content(given: object) -> str:
    return str(given.get("content") or "") if isinstance(given, dict) else ""


FORMAT = JsonFormat("Google Reader (JSON)", "feed reader", _fits, _links)
