"""Keys on the page of an item. Each presses a button that is there for the mouse as well, which says its
key."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.deck.component import TYPING
from kb.ui.shell.scripts import script

_listen = script("jomo_item_keys", Path(__file__).with_name("keys.js"), TYPING)


def listen() -> None:
    """Listens for keys; those typed into a field mean what they say."""
    with st.container(key="unseen-keys"):
        _listen(key="item-keys")
