"""What changed since the person was here last: what came in and where, what saved searches found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.clock import as_of, day
from kb.library import Library
from kb.types import Filters, Stance, Stats
from kb.ui.items import rows
from kb.ui.map import thumbnail
from kb.ui.search import saved
from kb.ui.shell import frame, humanize, url
from kb.ui.shell.escape import plain

_SINCE = "today-since"
_SHOWN = 2
"""Titles of what came: the rest is a link."""
_LIT = 2_000
"""Items that are lit on the map at most: more is one large import, which is everywhere."""
_RECENT_DAYS = 7
"""What is told where there was no visit before or nothing came since: the week up to the last arrival."""

_SINCE_WEEKDAY = (
    noted("Since Monday"),
    noted("Since Tuesday"),
    noted("Since Wednesday"),
    noted("Since Thursday"),
    noted("Since Friday"),
    noted("Since Saturday"),
    noted("Since Sunday"),
)


def draw(library: Library, stats: Stats, stances: Mapping[int, Stance], at: datetime) -> None:
    """The small map, lit where it landed, beside the first of it."""
    if frame.arrived("today") or _SINCE not in st.session_state:
        st.session_state[_SINCE] = library.visits.begin()
    here: str | None = st.session_state[_SINCE]
    found = Filters(saved_since=here)
    came = library.items.ids(found, limit=_LIT, order="saved") if here else []
    listed, seen = st.columns((2, 1), gap="large")
    with listed:
        if came:
            st.markdown(f"**{since(here or '', at)}**")
            _told(library, found)
        else:
            came = _last_week(library, at, first=here is None)
        held = library.sources.waiting()
        for item in library.items.by_ids([one for one in came if one not in held][:_SHOWN]):
            rows.row(item, "new", stance=stances.get(item.id))
        saved.listed(library, stats, here=False)
    with seen:
        thumbnail.draw(library, came)


def _last_week(library: Library, at: datetime, *, first: bool) -> list[int]:
    """Ids of what came in the week up to now; where nothing did, in the week up to the last arrival, which is
    said."""
    last = library.items.select(limit=1, order="saved")
    before = _RECENT_DAYS - 1
    until = as_of(at.date(), last[0].saved_at if last else None, before)
    since = date.fromordinal(until.toordinal() - before).isoformat()
    found = Filters(saved_since=since)
    came = library.items.ids(found, limit=_LIT, order="saved")
    if until == at.date():
        said = _("New this week") if first else _("Nothing new since you were here; this week")
    else:
        last_day = humanize.day(until.isoformat())
        said = _("Nothing came since {day}; the week up to that day", day=last_day)
    st.markdown(f"**{said}**")
    _told(library, found)
    return came


def _told(library: Library, found: Filters) -> None:
    sources = library.items.by_source(found)
    total = n_("{count} item", "{count} items", sum(sources.values()))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="numbers-changed"):
        st.page_link(url.PAGE, label=total, query_params=url.link(found), width="content")
        st.markdown(f":small[:gray[{plain(humanize.by_source(sources, 3))}]]")


def since(moment: str, at: datetime) -> str:
    """Since a moment, as people say it: today's by the clock, days of the last week by their names."""
    then = humanize.moment(moment)
    assert then is not None, "visits are kept as moments"
    local = then.astimezone(at.tzinfo)
    days = (at.date() - date.fromisoformat(day(moment))).days
    if days == 0:
        return _("Since {time}", time=format(local, "%H:%M"))
    if days == 1:
        return _("Since yesterday")
    if days < _RECENT_DAYS:
        return _(_SINCE_WEEKDAY[local.weekday()])
    return _("Since {day}", day=humanize.day(day(moment)))
