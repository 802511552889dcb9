"""The gate on a page: the reading lists with their counts, and the question before one is opened early."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.catalogue import _, n_, noted, number, p_
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
        said = _("Gate open: nothing in must-have is waiting.")
        if gate.moved_down:
            said = n_(
                "Gate open: nothing in must-have is waiting; {count} moved down today, unread.",
                "Gate open: nothing in must-have is waiting; {count} moved down today, unread.",
                len(gate.moved_down),
            )
        return f":material/lock_open: {said}"
    clauses = [
        n_(
            "Gate closed: it opens when {count} must-have item is read",
            "Gate closed: it opens when {count} must-have items are read",
            gate.must_have_unread,
        )
    ]
    if gate.put_off:
        clauses.append(humanize.put_off(gate.put_off, at))
    if gate.elsewhere:
        clauses.append(
            n_("{count} parked or with somebody", "{count} parked or with somebody", len(gate.elsewhere))
        )
    return f":material/lock: {'; '.join(clauses)}."


def asks(library: Library, gate: Gate) -> None:
    """What must-have asks for now and then: to be thinned where it holds more than is meant, a second look at
    what was put off again and again, and at what was moved out of it unread."""
    if gate.over:
        holds = _(
            "Must-have holds {unread}, and is meant to hold {limit} at most.",
            unread=number(gate.must_have_unread),
            limit=number(gate.limit),
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":gray[{holds}]")
            thin = {"thin": Zone.MUST_HAVE}
            st.page_link(
                "pages/triage.py", label=_("Thin it"), icon=":material/filter_list:", query_params=thin
            )
    if gate.moved_down:
        out = Filters(filed_from=(Zone.MUST_HAVE,), filed_since=today(), states=TO_READ)
        label = n_(
            "{count} item moved down from must-have today",
            "{count} items moved down from must-have today",
            len(gate.moved_down),
        )
        st.page_link(url.PAGE, label=label, icon=":material/south:", query_params=url.link(out))
    for item, times in library.lists.often_put_off():
        asked = n_("Put off {count} time: still a must?", "Put off {count} times: still a must?", times)
        with rows.row(item, "often", zone=False, note=f":small[:gray[{asked}]]"):
            st.button(_("Still a must"), key=f"often-keep-{item.id}", on_click=_keep, args=(library, item))
            st.button(
                _("Move down"), key=f"often-down-{item.id}", on_click=not_now.move_down, args=(library, item)
            )


def _keep(library: Library, item: Item) -> None:
    said = _("Stays in {zone}: {title}", zone=theme.ZONES[item.zone].mark, title=actions.short_title(item))
    notices.act(library, lambda: library.lists.keep([item.key]), said)


def _weekly(library: Library) -> None:
    """How the week stands against what is meant to be read of nice-to-have."""
    aim = library.lists.weekly_aim()
    if aim is not None:
        read, low, high = number(aim.read), number(aim.low), number(aim.high)
        if aim.low == aim.high:
            said = _("{read} nice-to-have read this week, {aim} is the aim", read=read, aim=low)
        else:
            said = _(
                "{read} nice-to-have read this week, {low} to {high} is the aim",
                read=read,
                low=low,
                high=high,
            )
        st.markdown(f":small[:gray[{said}]]", width="content")


def _expiring(library: Library) -> None:
    """What of nice-to-have was left untouched so long that it may go: all of it at once, seen before."""
    found = library.lists.expiring()
    if not found:
        return
    what = n_(
        "{found} untouched for {count} month",
        "{found} untouched for {count} months",
        library.settings.expire_months,
        found=number(len(found)),
    )
    with st.popover(what, type="tertiary", icon=":material/hourglass_bottom:"):
        passed = _("They did not pass the test of time. In put-and-forget they can still be found.")
        st.markdown(f":gray[{passed}]")
        st.button(
            n_("Put it away", "Put all {count} away", len(found)),
            key="expire-all",
            on_click=_expire,
            args=(library, found),
        )
        for item in found[:_LIST_LENGTH]:
            with rows.row(item, "expiring", zone=False):
                st.button(
                    p_("in its list", "Keep"),
                    key=f"expiring-keep-{item.id}",
                    on_click=_keep,
                    args=(library, item),
                )
        if len(found) > _LIST_LENGTH:
            more = len(found) - _LIST_LENGTH
            later = n_("and {count} more, saved later", "and {count} more, saved later", more)
            st.markdown(f":gray[{later}]")


def _expire(library: Library, found: list[Item]) -> None:
    said = n_(
        "{count} item put away in {zone}",
        "{count} items put away in {zone}",
        len(found),
        zone=theme.ZONES[Zone.PUT_AND_FORGET].mark,
    )
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
            label = f":{look.name}[{look.icon}] {look.label} · {number(gate.counts.get(zone, 0))}{lock}"
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
    with st.popover(_("Travel pack"), icon=":material/luggage:", on_change="rerun") as opened:
        if not opened.open:
            return
        hours = st.slider(_("Hours of reading"), 1, _LONGEST_HOURS, _HOURS, key="pack-hours")
        chosen = fitting(library.items.select(TO_TRAVEL), hours * 60)
        if not chosen:
            st.markdown(f":gray[{_('Nothing here has a text that fits.')}]")
            return
        read = humanize.minutes(sum(item.minutes for item in chosen))
        told = n_(
            "{count} item, {time}, with their texts and your notes.",
            "{count} items, {time}, with their texts and your notes.",
            len(chosen),
            time=read,
        )
        st.markdown(f":gray[{told}]")
        keys = [item.key for item in chosen]
        with st.container(horizontal=True, gap="small"):
            for form, label in ((PackForm.EPUB, "EPUB"), (PackForm.HTML, _("Page"))):
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
        st.markdown(f":gray[{_('Nothing unread in {zone}.', zone=theme.ZONES[zone].label)}]")
    stances = rows.stances(library)
    for item in library.items.select(unread, limit=_LIST_LENGTH, order="newest"):
        with rows.row(item, f"list-{zone}", stance=stances.get(item.id), zone=False):
            actions.reading_buttons(library, item, f"list-{zone}")
    if zone is Zone.NO_NEED:
        _pack(library)
    if total > _LIST_LENGTH:
        label = n_("All {count} in Search", "All {count} in Search", total)
        st.page_link("pages/search.py", label=label, query_params={"zone": zone})


@dialog(noted("Really?"), icon=":material/lock:")
def _ask(library: Library, zone: Zone, gate: Gate) -> None:
    name = theme.ZONES[zone].label
    st.markdown(
        n_(
            "{count} must-have item is still unread. {zone} opens by itself when they are read.",
            "{count} must-have items are still unread. {zone} opens by itself when they are read.",
            gate.must_have_unread,
            zone=name.capitalize(),
        )
    )
    reason = st.text_input(
        _("Why now? (if you like)"), key=f"gate-reason-{zone}", max_chars=300, persist_state="session"
    )
    with st.container(horizontal=True):
        if st.button(_("Leave it closed"), key="gate-leave", type="primary"):
            st.rerun()
        if st.button(_("Open {zone} for today", zone=name), key="gate-open"):
            said = _("{zone} is open for today.", zone=theme.ZONES[zone].mark)
            notices.act(library, lambda: library.triage.open_gate(zone, reason or ""), said)
            st.session_state[_SHOWN] = zone
            st.rerun()
