"""One short form: situation, thought, emotion with its strength, reaction."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.ui.shell import emptied, notices

_FORM = "diary"
_LONG = 500
"""Characters of a field: some sentences. A diary that asks for more is not kept."""


def form(library: Library) -> None:
    """The form; emptied once an entry is written."""
    with st.form(emptied.keyed(_FORM, _FORM)):
        situation = st.text_input(
            _("What happened"), key=emptied.keyed("diary-situation", _FORM), max_chars=_LONG
        )
        thought = st.text_input(
            _("What went through your head"), key=emptied.keyed("diary-thought", _FORM), max_chars=_LONG
        )
        named, rated = st.columns((1, 1), gap="large")
        with named:
            emotion = st.text_input(
                _("What you felt"),
                key=emptied.keyed("diary-emotion", _FORM),
                max_chars=80,
                placeholder=_felt_before(library),
            )
        with rated:
            strength = st.slider(_("How strongly"), 0, 100, 50, 5, key=emptied.keyed("diary-strength", _FORM))
        reaction = st.text_input(
            _("What you did, or your body"), key=emptied.keyed("diary-reaction", _FORM), max_chars=_LONG
        )
        if st.form_submit_button(_("Write it down"), type="primary"):
            if notices.done(
                library,
                lambda: library.diary.add(situation, thought, emotion, strength, reaction),
                _("Written down, for you alone."),
            ):
                emptied.taken(_FORM)
            st.rerun()


def _felt_before(library: Library) -> str:
    """The words the person used most, as a hint."""
    known = ", ".join(library.diary.emotions()[:3])
    return _("in a word, such as {words}", words=known) if known else _("in a word")
