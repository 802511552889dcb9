"""Which kind of feed something is, and reading it."""

from __future__ import annotations

from kb.importers.exports.telegram import preview
from kb.importers.feeds import json_feed, xml_feed
from kb.importers.feeds.entries import ReadFeed
from kb.text.encoding import read_text


def is_feed(text: str) -> bool:
    """Whether a text is a feed, by what stands in it."""
    return xml_feed.is_xml_feed(text) or preview.is_preview(text) or _is_json(text)


def read_feed(body: bytes, charset: str = "") -> ReadFeed:
    """The feed that a file holds or a server answered with; `charset` is what the server said.

    :raises ImportRefused: there is no feed in it.
    """
    text = read_text(body).text
    if preview.is_preview(text):
        channel = preview.read(text)
        return ReadFeed(channel.name, channel.entries)
    return json_feed.read(text) if _is_json(text) else xml_feed.read(body, charset)


def _is_json(text: str) -> bool:
    return text[:200].lstrip().startswith("{") and "jsonfeed.org/version/" in text[:4_000]
