"""A feed on the Feeds page: how much it brought, how it is, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from kb.catalogue import _, n_, noted, number, of_month
from kb.clock import day
from kb.library import Library
from kb.types import Feed, FeedState, Filters, Zone
from kb.ui.feeds import sources
from kb.ui.shell import humanize, notices, theme, url
from kb.ui.shell.escape import plain

_BROUGHT = 5
"""So many are brought out of an overflow at a press: a few minutes of triage."""

_FAILING = (
    noted("Failing since today: {error}."),
    noted("Failing since yesterday: {error}."),
    noted("Failing for {age}: {error}."),
)
_GONE = (
    noted("Gone for good since today: {error}."),
    noted("Gone for good since yesterday: {error}."),
    noted("Gone for good for {age}: {error}."),
)


def card(library: Library, state: FeedState, at: datetime) -> None:
    """One feed."""
    feed = state.feed
    with st.container(border=True, gap="xsmall", key=f"feed-{feed.id}"):
        st.markdown(f"**{plain(feed.title or feed.url)}**  \n:small[:gray[{plain(feed.url)}]]")
        st.markdown(standing(state, at))
        if feed.criterion:
            st.markdown(f":gray[{_('Wanted: {criterion}', criterion=plain(feed.criterion))}]")
        if feed.error:
            st.markdown(f":material/error: {trouble(feed, at)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if feed.succeeded_at and feed.title:
                words = url.link(Filters(sources=(feed.title,)))
                st.page_link(
                    url.PAGE, label=_("What it brought"), icon=":material/search:", query_params=words
                )
            if state.overflow:
                st.button(
                    n_("Bring {count} in", "Bring {count} in", min(_BROUGHT, state.overflow)),
                    key=f"feed-bring-{feed.id}",
                    type="tertiary",
                    icon=":material/move_to_inbox:",
                    on_click=_bring,
                    args=(library, feed),
                )
            _settings(library, feed)
            st.button(
                _("Follow no longer"),
                key=f"feed-remove-{feed.id}",
                type="tertiary",
                icon=":material/close:",
                help=_("What it brought stays; followed again, it shows nothing twice."),
                on_click=_remove,
                args=(library, feed),
            )


def standing(state: FeedState, at: datetime) -> str:
    """How much a feed brought this week and when it was asked, in a line of Markdown."""
    feed = state.feed
    parts = [_("**{shown}** of {budget} this week", shown=number(state.shown), budget=number(feed.budget))]
    if state.overflow:
        parts.append(n_("{count} in the overflow", "{count} in the overflow", state.overflow))
    if feed.open_hours:
        parts.append(_("{hours} h only", hours=feed.open_hours))
    parts.append(theme.ZONES[feed.zone].mark)
    answered = _("answered {ago}", ago=humanize.ago(feed.succeeded_at, at))
    parts.append(answered if feed.succeeded_at else _("no answer yet"))
    if state.news_at and feed.succeeded_at and day(state.news_at) < day(feed.succeeded_at):
        parts.append(_("last news {ago}", ago=humanize.ago(state.news_at, at)))
    return " · ".join(parts)


def trouble(feed: Feed, at: datetime) -> str:
    """Why a feed fails, since when, and when it is asked again, in a line of Markdown."""
    since = humanize.moment(feed.error_since) or at
    days = (at.date() - since.astimezone(at.tzinfo).date()).days
    said = (_GONE if feed.gone else _FAILING)[max(0, min(days, len(_GONE) - 1))]
    told = _(said, age=humanize.age(feed.error_since, at), error=plain(feed.error))
    again = humanize.moment(feed.due_at)
    if feed.gone or again is None:
        return told
    local = again.astimezone(at.tzinfo)
    asked = _("Asked again after {day}, {time}.", day=of_month(local), time=format(local, "%H:%M"))
    return f"{told} {asked}"


def _settings(library: Library, feed: Feed) -> None:
    with (
        st.popover(_("Settings"), type="tertiary", icon=":material/tune:", key=f"feed-settings-{feed.id}"),
        st.form(f"feed-form-{feed.id}", border=False),
    ):
        wanted = st.text_area(_("What you want of it"), feed.criterion, key=f"feed-wanted-{feed.id}")
        budget = st.number_input(
            _("At most so many a week"), 0, value=feed.budget, key=f"feed-budget-{feed.id}"
        )
        hours = st.number_input(
            _("Hours between two visits"), 1, value=feed.hours, key=f"feed-hours-{feed.id}"
        )
        open_hours = sources.open_hours(feed.open_hours, f"feed-open-{feed.id}")
        zones = tuple(Zone)
        zone = st.selectbox(
            _("Where new things go"),
            zones,
            zones.index(feed.zone),
            format_func=lambda zone: theme.ZONES[zone].label,
            key=f"feed-zone-{feed.id}",
        )
        if st.form_submit_button(_("Save"), type="primary"):
            said = _("{source}: changed.", source=plain(feed.title or feed.url))
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
        lambda report: n_("{count} item brought in.", "{count} items brought in.", report.added),
    )


def _remove(library: Library, feed: Feed) -> None:
    said = _("You follow {source} no longer. What it brought stays.", source=plain(feed.title or feed.url))
    notices.act(library, lambda: library.feeds.remove(feed.url), said)
