"""What was written, and the chart beside the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from kb.catalogue import _, n_
from kb.clock import day
from kb.library import Library
from kb.plots import chart_config, diary_figure
from kb.types.diary import DiaryEntry
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_SHOWN = 20
"""The latest entries; older ones are in the chart, and `diary list` has all."""


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
    for one in entries[:_SHOWN]:
        with st.container(border=True, gap="xsmall", key=f"diary-entry-{one.id}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                felt = plain(one.emotion) or _("no word for it")
                st.markdown(f"**{felt}** {one.strength} :small[:gray[{humanize.ago(one.at, at)}]]")
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
    if len(entries) > _SHOWN:
        earlier = n_(
            "and {count} earlier; `diary list` shows all",
            "and {count} earlier; `diary list` shows all",
            len(entries) - _SHOWN,
        )
        st.markdown(f":gray[{earlier}]")
