"""What was written, and the chart beside the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from kb.catalogue import _, n_
from kb.clock import day
from kb.library import Library
from kb.plots import chart_config, diary_figure
from kb.types.diary import DiaryEntry
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_SHOWN = 5
"""The latest entries, read at a glance; the chart has all, and so many more come with each press."""
_MORE = 20
"""A year of a fortnightly habit comes in two presses."""
_LISTED = "diary-listed"
_TOLD_BY_AGE = timedelta(days=7)
"""Older ones are told by their day: several would be a month old."""


def chart(library: Library, entries: Sequence[DiaryEntry]) -> None:
    """How strong what was felt was, over the size of the inbox."""
    st.markdown(f"**{_('What you felt, and the inbox')}**")
    days = library.diary.span()
    st.plotly_chart(
        diary_figure(
            [(day(one.at)[:10], one.strength, one.emotion) for one in entries],
            days,
            library.diary.inbox(days),
            dark=theme.is_dark(),
        ),
        theme=None,
        key="chart-diary",
        config=chart_config(),
        alt=_("Strength of emotions by day, above the number of things in the inbox at the end of each day."),
    )


def listed(library: Library, entries: Sequence[DiaryEntry], at: datetime) -> None:
    """The latest entries, each with what it says and a way to take it out."""
    shown = st.session_state.setdefault(_LISTED, _SHOWN)
    for one in entries[:shown]:
        with st.container(border=True, gap="xsmall", key=f"diary-entry-{one.id}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                felt = plain(one.emotion) or _("no word for it")
                st.markdown(f"**{felt}** {one.strength} :small[:gray[{_when(one.at, at)}]]")
                st.button(
                    _("Take out"),
                    key=f"diary-remove-{one.id}",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=notices.act,
                    args=(
                        library,
                        lambda one=one: library.diary.remove(one.id),
                        _("Taken out of the diary."),
                    ),
                )
            said = (
                (_("Happened"), one.situation),
                (_("Thought"), one.thought),
                (_("Did"), one.reaction),
            )
            st.markdown("  \n".join(f":gray[{name}:] {plain(text)}" for name, text in said if text))
    if len(entries) > shown:
        earlier = n_("{count} earlier", "{count} earlier", len(entries) - shown)
        st.button(
            earlier, key="diary-earlier", type="tertiary", icon=":material/expand_more:", on_click=_list_more
        )


def _list_more() -> None:
    st.session_state[_LISTED] += _MORE


def _when(moment: str, at: datetime) -> str:
    """How long ago, or on which day."""
    old = at.date() - date.fromisoformat(day(moment)) > _TOLD_BY_AGE
    return humanize.day(day(moment)) if old else humanize.ago(moment, at)
