"""How far down a list was when an item was opened from it, for the way back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_keep = st.components.v2.component(
    "jomo_scroll",
    html="<span></span>",
    js=Path(__file__).with_name("scroll.js").read_text(encoding="utf-8"),
)
_VISIT, _BACK = "scroll-visit", "scroll-back"


def arrived(*, back: bool) -> None:
    """Another page is open; `back` says that it is the list that was left for an item."""
    st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1
    st.session_state[_BACK] = back


def keep(title: str) -> None:
    """Keeps in the browser how far down the page of a title is, and goes back there on the way back."""
    data = {"title": title, "visit": st.session_state[_VISIT], "back": st.session_state[_BACK]}
    with st.container(key="unseen-scroll"):
        _keep(key=f"scroll-{title}", data=data)
