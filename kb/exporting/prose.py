"""Somebody's Markdown as XHTML: no markup of theirs, no images, links to the web only."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kb.exporting.quoting import link
from kb.text.harmless import harmless
from kb.text.numbering import unlisted

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADING = re.compile(r"h([1-6])")
_STEP_DOWN = 2
"""Headings of a text stand below the title of its chapter."""


def readable(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


def prose(text: str) -> str:
    """Markdown as well-formed XHTML. Images become their descriptions; a link that leads to no web address
    becomes its words, a number that begins no list stays a number."""
    parser = _parser()
    tokens = parser.parse(unlisted(readable(text)))
    for token in tokens:
        if heading := _HEADING.fullmatch(token.tag):
            token.tag = f"h{min(6, int(heading[1]) + _STEP_DOWN)}"
        if token.children:
            token.children = list(harmless(token.children, link))
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": False, "xhtmlOut": True, "breaks": False}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
