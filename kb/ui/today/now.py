"""The next three things: of must-have while the gate is closed, of nice-to-have once it is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.types import TO_READ, Filters, Gate, Item, Stance, Zone
from kb.ui.items import actions, rows
from kb.ui.shell import humanize, url
from kb.ui.triage import not_now

NEXT = 3
"""The next three things, not a list: what comes after them is a number."""


def draw(library: Library, gate: Gate, stances: Mapping[int, Stance], at: datetime) -> None:
    """Draws them with their buttons."""
    st.header(_("Now"), anchor=False)
    if gate.closed:
        _must_have(library, gate, stances, at)
    else:
        _picks(library, gate, stances)


def _must_have(library: Library, gate: Gate, stances: Mapping[int, Stance], at: datetime) -> None:
    snoozed = library.triage.snoozed()
    unread = library.items.select(Filters(zones=(Zone.MUST_HAVE,), states=TO_READ), order="oldest")
    put_off = [item for item in unread if item.id in snoozed]
    aside = snoozed.keys() | set(gate.elsewhere)
    waiting = [item for item in unread if item.id not in aside]
    said = _("Gate closed: what waits behind it was put off")
    if waiting:
        said = _("Gate closed: the other lists open when these are read")
    if gate.elsewhere:
        there = len(gate.elsewhere)
        elsewhere = n_("{count} parked or with somebody", "{count} parked or with somebody", there)
        said = f"{said}; {elsewhere}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="numbers-now"):
        st.markdown(f":gray[:material/lock: {said}.]", width="content")
        if len(waiting) > NEXT:
            more = url.link(Filters(zones=(Zone.MUST_HAVE,), states=TO_READ))
            label = n_("{count} more in must-have", "{count} more in must-have", len(waiting) - NEXT)
            st.page_link(url.PAGE, label=label, query_params=more, width="content")
    for item in waiting[:NEXT]:
        with rows.row(item, "now", stance=stances.get(item.id), zone=False):
            _must(library, item)
    if put_off:
        told = humanize.put_off([snoozed[item.id] for item in put_off], at)
        with st.expander(told, key="put-off"):
            for item in put_off:
                with rows.row(item, "put-off", stance=stances.get(item.id), zone=False):
                    actions.back_button(library, item, "put-off")


def _must(library: Library, item: Item) -> None:
    actions.reading_buttons(library, item, "now")
    not_now.menu(library, item, "now")


def _picks(library: Library, gate: Gate, stances: Mapping[int, Stance]) -> None:
    picks = library.items.select(Filters(zones=(Zone.NICE_TO_HAVE,), states=TO_READ), limit=NEXT)
    has_must = library.items.count(Filters(zones=(Zone.MUST_HAVE,))) > 0
    read = _("Everything in must-have is read.") if has_must else _("Must-have is empty.")
    if picks:
        then = _("Some nice-to-have, if you feel like it:")
    else:
        inbox = library.items.count(Filters(zones=(Zone.INBOX,)))
        decides = _("Triage decides what goes in.")
        then = decides if inbox and not has_must else _("Enjoy the day.")
    st.markdown(f":gray[{read} {then}]")
    for item in picks:
        with rows.row(item, "picks", stance=stances.get(item.id)):
            actions.reading_buttons(library, item, "picks")
