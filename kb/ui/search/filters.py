"""The filters of the Search page: what to choose, with how much of it there is, and what is in force.

A filter typed into the box is shown chosen here, and letting go of it here takes it out of the box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import cycle
from typing import Any

import streamlit as st

from kb.catalogue import _, by_words, n_, number
from kb.library import Library
from kb.search import restrictions
from kb.search.query import Known
from kb.search.restrictions import Asked, Part
from kb.types import Filters, SearchMode
from kb.types.filters import FILTERS, Filter
from kb.ui.shell import addressed, humanize, url
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
    """What can be chosen of the filters, in a row. `filters` are all in force, `facets` count what was found.
    A filter of which the library holds no value is not offered."""
    offered = [one for one in FILTERS if one.is_counted and known[one.word]]
    for one in offered:
        if one.in_front:
            with _popover(one.heading, one.title, len(one.of(filters))):
                _choices(one, filters, facets, known)
    further = [one for one in offered if not one.in_front]
    days = [one for one in FILTERS if one.title and one.is_bound]
    with _popover("More", _("More"), sum(len(one.of(filters)) for one in (*further, *days))):
        for one, place in zip(further, cycle(st.columns(2))):
            with place:
                st.markdown(f":small[:gray[{one.title}]]")
                _choices(one, filters, facets, known)
        for one, place in zip(days, cycle(st.columns(2))):
            with place:
                _day(one, filters, known)


def mode(changed: Callable[[], None]) -> SearchMode:
    """How to search."""
    labels = {str(mode): mode.label for mode in SearchMode}
    return SearchMode(addressed.one_of(_("Search by"), labels, url.MODE, changed))


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
            st.button(_("Clear"), key="clear-filters", type="tertiary", on_click=_clear)


def _clear() -> None:
    """Takes everything away that restricts; the words stay."""
    url.ask(Asked(restrictions.bare(url.typed(), {})))


def _popover(name: str, label: str, chosen: int) -> Any:
    """A popover whose label says how many choices in it restrict the list."""
    return st.popover(f"{label} · {chosen}" if chosen else label, key=f"filter-{name.lower()}")


def _choices(one: Filter, filters: Filters, facets: Facets, known: Known) -> None:
    """A filter's values as boxes to tick: chosen ones and those among the results first, each with how many
    of the results it has."""
    name, values = one.word, [value for value in one.options or known[one.word] if value in known[one.word]]
    counts = facets.get(name, {})
    chosen = one.of(filters)
    among = sorted((value for value in values if counts.get(value)), key=lambda value: -counts[value])
    offered = dict.fromkeys([*chosen, *among, *(values if len(values) <= _SHOWN else ())])
    shown = list(offered)[: max(_SHOWN, len(chosen))]
    for value in shown:
        key = f"facet-{name}-{value}"
        if st.session_state.get(key, False) != (value in chosen):
            st.session_state[key] = value in chosen
        many = f" :gray[{number(counts[value])}]" if counts.get(value) else ""
        said = plain(one.entry(value))
        st.checkbox(
            f"{said}{many}" if counts.get(value) or value in chosen else f":gray[{said}]",
            key=key,
            on_change=_turn,
            args=(one, value, known),
        )
    others = sorted(set(values) - set(shown), key=by_words)
    if others:
        st.selectbox(
            _("Another"),
            others,
            index=None,
            key=f"other-{name}",
            placeholder=n_("{count} other", "{count} others", len(others)),
            label_visibility="collapsed",
            on_change=_add_other,
            args=(one,),
        )


def _turn(one: Filter, value: str, known: Known) -> None:
    if st.session_state[f"facet-{one.word}-{value}"]:
        _add(one, value)
    else:
        url.ask(restrictions.without(url.asked(), one.word, value, known))


def _add(one: Filter, value: str) -> None:
    given = url.filters()
    url.put(one.put(given, (*one.of(given), value)))


def _add_other(one: Filter) -> None:
    key = f"other-{one.word}"
    if value := st.session_state[key]:
        _add(one, value)
        st.session_state[key] = None


def _day(one: Filter, filters: Filters, known: Known) -> None:
    """A date to choose; one typed with less than a day stands among what is in force only."""
    given = next(iter(one.of(filters)), None)
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        day = None
    key = f"day-{one.word}"
    if st.session_state.get(key) != day:
        st.session_state[key] = day
    st.date_input(
        one.title, value=None, min_value=date(1900, 1, 1), key=key, format=humanize.day_form(),
        on_change=_choose_day, args=(one, known),
    )  # fmt: skip


def _choose_day(one: Filter, known: Known) -> None:
    """The day chosen takes the place of one typed."""
    day: date | None = st.session_state[f"day-{one.word}"]
    other = restrictions.without(url.asked(), one.word, "", known)
    chosen = one.put(other.chosen, [day.isoformat()] if day else [])
    url.ask(Asked(other.typed, chosen))
