"""A paper beside a text that tells of it, a text beside its paper: both read on one page."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Item, Kind
from kb.ui.items import actions, rows
from kb.ui.reader import body
from kb.ui.shell import humanize

BESIDE = "beside"
"""What an address calls the key of the item that is read beside this one."""
_OFFERED = 3
"""Of the texts that tell of a paper so many are offered, the newest first."""


def chosen(library: Library, item: Item) -> Item | None:
    """Offers the other sides of an item to be read beside it; returns the one that is."""
    others = library.retellings.other_sides(item.key)[:_OFFERED]
    asked = st.query_params.get(BESIDE, "")
    shown = next((one for one in others if one.key == asked), None)
    for one in others:
        _offer(one, is_shown=one is shown)
    return shown


def _offer(one: Item, *, is_shown: bool) -> None:
    """The button that puts an item beside this one, or takes it away."""
    said = _("Told in") if one.kind is not Kind.PAPER else _("Tells of")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"beside-{one.id}"):
        st.markdown(f":small[:gray[{said}] {actions.short_title(one)}]", width="content")
        st.button(
            _("Close it") if is_shown else _("Read side by side"),
            key=f"beside-do-{one.id}",
            type="tertiary",
            icon=":material/close:" if is_shown else ":material/splitscreen_right:",
            on_click=_show,
            args=("" if is_shown else one.key,),
        )


def _show(key: str) -> None:
    if key:
        st.query_params[BESIDE] = key
    else:
        st.query_params.pop(BESIDE, None)


def draw(library: Library, other: Item) -> None:
    """The text of the other side, below its title, which leads to it."""
    rows.title(other, BESIDE)
    rows.meta(other, humanize.now())
    body.draw(library, library.items.get(other.key))
