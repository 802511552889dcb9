"""Keys on the page of an item. Each presses a button that is there for the mouse as well, which says its
key."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.deck.component import TYPING

_listen = st.components.v2.component(
    "jomo_item_keys",
    html="<span></span>",
    js="\n".join((TYPING, Path(__file__).with_name("keys.js").read_text(encoding="utf-8"))),
)


def listen() -> None:
    """Listens for keys; those typed into a field mean what they say."""
    with st.container(key="unseen-keys"):
        _listen(key="item-keys")
