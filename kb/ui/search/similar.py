"""More like this: results that are like items or like a text, instead of an answer to the box."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.errors import NotFound
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Filters, Found, Item, SearchMode
from kb.ui.items import rows
from kb.ui.search.results import Answer
from kb.ui.shell import humanize, url
from kb.ui.shell.escape import plain

_NAMED = 4
_TEXT_SHOWN = 220
"""Items named, and characters shown of a pasted text, above what is like them."""
_PASTED = "alike-pasted"


def wanted(library: Library) -> tuple[list[Item], str]:
    """The items and the text of the address that results are to be like; both empty for a search.

    :raises NotFound: nothing in the library answers to any of the keys.
    """
    keys, text = url.alike()
    like = list(library.items.known(keys).values())
    if keys and not like and not text:
        raise NotFound(f"Nothing here answers to {keys[0]}; it may be kept under another address")
    return like, text


def answer(library: Library, like: Sequence[Item], text: str, filters: Filters, limit: int) -> Answer:
    """What is like the items and the text, best first."""
    hits = library.search.similar([item.key for item in like], text=text, limit=limit, filters=filters)
    return Answer(Found(tuple(hits), filters, {}), SearchMode.MEANING)


def heading(like: Sequence[Item], text: str) -> None:
    """What the results are like, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        several = humanize.count(len(like), "item") if len(like) > 1 else "this"
        st.subheader(f"More like {several if like else 'a text'}", anchor=False, width="content")
        st.button("Back to the search", key="alike-back", icon=":material/arrow_back:", on_click=url.back)
    with st.container(key="alike-of", gap="xsmall"):
        for item in like[:_NAMED]:
            rows.title(item, "alike")
        if len(like) > _NAMED:
            st.markdown(f":small[:gray[and {len(like) - _NAMED:,} more]]")
        if text:
            st.markdown(f"> {plain(shortened(text, _TEXT_SHOWN))}")


def paste() -> None:
    """Looking for what is like a text from elsewhere."""
    with st.popover("More like a text …", type="tertiary", key="alike-text"):
        st.text_area(
            "Paste an abstract or a paragraph, in Russian or English",
            key=_PASTED,
            height=180,
            max_chars=20_000,
        )
        st.button("Find what is like it", key="alike-find", type="primary", on_click=_find_pasted)


def _find_pasted() -> None:
    if text := " ".join((st.session_state[_PASTED] or "").split()):
        url.look_alike(text=text)
