"""The filters of the Search page: what to choose, with how much of it there is, and what is in force.

A filter typed into the box is shown chosen here, and letting go of it here takes it out of the box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from kb.library import Library
from kb.search import restrictions
from kb.search.query import Known
from kb.search.restrictions import Asked, Part
from kb.types import Filters, Kind, SearchMode, Stance, State, Verdict, Zone
from kb.types.filters import BY_WORD
from kb.ui.shell import url
from kb.ui.shell.escape import plain

_SHOWN = 12
"""The most values of an open-ended filter to choose from at once; the others are behind a box."""
_PARTS_SHOWN = 24
"""Chips above the results: three rows of a wide page."""

Facets = Mapping[str, Mapping[str, int]]


def everything(library: Library) -> Facets:
    """How many items of the whole library have each value."""
    return _everything(library, str(library.home), library.revision())


@st.cache_data(max_entries=4, show_spinner=False)
def _everything(_library: Library, home: str, revision: int) -> Facets:
    return dict(_library.search.find("", limit=1).facets)


def bar(filters: Filters, facets: Facets, known: Known) -> None:
    """The filters in a row. `filters` are all in force, `facets` count what was found."""

    def choices(title: str, name: str, values: Sequence[str]) -> None:
        _choices(title, name, values, filters, facets, known)

    with _popover("Zone", filters.zones):
        choices("", "zone", list(Zone))
    with _popover("Kind", filters.kinds):
        choices("", "kind", [kind for kind in Kind if kind in known["kind"]])
    with _popover("Language", filters.languages):
        choices("", "lang", known["lang"])
    with _popover("Source", filters.sources):
        choices("", "source", known["source"])
    if known["tag"]:
        with _popover("Tag", filters.tags):
            choices("", "tag", known["tag"])
    rest = (
        filters.states, filters.verdicts, filters.stances, filters.areas,
        filters.since, filters.until, filters.saved_since, filters.saved_until,
    )  # fmt: skip
    with _popover("More", [each for each in rest if each]):
        left, right = st.columns(2)
        with left:
            choices("State", "state", list(State))
        with right:
            choices("Verdict", "verdict", list(Verdict))
        if known["area"]:
            choices("Stance of its area", "stance", list(Stance))
            choices("Area", "area", known["area"])
        st.markdown(":small[:gray[Published, or saved where that is unknown]]")
        since, until = st.columns(2)
        _day(since, "From", "since", filters.since, known)
        _day(until, "To", "until", filters.until, known)
        since, until = st.columns(2)
        _day(since, "Saved from", "saved-since", filters.saved_since, known)
        _day(until, "Saved to", "saved-until", filters.saved_until, known)


def mode(changed: Callable[[], None]) -> SearchMode:
    """How to search."""
    chosen = st.segmented_control(
        "Search by",
        list(SearchMode),
        default=SearchMode.HYBRID,
        required=True,
        key=url.MODE,
        bind="query-params",
        on_change=changed,
        label_visibility="collapsed",
    )
    return chosen or SearchMode.HYBRID


def in_force(parts: Sequence[Part]) -> None:
    """What restricts the list, each part with a cross that takes it away."""
    if not parts:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="in-force"):
        for part in list({part.label: part for part in parts}.values())[:_PARTS_SHOWN]:
            st.button(
                f"{plain(part.label)} :gray[:material/close:]",
                key=f"part-{part.label}",
                on_click=url.ask,
                args=(part.rest,),
            )
        if len(parts) > 1:
            st.button("Clear", key="clear-filters", type="tertiary", on_click=_clear)


def _clear() -> None:
    """Takes everything away that restricts; the words stay."""
    url.ask(Asked(restrictions.bare(url.typed(), {})))


def _popover(label: str, given: Sequence[object]) -> Any:
    """A popover whose label says how many choices in it restrict the list."""
    return st.popover(f"{label} · {len(given)}" if given else label, key=f"filter-{label.lower()}")


def _choices(
    title: str, name: str, values: Sequence[str], filters: Filters, facets: Facets, known: Known
) -> None:
    """A filter's values as boxes to tick: chosen ones and those among the results first, each with how many
    of the results it has."""
    if title:
        st.markdown(f":small[:gray[{title}]]")
    counts = facets.get(name, {})
    chosen = BY_WORD[name].of(filters)
    among = sorted((value for value in values if counts.get(value)), key=lambda value: -counts[value])
    offered = dict.fromkeys([*chosen, *among, *(values if len(values) <= _SHOWN else ())])
    shown = list(offered)[: max(_SHOWN, len(chosen))]
    for value in shown:
        key = f"facet-{name}-{value}"
        if st.session_state.get(key, False) != (value in chosen):
            st.session_state[key] = value in chosen
        number = f" :gray[{counts[value]:,}]" if counts.get(value) else ""
        said = plain(value if name == "area" else BY_WORD[name].label(value))
        st.checkbox(
            f"{said}{number}" if counts.get(value) or value in chosen else f":gray[{said}]",
            key=key,
            on_change=_turn,
            args=(name, value, known),
        )
    others = sorted(set(values) - set(shown), key=str.casefold)
    if others:
        st.selectbox(
            "Another",
            others,
            index=None,
            key=f"other-{name}",
            placeholder=f"{len(others):,} others",
            label_visibility="collapsed",
            on_change=_add_other,
            args=(name,),
        )


def _turn(name: str, value: str, known: Known) -> None:
    if st.session_state[f"facet-{name}-{value}"]:
        _add(name, value)
    else:
        url.ask(restrictions.without(url.asked(), name, value, known))


def _add(name: str, value: str) -> None:
    given = url.filters()
    one = BY_WORD[name]
    url.put(one.put(given, (*one.of(given), value)))


def _add_other(name: str) -> None:
    key = f"other-{name}"
    if value := st.session_state[key]:
        _add(name, value)
        st.session_state[key] = None


def _day(place: Any, label: str, name: str, given: str | None, known: Known) -> None:
    """A date to choose; one typed with less than a day stands among what is in force only."""
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        day = None
    key = f"day-{name}"
    if st.session_state.get(key) != day:
        st.session_state[key] = day
    place.date_input(
        label, value=None, min_value=date(1900, 1, 1), key=key, format="YYYY-MM-DD",
        on_change=_choose_day, args=(name, known),
    )  # fmt: skip


def _choose_day(name: str, known: Known) -> None:
    """The day chosen takes the place of one typed."""
    day: date | None = st.session_state[f"day-{name}"]
    other = restrictions.without(url.asked(), name, "", known)
    chosen = BY_WORD[name].put(other.chosen, [day.isoformat()] if day else [])
    url.ask(Asked(other.typed, chosen))
