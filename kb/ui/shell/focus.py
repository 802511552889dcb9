"""Where the keyboard goes once a dialog is closed: back to what opened it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_watch = st.components.v2.component(
    "jomo_focus",
    html="<span></span>",
    js=Path(__file__).with_name("focus.js").read_text(encoding="utf-8"),
)


def returns() -> None:
    """Sees to that on the page that is drawn."""
    with st.container(key="unseen-focus"):
        _watch(key="focus")
