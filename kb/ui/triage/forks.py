"""Filing by itself on the Triage page: its cost and promise, on and off, and what is to be checked."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.catalogue import _, n_, percent
from kb.forecast.promise import THRESHOLDS
from kb.library import Library
from kb.types import READING_ZONES, Item, Zone
from kb.types.forks import Audit, Forks, Trade
from kb.ui.items import rows
from kb.ui.shell import notices, theme
from kb.ui.shell.escape import plain
from kb.ui.shell.folding import stays_open

_THRESHOLD = "forks-threshold"


def file(library: Library) -> None:
    """Files what is sure enough, if that is switched on, and says so."""
    notices.act(
        library,
        lambda: library.forks.file_now(wait=False),
        lambda moves: (
            n_("{count} item filed by itself.", "{count} items filed by itself.", len(moves)) if moves else ""
        ),
    )


def draw(library: Library) -> None:
    """The part of the page, folded: its line says whether it is on, and what is to be checked."""
    line = _line(library.forks.chosen, len(library.forks.audits()))
    part = st.expander(line, icon=":material/fork_right:", on_change="rerun", key=stays_open("forks"))
    if not part.open:
        return
    with part:
        standing = library.forks.standing()
        for item, audit in library.forks.audited(standing.audits):
            _audit(library, item, audit)
        chosen = st.select_slider(
            _("File by itself what is at least so probable"),
            sorted(THRESHOLDS),
            standing.first_shown,
            format_func=percent,
            key=_THRESHOLD,
        )
        trade = library.forks.trade(chosen)
        st.markdown(table(trade))
        st.markdown(plain(standing.promise.says))
        _switch(library, standing, chosen)


def table(trade: Trade) -> str:
    """The three ways of a week, as a Markdown table with a line above."""
    columns = f"| | {_('minutes a week')} | {_('errors a week')} |"
    lines = [_head(trade), "", columns, "|---|---|---|"]
    for way in trade.ways:
        minutes = way.minutes.told() if way.minutes else _("not measured yet")
        lines.append(f"| {_(way.name)} | {minutes} | {way.errors.told()} |")
    return "\n".join(lines)


def _head(trade: Trade) -> str:
    items, share = trade.items.told(), percent(trade.sure.value)
    if trade.seconds is None:
        return n_(
            "A week of {items} items, {share} of them sure enough; told from {count} decision.",
            "A week of {items} items, {share} of them sure enough; told from {count} decisions.",
            trade.decisions,
            items=items,
            share=share,
        )
    return n_(
        "A week of {items} items, {share} of them sure enough; told from {count} decision, {seconds} seconds"
        " each.",
        "A week of {items} items, {share} of them sure enough; told from {count} decisions, {seconds}"
        " seconds each.",
        trade.decisions,
        items=items,
        share=share,
        seconds=trade.seconds.told(0),
    )


def _line(chosen: float | None, waiting: int) -> str:
    if chosen is None:
        line = _("Filing by itself: off")
    else:
        line = _("Filing by itself: from {share} on", share=percent(chosen))
    return f"{line} · {n_('{count} to check', '{count} to check', waiting)}" if waiting else line


def _switch(library: Library, standing: Forks, chosen: float) -> None:
    if standing.chosen is not None:
        st.markdown(f":gray[{plain(standing.says)}]")
    with st.container(horizontal=True, gap="small"):
        if standing.chosen != chosen:
            st.button(
                _("File by itself from {share} on", share=percent(chosen)),
                key="forks-on",
                on_click=partial(_on, library, chosen),
            )
        if standing.chosen is not None:
            st.button(_("Ask about everything"), key="forks-off", on_click=partial(_off, library))


def _on(library: Library, threshold: float) -> None:
    said = _(
        "From now on what is {share} probable or more is filed by itself, while the promise holds.",
        share=percent(threshold),
    )
    notices.act(library, lambda: library.forks.switch_on(threshold), said)


def _off(library: Library) -> None:
    notices.act(library, library.forks.switch_off, _("Nothing more is filed by itself."))


def _audit(library: Library, item: Item, audit: Audit) -> None:
    filed = _(
        "Filed by itself in {zone}, {share} probable. Right?",
        zone=theme.ZONES[audit.zone].label,
        share=percent(audit.probability),
    )
    with rows.row(item, "audit", zone=False, note=f":small[:gray[{filed}]]"):
        # The word that is said most often comes first, wherever it was filed.
        for zone in sorted(READING_ZONES, key=lambda zone: zone is not audit.zone):
            st.button(
                _("Yes") if zone is audit.zone else theme.ZONES[zone].mark,
                key=f"audit-{item.id}-{zone}",
                type="tertiary",
                on_click=partial(_answer, library, item, audit.zone, zone),
            )


def _answer(library: Library, item: Item, filed: Zone, zone: Zone) -> None:
    right, now_in = _("Checked: it was right."), _("Checked: now in {zone}.", zone=theme.ZONES[zone].label)
    said = right if zone is filed else now_in
    notices.act(library, lambda: library.forks.answer(item.key, zone), said)
