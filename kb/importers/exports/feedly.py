"""Feedly: what was saved for later or put on a board, in the JSON that its interface answers with.

Keywords are the publishers' and folders those of feeds; they are left out. That an article counts as read
says no more than that it was opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from kb.importers.html.fragment import markdown
from kb.importers.records import JsonFormat, objects, records
from kb.importers.saved_link import SavedLink, moment, words
from kb.types import Annotation, State

_BOARD = re.compile(r"user/[^/]+/tag/(?!global\.)(.+)")
"""How the person's own boards are numbered; the others are lists that everybody has."""

_TEXTS = ("fullContent", "content", "summary")


def _items(value: Any) -> object:
    return value.get("items") if isinstance(value, dict) else value


def _fits(value: Any) -> bool:
    items = _items(value)
    return records(items, "origin", "published", "title") and not records(items, "crawlTimeMsec")


def _links(value: Any) -> Iterator[SavedLink]:
    for entry in objects(_items(value)):
        addresses = (entry.get("canonicalUrl"), *_hrefs(entry, "canonical"), *_hrefs(entry, "alternate"))
        address = next((one for one in addresses if isinstance(one, str) and one), "")
        yield SavedLink(
            address,
            unescape(str(entry.get("title") or "")),
            moment(entry.get("actionTimestamp")),
            tuple(_boards(entry)),
            State.UNREAD if entry.get("unread") is True else None,
            text=markdown(next(filter(None, (_html(entry, name) for name in _TEXTS)), ""), address),
            authors=words(entry.get("author"), ";"),
            published=(moment(entry.get("published")) or "")[:10] or None,
            annotations=tuple(_annotations(entry)),
        )


def _hrefs(entry: dict[str, Any], name: str) -> Iterator[object]:
    yield from (link.get("href") for link in objects(entry.get(name)))


def _boards(entry: dict[str, Any]) -> Iterator[str]:
    for tag in objects(entry.get("tags")):
        if board := _BOARD.fullmatch(str(tag.get("id") or "")):
            yield str(tag.get("label") or board[1])


def _html(entry: dict[str, Any], name: str) -> str:
    given = entry.get(name)
    return str(given.get("content") or "") if isinstance(given, dict) else str(given or "")


def _annotations(entry: dict[str, Any]) -> Iterator[Annotation]:
    for one in objects(entry.get("annotations")):
        marked = one.get("highlight")
        quote = str(marked.get("text") or "") if isinstance(marked, dict) else ""
        note = str(one.get("comment") or "")
        if quote.strip() or note.strip():
            yield Annotation(quote.strip(), note.strip(), "", moment(one.get("created")))


FORMAT = JsonFormat("Feedly (JSON)", "Feedly", _fits, _links)
