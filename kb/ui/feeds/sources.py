"""Sources on the Feeds page: those that come by export, what came of each, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_, noted, number
from kb.library import Library
from kb.types import Filters, LeftOut, SourceState, SourceWeek
from kb.ui.shell import humanize, lines, notices, url
from kb.ui.shell.escape import plain

_SPANS = {1: noted("This week"), 4: noted("4 weeks"), 12: noted("12 weeks")}
_USUAL_SPAN = 4
"""Weeks that the table looks back: the week, about a month, a season."""
_WEEKS = "source-weeks-lines"
_COLUMNS = tuple(lines.Column("", width) for width in (100, 110, 110, 110, 124))
"""Pixels that the longest of what stands in each takes in both languages, tried out."""
_LISTED = 20
"""So many of what was left out are shown: it is no list to be worked off."""


def others(library: Library, states: Sequence[SourceState]) -> None:
    """Sources that are no feeds, each with its budget."""
    states = [state for state in states if state.feed is None]
    if not states:
        return
    st.header(_("What comes by export"), anchor=False)
    for state in states:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"source-{state.name}"
        ):
            st.markdown(_standing(state), width="stretch")
            _settings(library, state)


def _standing(state: SourceState) -> str:
    parts = [
        _(
            "**{source}** {shown} of {budget} this week",
            source=plain(state.name),
            shown=number(state.shown),
            budget=number(state.budget),
        )
    ]
    if state.overflow:
        parts.append(n_("{count} in the overflow", "{count} in the overflow", state.overflow))
    if state.open_hours:
        parts.append(_("{hours} h", hours=state.open_hours))
    return " · ".join(parts)


def _settings(library: Library, state: SourceState) -> None:
    with (
        st.popover(
            _("Settings"), type="tertiary", icon=":material/tune:", key=f"source-settings-{state.name}"
        ),
        st.form(f"source-form-{state.name}", border=False),
    ):
        budget = st.number_input(
            _("At most so many a week"), 0, value=state.budget, key=f"source-budget-{state.name}"
        )
        hours = open_hours(state.open_hours, f"source-hours-{state.name}")
        if st.form_submit_button(_("Save"), type="primary"):
            notices.act(
                library,
                lambda: library.sources.set_budget(state.name, budget=budget, open_hours=hours),
                _("{source}: changed.", source=plain(state.name)),
            )
            st.rerun()


def open_hours(value: str, key: str) -> str:
    """The field for the hours of the day in which a source may show anything."""
    return st.text_input(
        _("Hours of the day in which it may show anything"),
        value,
        key=key,
        placeholder=_("8-10, 18-20; empty for any"),
    )


def weeks(library: Library) -> None:
    """What each source brought, and what came of it."""
    st.header(_("Which sources earn their time?"), anchor=False)
    chosen = st.segmented_control(
        _("Over"),
        list(_SPANS),
        default=_USUAL_SPAN,
        format_func=lambda weeks: _(_SPANS[weeks]),
        key="source-weeks",
        label_visibility="collapsed",
    )
    by_source: dict[str, list[SourceWeek]] = {}
    for one in library.sources.weeks(chosen or _USUAL_SPAN):
        by_source.setdefault(one.source, []).append(one)
    rows = [SourceWeek.total(found) for found in by_source.values()]
    if not rows:
        st.markdown(f":gray[{_('Nothing came with the name of a source.')}]")
        return
    since = min(row.week for row in rows)
    for row in sorted(rows, key=lambda row: (-row.useful, -row.read, -row.came)):
        with lines.line(_WEEKS, row.source, row.source, _COLUMNS) as cells:
            for cell, told in zip(cells, _became(row), strict=True):
                cell.markdown(told)
        if lines.is_open(_WEEKS, row.source):
            words = url.link(Filters(sources=(row.source,), saved_since=since))
            st.page_link(url.PAGE, label=_("What it brought"), icon=":material/search:", query_params=words)
    meant = _("Kept: filed in any list but put-and-forget. Useful: by your verdict, else by a trace of use.")
    st.markdown(f":small[:gray[{meant}]]")


def _became(row: SourceWeek) -> list[str]:
    """What came of a source, a cell each; what did not happen stands back."""
    told = {
        noted("{count} came"): row.came,
        noted("{count} shown"): row.shown,
        noted("{count} kept"): row.kept,
        noted("{count} read"): row.read,
        noted("{count} useful"): row.useful,
    }
    said = ((_(words, count=number(count)), count) for words, count in told.items())
    return [f":small[{words}]" if count else f":small[:gray[{words}]]" for words, count in said]


def left_out(library: Library) -> None:
    """What waits beyond the budgets, and what waited too long."""
    waiting, expired = library.sources.overflow(), library.sources.expired()
    if not waiting and not expired:
        return
    st.header(_("Left out on purpose"), anchor=False)
    waits = n_("{count} in the overflow", "{count} in the overflow", len(waiting))
    _list(library, waits, waiting, "overflow")
    went = n_(
        "{expired} expired after {count} day",
        "{expired} expired after {count} days",
        library.settings.overflow_days,
        expired=number(len(expired)),
    )
    _list(library, went, expired, "expired")


def _list(library: Library, label: str, found: Sequence[LeftOut], place: str) -> None:
    if not found:
        return
    at = humanize.now()
    with st.expander(label, key=f"left-out-{place}"):
        if place == "overflow" and len(found) > _LISTED and st.toggle(_("Best first"), key="overflow-best"):
            found = library.ranking.of_left_out(found)
        for one in found[:_LISTED]:
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=f"{place}-{one.ref}"
            ):
                told = f"{plain(one.source)}, {humanize.age(one.came_at, at)}"
                st.markdown(f"{plain(one.title)} :small[:gray[{told}]]")
                st.button(
                    _("Bring in"),
                    key=f"{place}-bring-{one.ref}",
                    type="tertiary",
                    on_click=_bring,
                    args=(library, one),
                )
        if len(found) > _LISTED:
            more = n_(
                "and {count} more; `{command}` lists all",
                "and {count} more; `{command}` lists all",
                len(found) - _LISTED,
                command="intake " + place,
            )
            st.markdown(f":gray[{more}]")


def _bring(library: Library, one: LeftOut) -> None:
    notices.act(
        library, lambda: library.sources.bring([one.ref]), _("In the inbox: {title}", title=plain(one.title))
    )
