"""A feed on the Feeds page: how much it brought, how it is, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from kb.library import Library
from kb.types import Feed, FeedState, Filters, Zone
from kb.ui.feeds import sources
from kb.ui.shell import humanize, notices, theme, url
from kb.ui.shell.escape import plain

_BROUGHT = 5
"""So many are brought out of an overflow at a press: a few minutes of triage."""


def card(library: Library, state: FeedState, at: datetime) -> None:
    """One feed."""
    feed = state.feed
    with st.container(border=True, gap="xsmall", key=f"feed-{feed.id}"):
        st.markdown(f"**{plain(feed.title or feed.url)}**  \n:small[:gray[{plain(feed.url)}]]")
        st.markdown(standing(state, at))
        if feed.criterion:
            st.markdown(f":gray[Wanted: {plain(feed.criterion)}]")
        if feed.error:
            st.markdown(f":material/error: {trouble(feed, at)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if feed.succeeded_at and feed.title:
                words = url.link(Filters(sources=(feed.title,)))
                st.page_link(url.PAGE, label="What it brought", icon=":material/search:", query_params=words)
            if state.overflow:
                st.button(
                    f"Bring {min(_BROUGHT, state.overflow)} in",
                    key=f"feed-bring-{feed.id}",
                    type="tertiary",
                    icon=":material/move_to_inbox:",
                    on_click=_bring,
                    args=(library, feed),
                )
            _settings(library, feed)
            st.button(
                "Follow no longer",
                key=f"feed-remove-{feed.id}",
                type="tertiary",
                icon=":material/close:",
                help="What it brought stays; followed again, it shows nothing twice.",
                on_click=_remove,
                args=(library, feed),
            )


def standing(state: FeedState, at: datetime) -> str:
    """How much a feed brought this week and when it was asked, in a line of Markdown."""
    feed = state.feed
    overflow = f"{state.overflow:,} in the overflow" if state.overflow else ""
    hours = f"{feed.open_hours} h only" if feed.open_hours else ""
    asked = f"answered {humanize.ago(feed.succeeded_at, at)}" if feed.succeeded_at else "no answer yet"
    parts = (
        f"**{state.shown}** of {feed.budget} this week",
        overflow,
        hours,
        theme.ZONES[feed.zone].mark,
        asked,
    )
    return " · ".join(filter(None, parts))


def trouble(feed: Feed, at: datetime) -> str:
    """Why a feed fails, since when, and when it is asked again, in a line of Markdown."""
    age = humanize.age(feed.error_since, at)
    since = f"for {age}" if age[:1].isdigit() else f"since {age}"
    if feed.gone:
        return f"Gone for good {since}: {plain(feed.error)}."
    again = humanize.moment(feed.due_at)
    local = again.astimezone(at.tzinfo) if again else None
    when = f" Asked again after {local.day} {local:%B, %H:%M}." if local else ""
    return f"Failing {since}: {plain(feed.error)}.{when}"


def _settings(library: Library, feed: Feed) -> None:
    with (
        st.popover("Settings", type="tertiary", icon=":material/tune:", key=f"feed-settings-{feed.id}"),
        st.form(f"feed-form-{feed.id}", border=False),
    ):
        wanted = st.text_area("What you want of it", feed.criterion, key=f"feed-wanted-{feed.id}")
        budget = st.number_input("At most so many a week", 0, value=feed.budget, key=f"feed-budget-{feed.id}")
        hours = st.number_input("Hours between two visits", 1, value=feed.hours, key=f"feed-hours-{feed.id}")
        open_hours = sources.open_hours(feed.open_hours, f"feed-open-{feed.id}")
        zones = tuple(Zone)
        zone = st.selectbox(
            "Where new things go",
            zones,
            zones.index(feed.zone),
            format_func=lambda zone: theme.ZONES[zone].label,
            key=f"feed-zone-{feed.id}",
        )
        if st.form_submit_button("Save", type="primary"):
            said = f"{plain(feed.title or feed.url)}: changed."
            notices.act(
                library,
                lambda: library.feeds.add(
                    feed.url, zone=zone, budget=budget, hours=hours, criterion=wanted, open_hours=open_hours
                ),
                said,
            )
            st.rerun()


def _bring(library: Library, feed: Feed) -> None:
    notices.act(
        library,
        lambda: library.feeds.bring(feed.url, _BROUGHT),
        lambda report: f"{humanize.count(report.added, 'item')} brought in.",
    )


def _remove(library: Library, feed: Feed) -> None:
    said = f"You follow {plain(feed.title or feed.url)} no longer. What it brought stays."
    notices.act(library, lambda: library.feeds.remove(feed.url), said)
