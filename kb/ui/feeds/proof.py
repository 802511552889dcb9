"""The proof that comes with a batch: a random sample of what was left out, and what the person says of it."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.types import Batch, Drawn
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_SAID = {True: noted("would have been missed; it is in the inbox"), False: noted("rightly left out")}


def draw(library: Library, batch: Batch, place: str) -> None:
    """The sample with its two buttons each, and the bound that follows. `place` differs within a page."""
    st.markdown(batch.told)
    for one in batch.drawn:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{place}-drawn-{one.id}"):
            st.markdown(f"{plain(one.left_out.title)} :small[:gray[{plain(one.left_out.source)}]]")
            if one.missed is not None:
                st.markdown(f":small[:gray[{_(_SAID[one.missed])}]]", width="content")
                continue
            with st.container(horizontal=True, gap="small", width="content"):
                _button(library, one, place, _("Rightly left out"), missed=False)
                _button(library, one, place, _("I would have missed it"), missed=True)
    st.markdown(f":small[:gray[{library.sources.missed().told}]]")


def _button(library: Library, one: Drawn, place: str, label: str, *, missed: bool) -> None:
    st.button(
        label,
        key=f"{place}-{'missed' if missed else 'fine'}-{one.id}",
        type="tertiary",
        on_click=notices.act,
        args=(library, lambda: library.sources.judge(one.id, missed=missed), _("Noted.")),
    )
