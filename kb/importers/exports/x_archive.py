"""X's archive: likes and bookmarks, in files that are scripts; bookmarks as extensions save them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, moment
from kb.text.excerpts import shortened

_FIRST_DATED = 29_700_859_247
"""Numbers of posts above it hold the moment of writing (snowflakes, from 4 November 2010)."""
_OF_AN_EXTENSION = frozenset({"id", "full_text", "screen_name"})
"""What a post has that an extension of a browser saved whole."""
_EPOCH_MS = 1_288_834_974_657
"""Their milliseconds count from here."""
_MACHINE_BITS = 22
"""The lower bits of a number; those above them count the milliseconds."""


def _records(value: Any) -> Iterator[dict[str, Any]]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            inner = next(
                (one[name] for name in ("like", "bookmark", "tweet") if isinstance(one.get(name), dict)), one
            )
            yield inner


def _number(record: dict[str, Any]) -> str:
    """The number of a post, or what stands for it."""
    by_itself = record.get("id") if record.keys() >= _OF_AN_EXTENSION else ""
    return str(record.get("tweetId") or record.get("tweet_id") or by_itself or "")


def _fits(value: Any) -> bool:
    first = next(_records(value), {})
    another = {"href", "url"} & first.keys() and "full_text" not in first
    return _number(first).isdecimal() and not another


def _links(value: Any) -> Iterable[SavedLink]:
    for record in _records(value):
        number, author = _number(record), str(record.get("name") or record.get("screen_name") or "").strip()
        text = unescape(str(record.get("fullText") or record.get("full_text") or record.get("text") or ""))
        address = f"https://x.com/i/status/{number}" if number.isdecimal() else ""
        yield SavedLink(
            address,
            shortened(text, NOTE_TITLE_LIMIT),
            moment(record.get("addedAt")),
            text=text,
            authors=(author,) if author else (),
            published=_written(number),
        )


def _written(number: str) -> str | None:
    if not number.isdecimal() or int(number) <= _FIRST_DATED:
        return None
    return (moment(((int(number) >> _MACHINE_BITS) + _EPOCH_MS) / 1000) or "")[:10] or None


FORMAT = JsonFormat(noted("X archive: likes, bookmarks"), "X", _fits, _links)
