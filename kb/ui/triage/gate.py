"""The gate on a page: the reading lists with their counts, and the question before one is opened early."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.clock import today
from kb.exporting.travel import TO_TRAVEL, PackForm, fitting
from kb.library import Library
from kb.types import READING_ZONES, TO_READ, Filters, Gate, Item, Zone
from kb.ui.items import actions, rows
from kb.ui.shell import humanize, notices, theme, url
from kb.ui.shell.dialogs import dialog
from kb.ui.triage import not_now

_SHOWN = "gate-zone-shown"
_HOURS, _LONGEST_HOURS = 3, 12
"""Of reading in a travel pack: a train, and a flight across an ocean."""
_LIST_LENGTH = 10
"""Titles of a closed list that are told: the gate shows what waits, it is no list to read."""


def closed(library: Library, gate: Gate) -> set[Zone]:
    """The reading lists that the gate holds shut just now; those opened today are not among them."""
    if not gate.closed:
        return set()
    return set(READING_ZONES) - {Zone.MUST_HAVE} - library.triage.opened_today()


def standing(gate: Gate, at: datetime) -> str:
    """The gate in a line of Markdown: what it waits for, what of that is put off, or what opened it."""
    if not gate.closed:
        down = f"; {len(gate.moved_down):,} moved down today, unread" if gate.moved_down else ""
        return f":material/lock_open: Gate open: nothing in must-have is waiting{down}."
    unread = humanize.count(gate.must_have_unread, "must-have item")
    line = f":material/lock: Gate closed: it opens when {unread} {_are(gate.must_have_unread)} read"
    if gate.put_off:
        line += f"; {humanize.put_off(gate.put_off, at)}"
    if gate.elsewhere:
        line += f"; {len(gate.elsewhere):,} parked or with somebody"
    return f"{line}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def asks(library: Library, gate: Gate) -> None:
    """What must-have asks for now and then: to be thinned where it holds more than is meant, a second look at
    what was put off again and again, and at what was moved out of it unread."""
    if gate.over:
        holds = f"Must-have holds {gate.must_have_unread:,}, and is meant to hold {gate.limit:,} at most."
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":gray[{holds}]")
            thin = {"thin": Zone.MUST_HAVE}
            st.page_link("pages/triage.py", label="Thin it", icon=":material/filter_list:", query_params=thin)
    if gate.moved_down:
        out = Filters(filed_from=(Zone.MUST_HAVE,), filed_since=today(), states=TO_READ)
        label = f"{humanize.count(len(gate.moved_down), 'item')} moved down from must-have today"
        st.page_link(url.PAGE, label=label, icon=":material/south:", query_params=url.link(out))
    for item, times in library.lists.often_put_off():
        with rows.row(item, "often", zone=False, note=f":small[:gray[Put off {times} times: still a must?]]"):
            st.button("Still a must", key=f"often-keep-{item.id}", on_click=_keep, args=(library, item))
            st.button(
                "Move down", key=f"often-down-{item.id}", on_click=not_now.move_down, args=(library, item)
            )


def _keep(library: Library, item: Item) -> None:
    said = f"Stays in {theme.ZONES[item.zone].mark}: {actions.short_title(item)}"
    notices.act(library, lambda: library.lists.keep([item.key]), said)


def _weekly(library: Library) -> None:
    """How the week stands against what is meant to be read of nice-to-have."""
    aim = library.lists.weekly_aim()
    if aim is not None:
        meant = f"{aim.low}" if aim.low == aim.high else f"{aim.low} to {aim.high}"
        said = f"{aim.read:,} nice-to-have read this week, {meant} is the aim"
        st.markdown(f":small[:gray[{said}]]", width="content")


def _expiring(library: Library) -> None:
    """What of nice-to-have was left untouched so long that it may go: all of it at once, seen before."""
    found = library.lists.expiring()
    if not found:
        return
    months = humanize.count(library.settings.expire_months, "month")
    what = f"{len(found):,} untouched for {months}"
    with st.popover(what, type="tertiary", icon=":material/hourglass_bottom:"):
        st.markdown(":gray[They did not pass the test of time. In put-and-forget they can still be found.]")
        for item in found[:_LIST_LENGTH]:
            with rows.row(item, "expiring", zone=False):
                st.button("Keep", key=f"expiring-keep-{item.id}", on_click=_keep, args=(library, item))
        if len(found) > _LIST_LENGTH:
            st.markdown(f":gray[and {len(found) - _LIST_LENGTH:,} more, saved later]")
        st.button(
            f"Put all {len(found):,} away" if len(found) > 1 else "Put it away",
            key="expire-all",
            on_click=_expire,
            args=(library, found),
        )


def _expire(library: Library, found: list[Item]) -> None:
    said = f"{humanize.count(len(found), 'item')} put away in {theme.ZONES[Zone.PUT_AND_FORGET].mark}"
    notices.act(library, lambda: library.lists.expire([item.key for item in found]), said)


def lists(library: Library, gate: Gate) -> DeltaGenerator:
    """The other reading lists in a line: always countable; a closed one asks before it opens. Beside them how
    nice-to-have stands this week, and what of it may go. Returns the container of the line."""
    shut = closed(library, gate)
    shown: Zone | None = st.session_state.get(_SHOWN)
    line = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with line:
        for zone in READING_ZONES[1:]:
            look = theme.ZONES[zone]
            lock = " :material/lock:" if zone in shut else ""
            label = f":{look.name}[{look.icon}] {look.label} · {gate.counts.get(zone, 0):,}{lock}"
            if st.button(label, key=f"gate-{zone}", type="secondary"):
                if zone in shut:
                    _ask(library, zone, gate)
                else:
                    st.session_state[_SHOWN] = shown = None if shown is zone else zone
        _weekly(library)
        _expiring(library)
    if shown is not None and shown not in shut:
        _contents(library, shown)
    return line


def _pack(library: Library) -> None:
    """What of no-need-but-interesting fits into some hours of a journey, as a file to take along."""
    with st.popover("Travel pack", icon=":material/luggage:", on_change="rerun") as opened:
        if not opened.open:
            return
        hours = st.slider("Hours of reading", 1, _LONGEST_HOURS, _HOURS, key="pack-hours")
        chosen = fitting(library.items.select(TO_TRAVEL), hours * 60)
        if not chosen:
            st.markdown(":gray[Nothing here has a text that fits.]")
            return
        read = humanize.minutes(sum(item.minutes for item in chosen))
        st.markdown(f":gray[{humanize.count(len(chosen), 'item')}, {read}, with their texts and your notes.]")
        keys = [item.key for item in chosen]
        with st.container(horizontal=True, gap="small"):
            for form, label in ((PackForm.EPUB, "EPUB"), (PackForm.HTML, "Page")):
                st.download_button(
                    label,
                    partial(library.items.packed, keys, form),
                    file_name=f"to-read-{today()}.{form}",
                    mime="application/epub+zip" if form is PackForm.EPUB else "text/html",
                    key=f"pack-{form}",
                    on_click="ignore",
                )


def _contents(library: Library, zone: Zone) -> None:
    unread = Filters(zones=(zone,), states=TO_READ)
    total = library.items.count(unread)
    if not total:
        st.markdown(f":gray[Nothing unread in {theme.ZONES[zone].label}.]")
    stances = rows.stances(library)
    for item in library.items.select(unread, limit=_LIST_LENGTH, order="newest"):
        with rows.row(item, f"list-{zone}", stance=stances.get(item.id), zone=False):
            actions.reading_buttons(library, item, f"list-{zone}")
    if zone is Zone.NO_NEED:
        _pack(library)
    if total > _LIST_LENGTH:
        st.page_link("pages/search.py", label=f"All {total:,} in Search", query_params={"zone": zone})


@dialog("Really?", icon=":material/lock:")
def _ask(library: Library, zone: Zone, gate: Gate) -> None:
    name = theme.ZONES[zone].label
    waiting = humanize.count(gate.must_have_unread, "must-have item")
    still = f"{waiting} {_are(gate.must_have_unread)} still unread."
    st.markdown(f"{still} {name.capitalize()} opens by itself when they are read.")
    reason = st.text_input("Why now? (if you like)", key=f"gate-reason-{zone}", max_chars=300)
    with st.container(horizontal=True):
        if st.button("Leave it closed", key="gate-leave", type="primary"):
            st.rerun()
        if st.button(f"Open {name} for today", key="gate-open"):
            said = f"{theme.ZONES[zone].mark} is open for today."
            notices.act(library, lambda: library.triage.open_gate(zone, reason or ""), said)
            st.session_state[_SHOWN] = zone
            st.rerun()
