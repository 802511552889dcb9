"""Which kind of feed something is, and reading it."""

from __future__ import annotations

from kb.importers.exports.telegram import preview
from kb.importers.feeds import json_feed, xml_feed
from kb.importers.feeds.contents import EVERYTHING, Contents, Wanted
from kb.importers.nesting import check_depth
from kb.text.encoding import read_text


def is_feed(text: str) -> bool:
    """Whether a text is a feed or the preview of a channel, by what stands in it."""
    return is_syndicated(text) or preview.is_preview(text)


def is_syndicated(text: str) -> bool:
    """Whether a text is RSS, Atom or JSON Feed, which are for programs and no pages."""
    return xml_feed.is_xml_feed(text) or _is_json(text)


def read_feed(body: bytes, charset: str = "", wanted: Wanted = EVERYTHING) -> Contents:
    """The feed that a file holds or a server answered with; `charset` is what the server said. Entries that
    are not `wanted` are not read, except in previews, which are short.

    :raises ImportRefused: there is no feed in it.
    """
    text = read_text(body).text
    if _is_json(text):
        return json_feed.read(text, wanted)
    check_depth(text)
    if preview.is_preview(text):
        channel = preview.read(text)
        return Contents(channel.name, channel.entries, older=channel.older)
    return xml_feed.read(body, charset, wanted)


def _is_json(text: str) -> bool:
    return text[:200].lstrip().startswith("{") and "jsonfeed.org/version/" in text[:4_000]
