"""What a person does with items: file, mark, take back. Each step is said afterwards and can be undone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_, p_
from kb.clock import today
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import READING_ZONES, Item, Move, State, Verdict, Zone
from kb.types.moves import together
from kb.ui.shell import notices, theme
from kb.ui.shell.escape import plain
from kb.ui.shell.url import ITEM, look_alike

_TITLE_LENGTH = 70
"""Characters: a notice stays on one line."""


def short_title(item: Item) -> str:
    """The title as Markdown, cut for use within a sentence."""
    title = item.title.strip() or _("Untitled")
    return plain(shortened(title, _TITLE_LENGTH))


def short_titles(items: Sequence[Item]) -> str:
    """The title of the first in bold, and how many more there are, as Markdown."""
    first, *others = items
    if not others:
        return f"**{short_title(first)}**"
    return n_(
        "**{title}** and {count} more item",
        "**{title}** and {count} more items",
        len(others),
        title=short_title(first),
    )


def file_into(library: Library, item: Item, zone: Zone) -> None:
    """Moves an item into a zone."""
    said = _("Filed in {zone}: {title}", zone=theme.ZONES[zone].mark, title=short_title(item))
    notices.act(library, lambda: library.triage.move([item.key], zone), said)


def mark(library: Library, item: Item, state: State) -> None:
    """Says how far the person got with an item."""
    said = _("Marked {state}: {title}", state=theme.STATES[state].mark, title=short_title(item))
    notices.act(library, lambda: library.items.set_state([item.key], state), said)


def judge(library: Library, item: Item, verdict: Verdict) -> None:
    """Records the person's verdict on an item."""
    said = _("Judged {verdict}: {title}", verdict=theme.VERDICTS[verdict].mark, title=short_title(item))
    notices.act(library, lambda: library.reviews.judge([item.key], verdict), said)


def bring_back(library: Library, item: Item) -> None:
    """Shows an item that was put off again now."""
    said = _("Back on Today: {title}", title=short_title(item))
    notices.act(library, lambda: library.triage.snooze([item.key], today()), said)


def take_back(library: Library) -> None:
    """Takes the last step back, whatever it was."""

    def said(moves: list[Move]) -> str:
        if not moves:
            return _("There is nothing to take back.")
        moves = together(moves)
        known = library.items.known([moves[0].key]).get(moves[0].key)
        what = short_title(known) if known else plain(moves[0].key)
        change = plain(moves[0].change)
        if len(moves) == 1:
            return _("Taken back: {what}, {change}", what=what, change=change)
        return n_(
            "Taken back: {what} and {count} more, {change}",
            "Taken back: {what} and {count} more, {change}",
            len(moves) - 1,
            what=what,
            change=change,
        )

    notices.act(library, library.history.undo, said)


def reading_buttons(library: Library, item: Item, place: str) -> None:
    """Open and Read: the buttons of an item in a reading list."""
    if st.button(_("Open"), key=f"{place}-open-{item.id}"):
        open_item(item)
    st.button(
        p_("a button", "Read"), key=f"{place}-read-{item.id}", on_click=mark, args=(library, item, State.READ)
    )


def back_button(library: Library, item: Item, place: str) -> None:
    """Brings an item that was put off back to Today."""
    st.button(_("Back now"), key=f"{place}-back-{item.id}", on_click=bring_back, args=(library, item))


def open_item(item: Item) -> None:
    """Goes to the item's page."""
    st.switch_page("pages/item.py", query_params={ITEM: item.key})


def buttons(library: Library, item: Item, place: str, *, alike: bool = False) -> None:
    """Open, File and, if wanted, Similar, for an item in any list."""
    if st.button(_("Open"), key=f"{place}-open-{item.id}"):
        open_item(item)
    zone = st.menu_button(
        _("File"),
        [zone for zone in READING_ZONES if zone is not item.zone],
        key=f"{place}-file-{item.id}",
        format_func=mark_of,
    )
    if alike:
        st.button(
            _("Similar"),
            key=f"{place}-like-{item.id}",
            type="tertiary",
            on_click=look_alike,
            args=([item.key],),
        )
    if zone is not None:
        file_into(library, item, zone)
        st.rerun()


def mark_of(zone: Zone) -> str:
    """A zone's icon and name, as Markdown."""
    return theme.ZONES[zone].mark
