"""X's archive: likes and bookmarks, in files that are scripts; bookmarks as extensions and Dewey save them,
JSON or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any

from kb.catalogue import noted
from kb.importers.records import CsvFormat, JsonFormat, text_of
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, moment, own_note, words
from kb.text.excerpts import shortened

_FIRST_DATED = 29_700_859_247
"""Numbers of posts above it hold the moment of writing (snowflakes, from 4 November 2010)."""
_OF_AN_EXTENSION = frozenset({"id", "full_text", "screen_name"})
"""What a post has that an extension of a browser saved whole."""
_TEXTS = ("note_tweet_text", "fullText", "full_text", "text")
"""The text of a post; of a long one the whole before its beginning."""
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[^\s?#]*?/status(?:es)?/(\d+)")
_ADDRESSES = ("tweet_url", "url", "link", "permalink")
_LISTS = ("bookmarks", "tweets", "likes", "data")
"""Under what tools that save bookmarks list them."""
_LOOKED_AT = 20
"""Posts by which a list of somebody's own is known."""
_SHORT_ALONE = re.compile(r"(?:\s*https://t\.co/\w+)+\s*")
_EPOCH_MS = 1_288_834_974_657
"""Their milliseconds count from here."""
_MACHINE_BITS = 22
"""The lower bits of a number; those above them count the milliseconds."""


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            inner = next(
                (one[name] for name in ("like", "bookmark", "tweet") if isinstance(one.get(name), dict)), one
            )
            yield inner


def _number(record: Mapping[str, Any]) -> str:
    """The number of a post, or what stands for it."""
    by_itself = record.get("id") if record.keys() >= _OF_AN_EXTENSION else ""
    told = record.get("tweetId") or record.get("tweet_id") or by_itself
    at = next(filter(None, (_STATUS.match(str(record.get(name) or "")) for name in _ADDRESSES)), None)
    return str(told or (at[1] if at else ""))


def _fits(value: Any) -> bool:
    first = next(_records(value), {})
    another = {"href", "url"} & first.keys() and "full_text" not in first
    return (isinstance(value, list) and _number(first).isdecimal() and not another) or _are_posts(value)


def _are_posts(value: Any) -> bool:
    """Whether records are posts by their addresses, with what these say: lists of other links may begin with
    a post."""
    some = list(islice(_records(value), _LOOKED_AT))
    return bool(some) and all(_number(one).isdecimal() and _said(one) for one in some)


def _links(value: Any) -> Iterable[SavedLink]:
    return map(_link, _records(value))


def _rows(table: Iterable[Mapping[str, str]]) -> Iterable[SavedLink]:
    """The rows of a table whose columns are called as the parts of a record, or as Dewey calls them."""
    for row in table:
        record = {name.replace(" ", "_"): cell for name, cell in row.items()}
        yield _link(
            {
                **record,
                "tweet_url": record.get("tweet_url") or record.get("url"),
                "name": record.get("name") or record.get("posted_by"),
                "text": record.get("content"),
            }
        )


def _link(record: Mapping[str, Any]) -> SavedLink:
    number, author = _number(record), _author(record)
    text = unescape(_said(record))
    leads = [one for one in words(record.get("urls")) if one not in text]
    # What is nothing but a short link is what that leads to.
    text = "\n\n".join(
        filter(None, ("" if leads and _SHORT_ALONE.fullmatch(text) else text, "\n".join(leads)))
    )
    return SavedLink(
        f"https://x.com/i/status/{number}" if number.isdecimal() else "",
        shortened(text, NOTE_TITLE_LIMIT),
        moment(record.get("addedAt")),
        words(record.get("tags")),
        text=text,
        authors=(author,) if author else (),
        published=_written(number),
        annotations=own_note(record.get("comments")),
    )


def _said(record: Mapping[str, Any]) -> str:
    return next((str(record[name]) for name in _TEXTS if record.get(name)), "")


def _author(record: Mapping[str, Any]) -> str:
    author = record.get("author")
    given = author if isinstance(author, dict) else {**record, "author": author}
    return text_of(given, "name", "author", "screen_name", "screenName", "username", "handle")


def _written(number: str) -> str | None:
    if not number.isdecimal() or int(number) <= _FIRST_DATED:
        return None
    return (moment(((int(number) >> _MACHINE_BITS) + _EPOCH_MS) / 1000) or "")[:10] or None


FORMAT = JsonFormat(noted("X archive: likes, bookmarks"), "X", _fits, _links)
TABLES = (
    CsvFormat(noted("X bookmarks (CSV)"), "X", frozenset({"full text", "screen name"}), _rows),
    CsvFormat(noted("X bookmarks (CSV)"), "X", frozenset({"tweet url", "content", "twitter handle"}), _rows),
)
