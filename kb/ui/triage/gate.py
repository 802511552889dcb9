"""The gate on a page: the reading lists with their counts, and the question before one is opened early."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import READING_ZONES, Filters, Gate, State, Zone
from kb.ui.items import actions, rows
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.dialogs import dialog

_SHOWN = "gate-zone-shown"
_LIST_LENGTH = 10
"""Titles of a closed list that are told: the gate shows what waits, it is no list to read."""


def closed(library: Library, gate: Gate) -> set[Zone]:
    """The reading lists that the gate holds shut just now; those opened today are not among them."""
    if not gate.closed:
        return set()
    return set(READING_ZONES) - {Zone.MUST_HAVE} - library.triage.opened_today()


def standing(gate: Gate) -> str:
    """The gate in one line of Markdown."""
    if gate.closed:
        unread = humanize.count(gate.must_have_unread, "must-have item")
        return f":material/lock: Gate closed: {unread} to read before the other lists open."
    return ":material/lock_open: Gate open: nothing in must-have is waiting."


def lists(library: Library, gate: Gate) -> None:
    """The other reading lists: always countable; a closed one asks before it opens."""
    shut = closed(library, gate)
    shown: Zone | None = st.session_state.get(_SHOWN)
    with st.container(horizontal=True, gap="small"):
        for zone in READING_ZONES[1:]:
            look = theme.ZONES[zone]
            lock = " :material/lock:" if zone in shut else ""
            label = f":{look.name}[{look.icon}] {look.label} · {gate.counts.get(zone, 0):,}{lock}"
            if st.button(label, key=f"gate-{zone}", type="secondary"):
                if zone in shut:
                    _ask(library, zone, gate)
                else:
                    st.session_state[_SHOWN] = shown = None if shown is zone else zone
    if shown is not None and shown not in shut:
        _contents(library, shown)


def _contents(library: Library, zone: Zone) -> None:
    unread = Filters(zones=(zone,), states=(State.UNREAD, State.READING))
    total = library.items.count(unread)
    if not total:
        st.markdown(f":gray[Nothing unread in {theme.ZONES[zone].label}.]")
    stances = rows.stances(library)
    for item in library.items.select(unread, limit=_LIST_LENGTH, order="newest"):
        with rows.row(item, f"list-{zone}", stance=stances.get(item.id), zone=False):
            actions.reading_buttons(library, item, f"list-{zone}")
    if total > _LIST_LENGTH:
        st.page_link("pages/search.py", label=f"All {total:,} in Search", query_params={"zone": zone})


@dialog("Really?", icon=":material/lock:")
def _ask(library: Library, zone: Zone, gate: Gate) -> None:
    name = theme.ZONES[zone].label
    waiting = humanize.count(gate.must_have_unread, "must-have item")
    still = "is" if gate.must_have_unread == 1 else "are"
    st.markdown(f"{waiting} {still} still unread. {name.capitalize()} opens by itself when they are read.")
    reason = st.text_input("Why now? (if you like)", key=f"gate-reason-{zone}", max_chars=300)
    with st.container(horizontal=True):
        if st.button("Leave it closed", key="gate-leave", type="primary"):
            st.rerun()
        if st.button(f"Open {name} for today", key="gate-open"):
            said = f"{theme.ZONES[zone].mark} is open for today."
            notices.act(library, lambda: library.triage.open_gate(zone, reason or ""), said)
            st.session_state[_SHOWN] = zone
            st.rerun()
