"""The keyboard's way into what a button opened, and out of it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_watch = script("jomo_opened", Path(__file__).with_name("opened.js"))


def leads() -> None:
    """Sees to that on the page that is drawn."""
    with st.container(key="unseen-opened"):
        _watch(key="way-opened")
