"""Tokens of somebody's Markdown without what could load or lead anywhere but to the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def harmless(tokens: Iterable[Token], address: Callable[[str], str]) -> Iterator[Token]:
    """Inline tokens of markdown-it. Images become their descriptions; a link whose `address` is '' becomes
    its words, another leads there."""
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
            yield Token("text", "", 0, content=token.content)
        else:
            yield token
