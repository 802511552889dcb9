"""The item component: one saved thing, drawn the same way in every list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.catalogue import _
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Item, Stance, State
from kb.types.stances import stance_by_item
from kb.types.terms import language_name
from kb.ui.shell import humanize, theme, trail
from kb.ui.shell.escape import plain
from kb.ui.shell.url import ITEM

PAGE = "pages/item.py"
_SOURCE = 36
"""Characters of a source in a line: channels put their slogan into their name, and what stands behind it
would begin another line."""


def stances(library: Library) -> Mapping[int, Stance]:
    """The stance to show by item id: tracked before ignored before undecided; none for items in no area."""
    return stance_by_item((area.stance, area.members) for area in library.areas.every())


def row(
    item: Item,
    place: str,
    *,
    stance: Stance | None = None,
    zone: bool = True,
    note: str = "",
    lead: Callable[[], object] | None = None,
    entry: int | None = None,
) -> DeltaGenerator:
    """Draws an item as one line of a list and returns the container for its buttons.

    `place` names the list and must differ between lists of a page. `zone=False` leaves the zone out where the
    whole list is one zone. `note` is Markdown under the line: why it is here, a passage. `lead` draws what
    stands before the item. `entry` tells lines of one item in one list apart.
    """
    trail.note(place, item.key)
    place = place if entry is None else f"{place}-{entry}"
    with st.container(
        key=f"item-{place}-{item.id}", gap="small", horizontal=True, vertical_alignment="center"
    ):
        if lead is not None:
            lead()
        with st.container(key=f"item-body-{place}-{item.id}", gap=None):
            title(item, place)
            meta(item, humanize.now(), stance=stance, zone=zone)
            if note:
                st.markdown(note)
        return st.container(horizontal=True, gap="small", width="content", key=f"item-do-{place}-{item.id}")


def title(item: Item, place: str) -> None:
    """The title, two lines at most, leading to the item's page."""
    with st.container(key=f"item-title-{place}-{item.id}"):
        st.page_link(PAGE, label=plain(item.title) or _("Untitled"), query_params={ITEM: item.key})


def meta(
    item: Item, at: datetime, *, stance: Stance | None = None, zone: bool = True, whole: bool = False
) -> None:
    """Source, age (the date on hover), minutes, zone, state, stance, verdict; what is unknown is left out. A
    source of many words is cut, unless it is to be told whole."""
    looks = [theme.ZONES[item.zone]] if zone else []
    if item.state is not State.UNREAD:
        looks.append(theme.STATES[item.state])
    if stance:
        looks.append(theme.STANCES[stance])
    if item.verdict:
        looks.append(theme.VERDICTS[item.verdict])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        source = item.source or item.kind.label
        shown = source if whole else shortened(source, _SOURCE)
        st.markdown(f":small[:gray[{theme.KIND_ICONS[item.kind]} {plain(shown)}]]")
        if humanize.age(item.dated, at):
            st.html(when(item.dated, at), width="content")
        if minutes := _minutes(item):
            st.markdown(f":small[:gray[{minutes}]]")
        if looks:
            st.markdown(" ".join(look.badge for look in looks))


def facts(item: Item, at: datetime, stance: Stance | None = None) -> list[tuple[str, str]]:
    """What `meta` says, as plain text for a card: kind, source, age (the date as hint), minutes, language,
    and how far the person got; what is unknown is left out."""
    told = [
        (item.kind.label, ""),
        (shortened(item.source, _SOURCE), item.source if len(item.source) > _SOURCE else ""),
        (humanize.age(item.dated, at), humanize.day(item.dated)),
        (_minutes(item), ""),
        (language_name(item.language) if item.language else "", ""),
        ("" if item.state is State.UNREAD else theme.STATES[item.state].label, ""),
        (theme.STANCES[stance].label if stance else "", ""),
    ]
    return [fact for fact in told if fact[0]]


def _minutes(item: Item) -> str:
    """How long it takes to read; nothing of an item whose text is not known yet."""
    return "" if item.stub else humanize.minutes(item.minutes)


def when(day: str, at: datetime) -> str:
    """An age in words with its date on hover, as HTML made of our own words."""
    attributes = f'class="jomo-when" datetime="{escape(day)}" title="{humanize.day(day)}"'
    return f"<time {attributes}>{humanize.age(day, at)}</time>"
