"""Putting an item off: the days to choose from, and a day of one's own."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kb.clock import today
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Item
from kb.ui.items import actions
from kb.ui.shell import humanize, notices
from kb.ui.shell.dialogs import dialog


def put_off(library: Library, item: Item, until: str) -> None:
    """Puts an item off until a day and says so."""
    when = humanize.until(until, humanize.now())
    said = f"Put off until {when}: {actions.short_title(item)}"
    notices.act(library, lambda: library.triage.snooze([item.key], until), said)


def day_of(choice: Later) -> date:
    """The day that a choice means today."""
    return choice.day(date.fromisoformat(today()))


def said(choice: Later) -> str:
    """A choice with its day, as Markdown."""
    on = day_of(choice)
    return f"{choice.label.capitalize()} :gray[{on:%a} {on.day} {on:%b}]"


@dialog("Until when?", icon=":material/event:")
def ask(library: Library, item: Item) -> None:
    """Asks for the day."""
    first = date.fromisoformat(today()) + timedelta(days=1)
    on = st.date_input("It comes back on", value=first, min_value=first, key=f"later-day-{item.id}")
    if st.button("Put it off", type="primary", key=f"later-do-{item.id}"):
        put_off(library, item, on.isoformat())
        st.rerun()
