"""One short form: situation, thought, emotion with its strength, reaction."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.ui.shell import notices

_LONG = 500
"""Characters of a field: some sentences. A diary that asks for more is not kept."""


def form(library: Library) -> None:
    """The form; emptied once an entry is written."""
    with st.form("diary", clear_on_submit=True):
        situation = st.text_input("What happened", key="diary-situation", max_chars=_LONG)
        thought = st.text_input("What went through your head", key="diary-thought", max_chars=_LONG)
        named, rated = st.columns((1, 1), gap="large")
        with named:
            emotion = st.text_input(
                "What you felt", key="diary-emotion", max_chars=80, placeholder=_felt_before(library)
            )
        with rated:
            strength = st.slider("How strongly", 0, 100, 50, 5, key="diary-strength")
        reaction = st.text_input("What you did, or your body", key="diary-reaction", max_chars=_LONG)
        if st.form_submit_button("Write it down", type="primary"):
            notices.act(
                library,
                lambda: library.diary.add(situation, thought, emotion, strength, reaction),
                "Written down, for you alone.",
            )
            st.rerun()


def _felt_before(library: Library) -> str:
    """The words the person used most, as a hint."""
    known = ", ".join(library.diary.emotions()[:3])
    return f"in a word, such as {known}" if known else "in a word"
