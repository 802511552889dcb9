"""Where a page is opened: at its beginning, or where something in it was opened, on the way back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_keep = script("jomo_scroll", Path(__file__).with_name("scroll.js"))
_VISIT, _BACK, _OPEN = "scroll-visit", "scroll-back", "scroll-open"


def arrives(title: str, part: str, *, back: bool) -> None:
    """Notes what is open: a page by its title and a part of it, '' for the whole. `back` says that it is the
    list that was left for an item."""
    before = st.session_state.get(_OPEN)
    if before == (title, part):
        return
    st.session_state[_OPEN] = title, part
    st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1
    st.session_state[_BACK] = back or (before is not None and before[0] == title and not part)


def keep(title: str, part: str) -> None:
    """Goes to the beginning of what was opened, or where that was left; keeps how far down a page is."""
    visit, back = st.session_state[_VISIT], st.session_state[_BACK]
    with st.container(key="unseen-scroll"):
        _keep(key=f"scroll-{title}", data={"title": title, "keeps": not part, "visit": visit, "back": back})
