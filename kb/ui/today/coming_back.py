"""What came back, and what is waited for: three lines each, for they are none to work off here."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from kb.catalogue import _, n_, number
from kb.clock import today
from kb.library import Library
from kb.text.excerpts import shortened
from kb.triage.putting_off import BACK_DAYS
from kb.ui.items import actions, rows
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain
from kb.ui.shell.url import ITEM

_LINES = 3
"""What a third of a screen holds."""
_GIST = 70
"""Characters of a gist in such a line: two lines of a column."""


def returned(library: Library, at: datetime) -> None:
    """What others told of what they were handed, and what was put off until now."""
    st.markdown(f"**{_('Returned')}**")
    recent = [one for one in library.delegations.back() if _is_recent(one.returned_at, at)]
    back = library.triage.came_back(BACK_DAYS)
    number_back = len(recent) + len(back)
    shown = _LINES if number_back <= _LINES else _LINES - 1
    for one in recent[:shown]:
        said = _("**{person}** on {title}", person=plain(one.person), title=actions.short_title(one.item))
        gist = f": {plain(shortened(one.gist, _GIST))}" if one.gist else ""
        st.markdown(f":small[{said}{gist}]")
    for item, day in back[: max(0, shown - len(recent))]:
        with st.container(gap=None, key=f"back-{item.id}"):
            st.page_link(rows.PAGE, label=actions.short_title(item), query_params={ITEM: item.key})
            st.markdown(f":small[:gray[{put_off_until(day, at)}]]")
    _rest(number_back - shown)
    if not number_back:
        st.markdown(f":small[:gray[{_('Nothing came back this week.')}]]")


def waits(library: Library, at: datetime) -> None:
    """Who has what, and which topics wait for a survey."""
    st.page_link("pages/waiting.py", label=f"**{_('Waiting')}**")
    lines = []
    given = library.delegations.open()
    if given:
        people = dict.fromkeys(plain(one.person) for one in given)
        late = sum(one.overdue(today()) for one in given)
        lines.append(f":material/forward_to_inbox: {_given(len(given), tuple(people), late)}")
    places = sorted(library.waiting.parked(), key=lambda place: -len(place.items))
    lines += [
        f":material/local_parking: {plain(place.name)} ({number(len(place.items))})" for place in places
    ]
    put_off = library.triage.snoozed()
    if put_off:
        lines.append(f":material/snooze: {humanize.put_off(list(put_off.values()), at)}")
    for line in lines[:_LINES]:
        st.markdown(f":small[{line}]")
    _rest(len(lines) - _LINES)
    if not lines:
        nothing = _("Nobody has anything of yours, and nothing is parked.")
        st.markdown(f":small[:gray[{nothing}]]")


def _rest(lines: int) -> None:
    if lines > 0:
        more = n_("and {count} more", "and {count} more", lines)
        st.markdown(f":small[:gray[{more}]]")


def put_off_until(day: str, at: datetime) -> str:
    """Until when something was put off that is back: within the week."""
    days = (at.date() - date.fromisoformat(day)).days
    if days <= 0:
        return _("put off until today")
    if days == 1:
        return _("put off until yesterday")
    return n_("put off until {count} day ago", "put off until {count} days ago", days)


def _given(number_given: int, people: tuple[str, ...], late: int) -> str:
    names = humanize.people(people)
    if not late:
        return n_("{count} with {people}", "{count} with {people}", number_given, people=names)
    return n_(
        "{count} with {people}, {late} past the day",
        "{count} with {people}, {late} past the day",
        number_given,
        people=names,
        late=number(late),
    )


def _is_recent(moment: str | None, at: datetime) -> bool:
    back = humanize.moment(moment)
    return back is not None and (at - back).days < BACK_DAYS
