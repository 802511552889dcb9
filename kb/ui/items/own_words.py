"""The person's own words as Markdown in which `[[Title]]` leads to its item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from kb.text import wikilinks
from kb.text.wikilinks import Wikilink
from kb.types import Item
from kb.ui.shell.bundled import base
from kb.ui.shell.escape import plain, safe_markdown
from kb.ui.shell.scripts import script
from kb.ui.shell.url import ITEM

# Signs for private use stand for a link while the Markdown around it is made safe: nobody's words have them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_follow = script("jomo_own_words", Path(__file__).with_name("own_words.js"))


def markdown(note: str, leads_to: Mapping[str, Item]) -> str:
    """A note as safe Markdown; `leads_to` are the items that its links lead to, by what they name. A link
    that leads nowhere is shown as it is written."""
    links: list[str] = []

    def hold(link: Wikilink) -> str | None:
        if (item := leads_to.get(link.target)) is None:
            return None
        shown = item.title if link.shown == item.key else link.shown
        links.append(f"[{plain(shown)}]({address(item)})")
        return f"{_OPEN}{len(links) - 1}{_CLOSE}"

    held = wikilinks.replaced(note.replace(_OPEN, "").replace(_CLOSE, ""), hold)
    return _HELD.sub(lambda found: links[int(found[1])], safe_markdown(held))


def address(item: Item) -> str:
    """The address of an item's page on this server."""
    return f"{base()}/item?{ITEM}={quote(item.key, safe='')}"


def follow() -> None:
    """Lets links within notes open their item in this tab and this session, as links of pages do."""
    with st.container(key="unseen-own-words"):
        _follow(key="own-words")
