"""Traces of use: what the person's own writing and their work in the library say of an item."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_, percent
from kb.library import Library
from kb.types import Item
from kb.types.evidence import Strength, Trace
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain

_SHOWN = 5
"""Traces that stand open, the strongest first; the rest is folded."""
_MARKS = {
    Strength.STRONG: ":green[:material/check_circle:] ",
    Strength.FAIR: ":blue[:material/check:] ",
    Strength.WEAK: "",
}


def of_item(library: Library, item: Item) -> None:
    """All traces of an item, those in the person's own writing first; nothing where there are none."""
    written = library.evidence.of([item.key]).get(item.id, ())
    kept = library.reviews.traces([item.key]).get(item.id, ())
    if written or kept:
        st.header(_("Traces of use"), anchor=False)
        _draw(item, (*written, *kept))


def _draw(item: Item, traces: Sequence[Trace]) -> None:
    """Traces with their words, place, day, strength and its reason."""
    for trace in traces[:_SHOWN]:
        st.markdown(told(trace))
    if len(traces) > _SHOWN:
        more = n_("{count} more trace", "{count} more traces", len(traces) - _SHOWN)
        with st.expander(more, key=f"more-traces-{item.id}"):
            for trace in traces[_SHOWN:]:
                st.markdown(told(trace))


def where(trace: Trace) -> str:
    """The place and line of a trace, as a person says it."""
    if trace.line is None:
        return trace.place_label
    return _("{place}, line {line}", place=trace.place_label, line=trace.line)


def told(trace: Trace) -> str:
    """A trace in Markdown: strength and words, then place, day and reason in small letters."""
    probable = ""
    if trace.probability < 1:
        probable = _("{share} probable", share=percent(trace.probability))
    facts = (
        plain(where(trace)),
        humanize.day(trace.made_at),
        trace.timing.label,
        plain(trace.why),
        probable,
    )
    words = f" {plain(trace.snippet)}" if trace.snippet else ""
    strength = f":gray-badge[{_MARKS[trace.strength]}{trace.strength.label}]"
    return f"{strength}{words}  \n:small[:gray[{' · '.join(filter(None, facts))}]]"
