"""Not now: until when an item of must-have is put off. Moving it down is another thing, and called so."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Item, Zone
from kb.ui.items import actions
from kb.ui.shell import notices, theme
from kb.ui.waiting import later
from kb.ui.waiting.delegate import delegate
from kb.ui.waiting.park import park


class _Other(StrEnum):
    """What is in the menu beside days."""

    A_DAY = "day"
    SURVEY = "survey"
    SOMEBODY = "somebody"
    DOWN = "down"


_SAID = {
    _Other.A_DAY: noted("On a day …"),
    _Other.SURVEY: noted("When a survey comes …"),
    _Other.SOMEBODY: noted("Hand it over …"),
    _Other.DOWN: noted("Move down to nice-to-have"),
}


def menu(library: Library, item: Item, place: str) -> None:
    """The menu of an item in must-have: until when it may wait, for whom, and the way down."""
    chosen = st.menu_button(
        _("Not now"),
        [*Later, *_Other],
        key=f"{place}-later-{item.id}",
        type="tertiary",
        format_func=_said,
        help=_("Put off, it stays in must-have and the gate stays closed"),
    )
    match chosen:
        case _Other.A_DAY:
            later.ask(library, item)
        case _Other.SURVEY:
            park(library, [item])
        case _Other.SOMEBODY:
            delegate(library, [item])
        case _Other.DOWN:
            move_down(library, item)
            st.rerun()
        case Later():
            later.put_off(library, item, later.day_of(chosen).isoformat())
            st.rerun()


def move_down(library: Library, item: Item) -> None:
    """Takes an item out of must-have and says what that is."""
    said = _(
        "No longer a must, moved down to {zone}: {title}",
        zone=theme.ZONES[Zone.NICE_TO_HAVE].mark,
        title=actions.short_title(item),
    )
    notices.act(library, lambda: library.triage.move([item.key], Zone.NICE_TO_HAVE), said)


def _said(choice: Later | _Other) -> str:
    return later.said(choice) if isinstance(choice, Later) else _(_SAID[choice])
