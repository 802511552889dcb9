"""Tokens of somebody's Markdown without what could load or lead anywhere but to the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def _nowhere(_: str) -> str:
    return ""


def harmless(
    tokens: Iterable[Token], address: Callable[[str], str], picture: Callable[[str], str] = _nowhere
) -> Iterator[Token]:
    """Inline tokens of markdown-it. A link whose `address` is '' becomes its words, another leads there.
    Nothing is loaded: an image becomes its description, and outside of links a link to its `picture`, unless
    that is ''."""
    from markdown_it.token import Token

    kept: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            leads_to = address(str(token.attrs.get("href", "")))
            kept.append(bool(leads_to))
            token.attrs = {"href": leads_to}
            if leads_to:
                yield token
        elif token.type == "link_close":
            if kept.pop():
                yield token
        elif token.type == "image":
            leads_to = "" if any(kept) else picture(str(token.attrs.get("src", "")))
            text = Token("text", "", 0, content=token.content or leads_to)
            if leads_to:
                link = Token("link_open", "a", 1, attrs={"href": leads_to})
                yield from (link, text, Token("link_close", "a", -1))
            else:
                yield text
        else:
            yield token
