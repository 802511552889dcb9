"""The other reading lists on Today, and how long what is in them has waited."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.plots import chart_config, waiting_figure
from kb.types import READING_ZONES, TO_READ, Filters, Gate
from kb.ui.shell import theme
from kb.ui.triage import gate as gate_part

_CHART = 720
"""Pixels in which two years of months and the names of the lists have room."""


def draw(library: Library, gate: Gate) -> None:
    """What must-have asks for, the lists behind the gate, and the chart of how long they have waited."""
    gate_part.asks(library, gate)
    if not any(gate.counts.get(zone) for zone in READING_ZONES[1:]):
        return
    with (
        gate_part.lists(library, gate),
        st.popover(_("How long they waited"), type="tertiary", icon=":material/bar_chart:"),
        st.container(width=_CHART),
    ):
        _how_long(library)


def _how_long(library: Library) -> None:
    """What is unread, by the month it was saved."""
    st.markdown(f"**{_('Unread, by the month it was saved')}**")
    left = library.items.saved_days(Filters(zones=READING_ZONES, states=TO_READ))
    st.plotly_chart(
        waiting_figure(left, dark=theme.is_dark()),
        theme=None,
        key="chart-waiting",
        config=chart_config(),
        alt=_("Unread items by the month they were saved, stacked by reading list."),
    )
