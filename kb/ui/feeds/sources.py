"""Sources on the Feeds page: those that come by export, what came of each, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.library import Library
from kb.types import LeftOut, SourceState, SourceWeek
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_SPANS = {"This week": 1, "4 weeks": 4, "12 weeks": 12}
"""Weeks that the table looks back: the week, about a month, a season."""
_LISTED = 20
"""So many of what was left out are shown: it is no list to be worked off."""


def others(library: Library, states: Sequence[SourceState]) -> None:
    """Sources that are no feeds, each with its budget."""
    states = [state for state in states if state.feed is None]
    if not states:
        return
    st.subheader("What comes by export", anchor=False)
    for state in states:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"source-{state.name}"
        ):
            left = f" · {state.overflow:,} in the overflow" if state.overflow else ""
            hours = f" · {state.open_hours} h" if state.open_hours else ""
            st.markdown(f"**{plain(state.name)}** {state.shown:,} of {state.budget:,} this week{left}{hours}")
            _settings(library, state)


def _settings(library: Library, state: SourceState) -> None:
    with (
        st.popover("Settings", type="tertiary", icon=":material/tune:", key=f"source-settings-{state.name}"),
        st.form(f"source-form-{state.name}", border=False),
    ):
        budget = st.number_input(
            "At most so many a week", 0, value=state.budget, key=f"source-budget-{state.name}"
        )
        hours = open_hours(state.open_hours, f"source-hours-{state.name}")
        if st.form_submit_button("Save", type="primary"):
            notices.act(
                library,
                lambda: library.sources.set_budget(state.name, budget=budget, open_hours=hours),
                f"{plain(state.name)}: changed.",
            )
            st.rerun()


def open_hours(value: str, key: str) -> str:
    """The field for the hours of the day in which a source may show anything."""
    return st.text_input(
        "Hours of the day in which it may show anything",
        value,
        key=key,
        placeholder="8-10, 18-20; empty for any",
    )


def weeks(library: Library) -> None:
    """What each source brought, and what came of it."""
    st.subheader("Which sources earn their time?", anchor=False)
    chosen = st.segmented_control(
        "Over", list(_SPANS), default="4 weeks", key="source-weeks", label_visibility="collapsed"
    )
    by_source: dict[str, list[SourceWeek]] = {}
    for one in library.sources.weeks(_SPANS[chosen or "4 weeks"]):
        by_source.setdefault(one.source, []).append(one)
    rows = [SourceWeek.total(found) for found in by_source.values()]
    if not rows:
        st.markdown(":gray[Nothing came with the name of a source.]")
        return
    st.dataframe(
        [
            {
                "Source": row.source,
                "Came": row.came,
                "Shown": row.shown,
                "Kept": row.kept,
                "Read": row.read,
                "Proved useful": row.useful,
            }
            for row in sorted(rows, key=lambda row: (-row.useful, -row.read, -row.came))
        ],
        hide_index=True,
        key="source-table",
    )
    st.markdown(
        ":small[:gray[Kept: filed in any list but put-and-forget. Proved useful: by your verdict, else by a"
        " trace of use.]]"
    )


def left_out(library: Library) -> None:
    """What waits beyond the budgets, and what waited too long."""
    waiting, expired = library.sources.overflow(), library.sources.expired()
    if not waiting and not expired:
        return
    st.subheader("Left out on purpose", anchor=False)
    days = humanize.count(library.settings.overflow_days, "day")
    _list(library, f"{len(waiting):,} in the overflow", waiting, "overflow")
    _list(library, f"{len(expired):,} expired after {days}", expired, "expired")


def _list(library: Library, label: str, found: Sequence[LeftOut], place: str) -> None:
    if not found:
        return
    at = humanize.now()
    with st.expander(label):
        if place == "overflow" and len(found) > _LISTED and st.toggle("Best first", key="overflow-best"):
            found = library.ranking.of_left_out(found)
        for one in found[:_LISTED]:
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=f"{place}-{one.ref}"
            ):
                told = f"{plain(one.source)}, {humanize.age(one.came_at, at)}"
                st.markdown(f"{plain(one.title)} :small[:gray[{told}]]")
                st.button(
                    "Bring in",
                    key=f"{place}-bring-{one.ref}",
                    type="tertiary",
                    on_click=_bring,
                    args=(library, one),
                )
        if len(found) > _LISTED:
            st.markdown(f":gray[and {len(found) - _LISTED:,} more; `intake {place}` lists all]")


def _bring(library: Library, one: LeftOut) -> None:
    notices.act(library, lambda: library.sources.bring([one.ref]), f"In the inbox: {plain(one.title)}")
