"""The menu on a narrow screen, where it lies over the page: it closes once something in it was chosen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_close = script("jomo_menu", Path(__file__).with_name("menu.js"))


def closes() -> None:
    """Closes the menu after a choice. The page that was left hears of the choice, so each page calls this."""
    with st.container(key="unseen-menu"):
        _close(key="menu")
