"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.feeds.contents import EVERYTHING, Contents, Wanted, collected
from kb.importers.feeds.entries import Entry, feed_entry
from kb.text.dates import iso_time
from kb.types import FeedEntry

_VERSION = "jsonfeed.org/version/"


def is_json_feed(value: object) -> bool:
    """Whether the value of a JSON text is a feed."""
    return isinstance(value, dict) and _VERSION in str(value.get("version")) and "items" in value


def read(text: str, wanted: Wanted = EVERYTHING) -> Contents:
    """The feed in a JSON text.

    :raises ImportRefused: there is none in it.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(_("is no whole JSON text; ask the feed again, or save it again")) from error
    if not is_json_feed(value):
        raise ImportRefused(_("is JSON, but no JSON Feed"))
    title = " ".join(_string(value.get("title")).split())
    # Items that are no objects are left out.
    raws = wanted.of(_objects(value.get("items")), _guid)
    home = _string(value.get("home_page_url"))
    return collected(title, (partial(_entry, raw, title, home) for raw in raws))


def _guid(raw: Mapping[str, Any]) -> str:
    # Numbers are written as identifiers too.
    return str(raw.get("id") or raw.get("url") or "")


def _entry(raw: Mapping[str, Any], source: str, home: str) -> FeedEntry:
    authors = _objects(raw.get("authors")) or _objects([raw.get("author")])
    tags = raw.get("tags")
    return feed_entry(
        Entry(
            guid=_guid(raw),
            link=_string(raw.get("url")) or _string(raw.get("external_url")),
            title=_string(raw.get("title")),
            content=_string(raw.get("content_html")) or _string(raw.get("content_text")),
            summary=_string(raw.get("summary")),
            authors=tuple(name for one in authors if (name := _string(one.get("name")))),
            published=iso_time(raw.get("date_published") or raw.get("date_modified")),
            tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        ),
        source,
        home,
    )


def _objects(given: object) -> list[Mapping[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, Iterable) else []


def _string(given: object) -> str:
    return given.strip() if isinstance(given, str) else ""
