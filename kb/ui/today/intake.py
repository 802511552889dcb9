"""Intake on Today: how much sources have shown this week, and the proof that nothing was missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.types import Batch, SourceState
from kb.ui.feeds import proof
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_LINES = 2
"""Sources that are named: those that left out most. The Feeds page has all."""


def draw(library: Library, at: datetime) -> None:
    """What a third of a screen holds of it."""
    st.page_link("pages/feeds.py", label=f"**{_('Intake this week')}**")
    states, batch = library.sources.states(), library.sources.last_batch()
    if not states:
        nothing = _("You follow nothing yet, so nothing comes by itself.")
        st.markdown(f":small[:gray[{nothing}]]")
        st.page_link("pages/feeds.py", label=_("Follow something"), icon=":material/rss_feed:")
        return
    for line in lines(states):
        st.markdown(f":small[{line}]")
    if batch is not None and batch.left_out:
        _proof(library, batch)
    stale = len(library.sources.stale())
    if stale:
        st.button(
            n_(
                "Let go of {count} thing untouched for weeks",
                "Let go of {count} things untouched for weeks",
                stale,
            ),
            key="let-go",
            type="tertiary",
            icon=":material/air:",
            help=_("Puts into put-and-forget what came by itself and nobody touched; Undo takes it back"),
            on_click=notices.act,
            args=(
                library,
                library.sources.let_go,
                n_("Let go of {count} thing.", "Let go of {count} things.", stale),
            ),
        )
    then = _("The next batch is at {time}.", time=format(library.sources.next_batch(), "%H:%M"))
    st.markdown(f":small[:gray[{then}]]")


def lines(states: Sequence[SourceState]) -> list[str]:
    """What sources have shown of what they may, as lines of Markdown: those that left out most, then how many
    others there are."""
    ordered = sorted(states, key=lambda one: (-one.overflow, -one.shown))
    named, others = ordered[:_LINES], len(ordered) - _LINES
    told = [_line(state) for state in named]
    if others > 0:
        told.append(f":gray[{n_('and {count} more source', 'and {count} more sources', others)}]")
    return told


def _line(state: SourceState) -> str:
    line = _(
        "{source} {shown} of {budget}",
        source=plain(state.name),
        shown=number(state.shown),
        budget=number(state.budget),
    )
    if not state.overflow:
        return line
    return f"{line} :gray[· {n_('{count} in the overflow', '{count} in the overflow', state.overflow)}]"


def _proof(library: Library, batch: Batch) -> None:
    label = n_(
        "{shown} of {came} shown: see {count} of the rest",
        "{shown} of {came} shown: see {count} of the rest",
        len(batch.drawn),
        shown=number(batch.shown),
        came=number(batch.came),
    )
    with st.popover(label, type="tertiary", icon=":material/casino:", key="batch-proof"):
        proof.draw(library, batch, "today")
