"""Keys in a list of results. Moving happens in the browser and costs nothing; what a key does to an item
comes here.

Streamlit's own `shortcut` binds a key to one button; here a key means the result that is current.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _, p_
from kb.library import Library
from kb.types import READING_ZONES
from kb.ui.deck import component
from kb.ui.deck.session import Press
from kb.ui.items import actions
from kb.ui.shell import url
from kb.ui.shell.scripts import script

_KEY = "result-keys"
_listen = script("jomo_keys", Path(__file__).with_name("shortcuts.js"), component.TYPING)


def listen(library: Library, place: str) -> None:
    """Listens for keys about the items of the list `place`."""

    def done() -> None:
        if _KEY not in st.session_state:
            return  # another page was asked for at the same moment
        for did in st.session_state[_KEY].did:
            press = Press(did["n"], did["do"], did["id"])
            if press in component.taken():
                continue
            component.taken().add(press)
            if press.do == "undo":
                actions.take_back(library)
            for item in library.items.by_ids([press.item_id]):
                if press.do == "file":
                    actions.file_into(library, item, READING_ZONES[did["digit"] - 1])
                else:
                    url.look_alike([item.key])

    _listen(key=_KEY, data={"place": place}, on_did_change=done, height=1)


def show_shortcuts() -> None:
    """A button that tells the keys; a screen too narrow for a keyboard hides it."""
    known = {
        "J K": _("down and up"),
        "O": p_("a key", "open"),
        "X": p_("a key", "choose"),
        "1 – 4": p_("a key", "file"),
        "M": p_("a key", "more like this"),
        "U": p_("a key", "undo"),
        "/": _("the box"),
    }
    with st.container(key="keys-told", width="content"), st.popover(_("Keys"), type="tertiary"):
        st.markdown("  \n".join(f"**{key}** {what}" for key, what in known.items()))
