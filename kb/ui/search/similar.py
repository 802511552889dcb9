"""More like this: results that are like items or like a text, instead of an answer to the box."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_
from kb.errors import NotFound
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Filters, Found, Item, SearchMode
from kb.ui.items import rows
from kb.ui.search.results import Answer
from kb.ui.shell import url
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
        raise NotFound(_("Nothing here answers to {key}; it may be kept under another address", key=keys[0]))
    return like, text


def answer(library: Library, like: Sequence[Item], text: str, filters: Filters, limit: int) -> Answer:
    """What is like the items and the text, best first."""
    hits = library.search.similar([item.key for item in like], text=text, limit=limit, filters=filters)
    return Answer(Found(tuple(hits), filters, {}), SearchMode.MEANING)


def heading(like: Sequence[Item], text: str) -> None:
    """What the results are like, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.header(_heading(len(like)), anchor=False, width="content")
        st.button(_("Back to the search"), key="alike-back", icon=":material/arrow_back:", on_click=url.back)
    with st.container(key="alike-of", gap="xsmall"):
        for item in like[:_NAMED]:
            rows.title(item, "alike")
        if len(like) > _NAMED:
            more = n_("and {count} more", "and {count} more", len(like) - _NAMED)
            st.markdown(f":small[:gray[{more}]]")
        if text:
            st.markdown(f"> {plain(shortened(text, _TEXT_SHOWN))}")


def _heading(items: int) -> str:
    if not items:
        return _("More like a text")
    return (
        n_("More like {count} item", "More like {count} items", items) if items > 1 else _("More like this")
    )


def paste() -> None:
    """Looking for what is like a text from elsewhere."""
    with st.popover(_("More like a text …"), type="tertiary", key="alike-text"):
        st.text_area(
            _("Paste an abstract or a paragraph, in Russian or English"),
            key=_PASTED,
            height=180,
            max_chars=20_000,
        )
        st.button(_("Find what is like it"), key="alike-find", type="primary", on_click=_find_pasted)


def _find_pasted() -> None:
    if text := " ".join((st.session_state[_PASTED] or "").split()):
        url.look_alike(text=text)
