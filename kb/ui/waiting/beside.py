"""Beside an item: who has it and what came back, what it waits for."""

from __future__ import annotations

import re

import streamlit as st

from kb.catalogue import _
from kb.clock import today
from kb.library import Library
from kb.types import Item
from kb.types.waiting import Delegation
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain, safe_markdown
from kb.ui.waiting.park import let_out
from kb.ui.waiting.returned import returned

_LINE_END = re.compile(r"(?<=[^\s])\n(?=[^\n])")
"""The end of a line within a paragraph."""


def of_item(library: Library, item: Item) -> None:
    """All there is of an item's waiting."""
    for one in library.delegations.of(item.key):
        handed(library, one, "item")
    place = next((one.name for one in library.waiting.parked() if item in one.items), None)
    if place is not None:
        _parked(library, item, place)


def handed(library: Library, one: Delegation, place: str) -> None:
    """Who has an item and until when, or what came back, with the button to write it down. `place` names the
    list and differs between lists of a page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[:gray[:material/forward_to_inbox: {told(one)}]]")
        label = _("It came back") if one.is_open else _("Change")
        if st.button(label, key=f"{place}-returned-{one.id}", type="tertiary"):
            returned(library, one)
    gist(one)


def gist(one: Delegation) -> None:
    """What came back, if anything did; its lines stay lines, as in a letter."""
    if one.gist:
        st.markdown(_LINE_END.sub("  \n", safe_markdown(one.gist)), anchors=False)


def told(one: Delegation) -> str:
    """A delegation in a line of Markdown: with whom since when and until when, or from whom it came back."""
    now, name = humanize.now(), plain(one.person)
    if one.returned_at:
        back = _("Back from {person}, {ago}", person=name, ago=humanize.ago(one.returned_at, now))
        return f"{back} · {'★' * one.rating}" if one.rating else back
    since = humanize.day(one.given_at)
    if not one.due:
        return _("With {person} since {day}", person=name, day=since)
    due = humanize.day(one.due)
    if one.overdue(today()):
        return _("With {person} since {day}, was due {due}", person=name, day=since, due=due)
    return _("With {person} since {day}, due {due}", person=name, day=since, due=due)


def _parked(library: Library, item: Item, place: str) -> None:
    beside = st.container(horizontal=True, vertical_alignment="center", gap="small")
    waits = _("Waits in {place} for a survey", place=plain(place))
    beside.markdown(f":small[:gray[:material/local_parking: {waits}]]")
    let_out(library, item, beside, "let-out")
