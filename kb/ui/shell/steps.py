"""The steps that the browser's Back takes: one for each page that was opened."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_count = st.components.v2.component(
    "jomo_steps",
    html="<span></span>",
    js=Path(__file__).with_name("steps.js").read_text(encoding="utf-8"),
)


def counts() -> None:
    """Sees to that from the first page on that is drawn."""
    with st.container(key="unseen-steps"):
        _count(key="steps")
