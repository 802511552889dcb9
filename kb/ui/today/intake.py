"""Intake on Today: how much sources have shown this week, and the proof that nothing was missed."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from kb.library import Library
from kb.types import Batch, SourceState
from kb.ui.feeds import proof
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_LINES = 2
"""Sources that are named: those that left out most. The Feeds page has all."""


def draw(library: Library, at: datetime) -> None:
    """What a third of a screen holds of it."""
    st.page_link("pages/feeds.py", label="**Intake this week**")
    states, batch = library.sources.states(), library.sources.last_batch()
    if not states:
        st.markdown(":small[:gray[You follow nothing yet, so nothing comes by itself.]]")
        st.page_link("pages/feeds.py", label="Follow something", icon=":material/rss_feed:")
        return
    for state in sorted(states, key=lambda one: (-one.overflow, -one.shown))[:_LINES]:
        st.markdown(f":small[{_line(state)}]")
    if batch is not None and batch.left_out:
        _proof(library, batch)
    stale = len(library.sources.stale())
    if stale:
        st.button(
            f"Let go of {humanize.count(stale, 'thing')} untouched for weeks",
            key="let-go",
            type="tertiary",
            icon=":material/air:",
            help="Puts into put-and-forget what came by itself and nobody touched; Undo takes it back",
            on_click=notices.act,
            args=(library, library.sources.let_go, f"Let go of {humanize.count(stale, 'thing')}."),
        )
    st.markdown(f":small[:gray[The next batch is at {library.sources.next_batch():%H:%M}.]]")


def _line(state: SourceState) -> str:
    left = f" :gray[· {state.overflow:,} left out]" if state.overflow else ""
    return f"{plain(state.name)} {state.shown:,} of {state.budget:,}{left}"


def _proof(library: Library, batch: Batch) -> None:
    label = f"{batch.shown:,} of {batch.came:,} shown: see {len(batch.drawn)} of the rest"
    with st.popover(label, type="tertiary", icon=":material/casino:", key="batch-proof"):
        proof.draw(library, batch, "today")
