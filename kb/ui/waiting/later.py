"""Putting an item off: the days to choose from, and a day of one's own."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kb.catalogue import _, noted, short_day
from kb.clock import today
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Item
from kb.ui.items import actions
from kb.ui.shell import humanize, notices
from kb.ui.shell.dialogs import dialog

_SAID = {
    Later.TOMORROW: noted("Tomorrow"),
    Later.NEXT_WEEK: noted("Next week"),
    Later.NEXT_MONTH: noted("Next month"),
}


def put_off(library: Library, item: Item, until: str) -> None:
    """Puts an item off until a day and says so."""
    when = humanize.until(until, humanize.now())
    said = _("Put off until {day}: {title}", day=when, title=actions.short_title(item))
    notices.act(library, lambda: library.triage.snooze([item.key], until), said)


def day_of(choice: Later) -> date:
    """The day that a choice means today."""
    return choice.day(date.fromisoformat(today()))


def said(choice: Later) -> str:
    """A choice with its day, as Markdown."""
    return f"{_(_SAID[choice])} :gray[{short_day(day_of(choice))}]"


@dialog(noted("Until when?"), icon=":material/event:")
def ask(library: Library, item: Item) -> None:
    """Asks for the day."""
    first = date.fromisoformat(today()) + timedelta(days=1)
    on = st.date_input(
        _("It comes back on"),
        value=first,
        min_value=first,
        key=f"later-day-{item.id}",
        format=humanize.day_form(),
    )
    if st.button(_("Put it off"), type="primary", key=f"later-do-{item.id}"):
        put_off(library, item, on.isoformat())
        st.rerun()
