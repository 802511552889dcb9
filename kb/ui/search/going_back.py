"""The way back in the browser from one question to the one before."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell import url
from kb.ui.shell.scripts import script

_leave_places = script("jomo_going_back", Path(__file__).with_name("going_back.js"))


def keep() -> None:
    """Keeps the place of each question in the browser's history."""
    with st.container(key="unseen-going-back"):
        _leave_places(key="going-back", data={"box": url.BOX, "word": url.BOX})
