"""The filters of the Search page, each bound to the address, so that what is shown can be shared.

A bound widget writes its options into the address as they are labelled, so the options are the words of the
domain themselves (`?zone=must-have`), the same that the command line takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from kb.library import Library
from kb.types import Filters, Kind, SearchMode, Stance, State, Stats, Verdict, Zone

_KEYS = ("zone", "kind", "state", "lang", "stance", "area", "source", "verdict", "since", "until")
_V = TypeVar("_V")
_LISTED, _DATES = _KEYS[:-2], _KEYS[-2:]


def bar(library: Library, stats: Stats, changed: Callable[[], None]) -> tuple[Filters, SearchMode]:
    """One compact row: the filters most wanted, the others, and how to search. `changed` is called before
    the page is drawn with another choice."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        with _popover("Zone", ("zone",)):
            zones = _pills("Zone", "zone", list(Zone), changed)
        with _popover("Kind", ("kind",)):
            kinds = _pills("Kind", "kind", [kind for kind in Kind if kind in stats.by_kind], changed)
        with _popover("Language", ("lang",)):
            languages = _pills("Language", "lang", [code for code in stats.by_language if code], changed)
        with _popover("More filters", _KEYS[2:3] + _KEYS[4:]):
            states = _pills("State", "state", list(State), changed)
            verdicts = _pills("Verdict", "verdict", list(Verdict), changed)
            stances = _pills("Stance of its area", "stance", list(Stance), changed)
            names = [area.name for area in library.areas()]
            areas = _multiselect("Area", "area", names, changed)
            sources = _multiselect("Source", "source", [name for name in stats.sources if name], changed)
            since, until = st.columns(2)
            first = _day(since, "From", "since", changed)
            last = _day(until, "To", "until", changed)
        if any(_given(key) for key in _KEYS):
            st.button("Clear", key="clear-filters", type="tertiary", on_click=_clear, args=(changed,))
        mode = st.segmented_control(
            "Search by",
            list(SearchMode),
            default=SearchMode.HYBRID,
            required=True,
            key="mode",
            bind="query-params",
            on_change=changed,
            label_visibility="collapsed",
        )
    return Filters(
        zones=tuple(zones),
        states=tuple(states),
        kinds=tuple(kinds),
        areas=tuple(areas),
        stances=tuple(stances),
        sources=tuple(sources),
        languages=tuple(languages),
        verdicts=tuple(verdicts),
        since=first.isoformat() if first else None,
        until=last.isoformat() if last else None,
    ), mode or SearchMode.HYBRID


def said(filters: Filters) -> str:
    """What restricts the list, in words: `must-have · arXiv · from 2025-01-01`; empty where nothing does."""
    listed = (
        filters.zones, filters.kinds, filters.languages, filters.states, filters.verdicts, filters.stances,
        filters.areas, filters.sources,
    )  # fmt: skip
    parts = [" or ".join(values) for values in listed if values]
    if filters.since:
        parts.append(f"from {filters.since}")
    if filters.until:
        parts.append(f"to {filters.until}")
    return " · ".join(parts)


def _popover(label: str, keys: Sequence[str]) -> Any:
    """A popover whose label says how many choices in it restrict the list."""
    given = sum(_given(key) for key in keys)
    return st.popover(f"{label} · {given}" if given else label, key=f"filter-{keys[0]}")


def _given(key: str) -> int:
    """How many choices a filter holds, in this session or in the address of its first run."""
    if key in st.session_state:
        value = st.session_state[key]
        return len(value) if isinstance(value, (list, tuple)) else int(value is not None)
    return len(st.query_params.get_all(key))


def _pills(label: str, key: str, options: Sequence[_V], changed: Callable[[], None]) -> list[_V]:
    return st.pills(
        label,
        options,
        selection_mode="multi",
        key=key,
        bind="query-params",
        on_change=changed,
        wrap=True,
    )


def _multiselect(label: str, key: str, options: Sequence[str], changed: Callable[[], None]) -> list[str]:
    return st.multiselect(label, options, key=key, bind="query-params", on_change=changed, placeholder="Any")


def _day(place: Any, label: str, key: str, changed: Callable[[], None]) -> date | None:
    chosen: date | None = place.date_input(
        label, value=None, min_value=date(1900, 1, 1), key=key, bind="query-params", on_change=changed,
        format="YYYY-MM-DD",
    )  # fmt: skip
    return chosen


def _clear(changed: Callable[[], None]) -> None:
    for key in _LISTED:
        st.session_state[key] = []
    for key in _DATES:
        st.session_state[key] = None
    changed()
