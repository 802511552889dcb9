"""RSS, RDF and Atom.

feedparser's own cleaning of HTML is off: it takes `n<m` for the beginning of a tag and cuts the text there.
What comes out is made Markdown, and so is no HTML any more.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import partial
from html import unescape
from typing import Any

import feedparser

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.feeds import arxiv_feed
from kb.importers.feeds.beginnings import from_first_element
from kb.importers.feeds.contents import EVERYTHING, Contents, Wanted, collected
from kb.importers.feeds.entries import Entry, feed_entry
from kb.text.dates import iso_time
from kb.text.people import people
from kb.types import FeedEntry

_BEGINS = re.compile(
    r"<(?:\w+:)?(?:rss\b|feed\b[^>]*(?:www\.w3\.org/2005/Atom|purl\.org/atom)"
    r"|RDF\b[^>]*(?:purl\.org/(?:net/)?rss(?!/1\.0/modules)|my\.netscape\.com/rdf|/rss/1\.0(?!/modules)))",
    re.IGNORECASE,
)


def is_xml_feed(text: str) -> bool:
    """Whether a text begins as RSS, as RSS within RDF, or as Atom does."""
    return _BEGINS.match(from_first_element(text)) is not None


def read(body: bytes, charset: str = "", wanted: Wanted = EVERYTHING) -> Contents:
    """The feed in `body`, however broken; `charset` is what its server said.

    :raises ImportRefused: there is no feed in it, or arXiv answers that it has none.
    """
    charset = _charset(body, charset)
    declared = f"; charset={charset}" if charset else ""
    # As a stream: bytes alone are tried as the name of a file first.
    parsed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": f"application/xml{declared}"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    # In Atom a title may be HTML within XML, and in RSS it often is.
    title = " ".join(unescape(str(parsed.feed.get("title") or "")).split())
    if title.startswith("Feed error for query"):
        raise ImportRefused(_("arXiv answers: {answer}; check the category", answer=title))
    if not parsed.version:
        raise ImportRefused(_("holds no feed (RSS, Atom, JSON Feed)"))
    home = str(parsed.feed.get("link") or "")
    raws = wanted.of(parsed.entries, _guid)
    return collected(title, (partial(_entry, raw, title, home) for raw in raws))


def _charset(body: bytes, given: str) -> str:
    """What a body is written in. What is UTF-8 is no other charset, whatever server and feed call it."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return given
    return "utf-8"


def _guid(raw: Mapping[str, Any]) -> str:
    return arxiv_feed.guid(raw) or str(raw.get("id") or raw.get("link") or "")


def _entry(raw: Mapping[str, Any], source: str, home: str) -> FeedEntry:
    paper = arxiv_feed.paper(raw)
    if paper is not None:
        return paper
    contents = [str(one.get("value") or "") for one in raw.get("content", ())]
    return feed_entry(
        Entry(
            guid=str(raw.get("id") or ""),
            link=str(raw.get("feedburner_origlink") or raw.get("link") or ""),
            title=str(raw.get("title") or ""),
            content=max(contents, key=len, default=""),
            summary=str(raw.get("summary") or ""),
            authors=people([one.get("name") or "" for one in raw.get("authors", ())]).names,
            published=iso_time(raw.get("published") or raw.get("updated")),
            tags=tuple(dict.fromkeys(tag for one in raw.get("tags", ()) if (tag := _tag(one)))),
        ),
        source,
        home,
    )


def _tag(raw: Mapping[str, Any]) -> str:
    """What a category is called. Atom asks for its term; feeds written by the package `feed` for JavaScript
    (6.0.0) may have its label alone.
    """
    return str(raw.get("term") or raw.get("label") or "")
