"""The map as a table: the same items, lit, filtered and chosen alike, for those without a pointer."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb import plots
from kb.catalogue import _, by_words, n_, noted
from kb.types import Item
from kb.ui.map import data, state
from kb.ui.map.data import MapContents, View
from kb.ui.shell.escape import plain

_KEY = "map-table"
_HEIGHT = 620
"""Pixels: about the map's own, less its toolbar."""
_COLUMNS = {
    "Topic": noted("Topic"),
    "Month": noted("Month"),
    "Zone": noted("Zone"),
    "Stance": noted("Stance"),
    "State": noted("State"),
    "Source": noted("Source"),
    "Year": noted("Year"),
    "Language": noted("Language"),
    "Verdict": noted("Verdict"),
}
_TIMES = {
    "all": noted("until {month}"),
    "year": noted("in the year until {month}"),
    "month": noted("in {month}"),
}
"""What is said of a time, by the names of `data.SPANS`."""


def draw(contents: MapContents, view: View) -> None:
    """The table, with a line that says what it leaves out."""
    listed, columns = data.table(contents, data.seen(contents, view))
    st.markdown(f":small[:gray[{plain(told(contents, view, len(listed)))}]]")
    st.dataframe(
        columns,
        key=_KEY,
        on_select=lambda: _pick(listed),
        selection_mode="multi-row",
        height=_HEIGHT,
        column_config={
            **{name: _(said) for name, said in _COLUMNS.items()},
            "Title": st.column_config.TextColumn(_("Title"), width=360),
        },
    )


def told(contents: MapContents, view: View, count: int) -> str:
    """How many rows are shown, and what is left out of them."""
    parts = [n_("{count} item", "{count} items", count)]
    if view.lit is not None:
        parts.append(_("only what is lit"))
    if view.until is not None or view.span != data.SPANS[0]:
        until = contents.months[-1 if view.until is None else view.until]
        parts.append(_(_TIMES[view.span], month=plots.month_name(until)))
    if view.hidden:
        hidden = [plots.shown(view.colour, value) for value in view.hidden]
        parts.append(_("without {categories}", categories=", ".join(sorted(hidden, key=by_words))))
    return _("{what}. Choose rows to act on them; one alone is opened.", what=" · ".join(parts))


def _pick(listed: Sequence[Item]) -> None:
    """Takes over the chosen rows; a single one is opened too."""
    picked = [listed[row] for row in st.session_state[_KEY].selection.rows if row < len(listed)]
    state.choose([item.id for item in picked])
    if len(picked) == 1:
        state.open_item(picked[0])
