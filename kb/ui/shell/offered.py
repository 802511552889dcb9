"""Fields that propose names and take new ones: what was typed into one counts, however the field is left."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_watch = script("jomo_offered", Path(__file__).with_name("offered.js"))


def counts() -> None:
    """Sees to that on the page that is drawn."""
    with st.container(key="unseen-offered"):
        _watch(key="names-offered")
