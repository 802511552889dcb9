"""Filing by itself on the Triage page: its cost and promise, on and off, and what is to be checked."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.forecast.promise import THRESHOLDS
from kb.library import Library
from kb.types import READING_ZONES, Item, Zone
from kb.types.forks import Audit, Forks, Trade
from kb.ui.items import rows
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_THRESHOLD = "forks-threshold"


def file(library: Library) -> None:
    """Files what is sure enough, if that is switched on, and says so."""
    notices.act(
        library,
        lambda: library.forks.file_now(wait=False),
        lambda moves: f"{humanize.count(len(moves), 'item')} filed by itself." if moves else "",
    )


def draw(library: Library) -> None:
    """The part of the page, folded: its line says whether it is on, and what is to be checked."""
    line = _line(library.forks.chosen, len(library.forks.audits()))
    part = st.expander(line, icon=":material/fork_right:", on_change="rerun", key="forks")
    if not part.open:
        return
    with part:
        standing = library.forks.standing()
        for item, audit in library.forks.audited(standing.audits):
            _audit(library, item, audit)
        chosen = st.select_slider(
            "File by itself what is at least so probable",
            sorted(THRESHOLDS),
            standing.first_shown,
            format_func=lambda threshold: f"{threshold:.0%}",
            key=_THRESHOLD,
        )
        trade = library.forks.trade(chosen)
        st.markdown(table(trade))
        st.markdown(plain(standing.promise.says))
        _switch(library, standing, chosen)


def table(trade: Trade) -> str:
    """The three ways of a week, as a Markdown table with a line above."""
    head = (
        f"A week of {trade.items.told(0)} items, {trade.sure.value:.0%} of them sure enough;"
        f" told from {humanize.count(trade.decisions, 'decision')}"
    )
    told = f", {trade.seconds.told(0)} seconds each." if trade.seconds else "."
    lines = [f"{head}{told}", "", "| | minutes a week | errors a week |", "|---|---|---|"]
    for way in trade.ways:
        minutes = way.minutes.told(0) if way.minutes else "not measured yet"
        lines.append(f"| {way.name} | {minutes} | {way.errors.told()} |")
    return "\n".join(lines)


def _line(chosen: float | None, waiting: int) -> str:
    from_where = "off" if chosen is None else f"from {chosen:.0%} on"
    return f"Filing by itself: {from_where}{f' · {waiting:,} to check' if waiting else ''}"


def _switch(library: Library, standing: Forks, chosen: float) -> None:
    if standing.chosen is not None:
        st.markdown(f":gray[{plain(standing.says)}]")
    with st.container(horizontal=True, gap="small"):
        if standing.chosen != chosen:
            st.button(
                f"File by itself from {chosen:.0%} on",
                key="forks-on",
                on_click=partial(_on, library, chosen),
            )
        if standing.chosen is not None:
            st.button("Ask about everything", key="forks-off", on_click=partial(_off, library))


def _on(library: Library, threshold: float) -> None:
    said = (
        f"From now on what is {threshold:.0%} probable or more is filed by itself, while the promise holds."
    )
    notices.act(library, lambda: library.forks.switch_on(threshold), said)


def _off(library: Library) -> None:
    notices.act(library, library.forks.switch_off, "Nothing more is filed by itself.")


def _audit(library: Library, item: Item, audit: Audit) -> None:
    filed = f"Filed by itself in {theme.ZONES[audit.zone].label}, {audit.probability:.0%} probable. Right?"
    with rows.row(item, "audit", zone=False, note=f":small[:gray[{filed}]]"):
        for zone in READING_ZONES:
            st.button(
                "Yes" if zone is audit.zone else theme.ZONES[zone].mark,
                key=f"audit-{item.id}-{zone}",
                type="tertiary",
                on_click=partial(_answer, library, item, audit.zone, zone),
            )


def _answer(library: Library, item: Item, filed: Zone, zone: Zone) -> None:
    said = "Checked: it was right." if zone is filed else f"Checked: now in {theme.ZONES[zone].label}."
    notices.act(library, lambda: library.forks.answer(item.key, zone), said)
