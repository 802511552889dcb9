"""The steps that the browser's Back takes: one for each page that was opened."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.ui.shell.scripts import script

_count = script("jomo_steps", Path(__file__).with_name("steps.js"))


def counts() -> None:
    """Sees to that from the first page on that is drawn."""
    with st.container(key="unseen-steps"):
        _count(key="steps")
