"""The controls for the period a review looks at: one that has a name, or both ends free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kb.catalogue import _
from kb.reflection.periods import Period
from kb.ui.shell import humanize

_FROM, _TO, _NAMED = "from", "to", "period"


def choose(known: Sequence[Period]) -> Period:
    """The row of controls: a named period, or any first and last day. Both days stand in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="period-row"):
        named = st.container(width=200)
        since = _day(_("From"), _FROM, known[0].since)
        until = _day(_("To"), _TO, known[0].until)
        chosen = Period(since, until)
        st.session_state[_NAMED] = chosen if chosen in known else None
        named.selectbox(
            _("Period"),
            known,
            format_func=lambda period: period.label,
            placeholder=_("Own dates"),
            key=_NAMED,
            on_change=_take_over,
        )
    return chosen


def _day(label: str, key: str, default: date) -> date:
    chosen: date = st.date_input(
        label,
        default,
        min_value=date(1990, 1, 1),
        max_value=date(2100, 12, 31),
        format=humanize.day_form(),
        key=key,
        bind="query-params",
        width=170,
    )
    return chosen


def _take_over() -> None:
    period: Period | None = st.session_state[_NAMED]
    if period is not None:
        st.session_state[_FROM], st.session_state[_TO] = period.since, period.until
