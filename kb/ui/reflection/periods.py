"""The period a review looks at: half-years and years that hold items, and both ends free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kb.types import Item

_FROM, _TO, _NAMED = "from", "to", "period"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive."""

    name: str
    since: date
    until: date


def half(year: int, number: int) -> Period:
    """The first or second half of a year: `H2 2025`."""
    if number == 1:
        return Period(f"H1 {year}", date(year, 1, 1), date(year, 6, 30))
    return Period(f"H2 {year}", date(year, 7, 1), date(year, 12, 31))


def with_items(items: Iterable[Item]) -> list[Period]:
    """Half-years in which something was saved, the last first, each year after its halves."""
    days = {item.saved_on for item in items}
    halves = {(int(day[:4]), 1 if day[5:7] <= "06" else 2) for day in days}
    found: list[Period] = []
    for year in sorted({year for year, _ in halves}, reverse=True):
        found += [half(year, number) for number in (2, 1) if (year, number) in halves]
        found.append(Period(str(year), date(year, 1, 1), date(year, 12, 31)))
    return found


def choose(known: Sequence[Period]) -> Period:
    """The row of controls: a named period, or any first and last day. Both days stand in the address."""
    names = {(period.since, period.until): period for period in known}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="period-row"):
        named = st.container(width=180)
        since = _day("From", _FROM, known[0].since)
        until = _day("To", _TO, known[0].until)
        chosen = names.get((since, until))
        st.session_state[_NAMED] = chosen
        named.selectbox(
            "Period",
            known,
            format_func=lambda period: period.name,
            placeholder="Own dates",
            key=_NAMED,
            on_change=_take_over,
        )
    return chosen or Period(f"{since.isoformat()} to {until.isoformat()}", since, until)


def _day(label: str, key: str, default: date) -> date:
    chosen: date = st.date_input(
        label,
        default,
        min_value=date(1990, 1, 1),
        max_value=date(2100, 12, 31),
        format="YYYY-MM-DD",
        key=key,
        bind="query-params",
        width=170,
    )
    return chosen


def _take_over() -> None:
    period: Period | None = st.session_state[_NAMED]
    if period is not None:
        st.session_state[_FROM], st.session_state[_TO] = period.since, period.until
