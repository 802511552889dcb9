"""Where the keyboard goes once a dialog is closed: back to what opened it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_watch = script("jomo_focus", Path(__file__).with_name("focus.js"))


def returns() -> None:
    """Sees to that on the page that is drawn."""
    with st.container(key="unseen-focus"):
        _watch(key="focus")
