"""The map as a table: the same items, lit, filtered and chosen alike, for those without a pointer."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb import plots
from kb.types import Item
from kb.ui.map import data, state
from kb.ui.map.data import MapContents, View
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain

_KEY = "map-table"
_HEIGHT = 620
"""Pixels: about the map's own, less its toolbar."""


def draw(contents: MapContents, view: View) -> None:
    """The table, with a line that says what it leaves out."""
    listed, columns = data.table(contents, data.seen(contents, view))
    st.markdown(f":small[:gray[{plain(_said(contents, view, len(listed)))}]]")
    st.dataframe(
        columns,
        key=_KEY,
        on_select=lambda: _pick(listed),
        selection_mode="multi-row",
        height=_HEIGHT,
        column_config={"Title": st.column_config.TextColumn(width=360)},
    )


def _said(contents: MapContents, view: View, count: int) -> str:
    parts = [humanize.count(count, "item")]
    if view.lit is not None:
        parts.append("only what is lit")
    if view.until is not None or view.span != data.SPANS[0]:
        until = contents.months[-1 if view.until is None else view.until]
        before = {"all": "until", "year": "in the year until", "month": "in"}[view.span]
        parts.append(f"{before} {plots.month_name(until)}")
    if view.hidden:
        parts.append(f"without {', '.join(sorted(view.hidden))}")
    return " · ".join(parts) + ". Choose rows to act on them; one alone is opened."


def _pick(listed: Sequence[Item]) -> None:
    """Takes over the chosen rows; a single one is opened too."""
    picked = [listed[row] for row in st.session_state[_KEY].selection.rows if row < len(listed)]
    state.choose([item.id for item in picked])
    if len(picked) == 1:
        state.open_item(picked[0])
