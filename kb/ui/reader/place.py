"""Where one is in the text of an item: told by the browser a moment after scrolling, gone back to at the next
opening."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Item, ItemDetail, State
from kb.types.reading import AT_END, ReadingPlace
from kb.ui.shell import humanize
from kb.ui.shell.scripts import script

_watch = script("jomo_place", Path(__file__).with_name("place.js"))
TEXT = "reading"
"""The key of the container in which the text stands."""


def arrive(library: Library, item: Item) -> None:
    """Notes where the person was when they opened the item: it is there that it is shown, however far they
    come on this visit."""
    st.session_state[_name(item)] = _now(library, item)


def opened_at(item: Item) -> ReadingPlace | None:
    """Where the item is opened: where the person stopped; None at its beginning."""
    place: ReadingPlace | None = st.session_state.get(_name(item))
    return place if place is not None and place.is_begun else None


def progress(library: Library, item: Item) -> None:
    """How much of the item was read, as far as the person has come by now."""
    place = _now(library, item)
    told = humanize.progress(place, item.minutes) if place else ""
    st.html(f'<span class="jomo-progress">{escape(told)}</span>', width="content")


@st.fragment
def watch(library: Library, detail: ItemDetail) -> None:
    """Watches how far the text is read, which draws nothing anew."""
    item, key = detail.item, f"place-{detail.item.id}"

    def reached() -> None:
        # Where another page was asked for at the same moment, the component is forgotten already.
        if key in st.session_state and (told := st.session_state[key].reached):
            library.reading.reached(item.key, float(told["share"]), str(told["place"]))

    place, start = _now(library, item), opened_at(item)
    with st.container(key=f"unseen-{key}"):
        _watch(
            key=key,
            data={
                "within": f".st-key-{TEXT}",
                "length": sum(len(turn.text) + 1 for turn in detail.turns) or len(detail.text),
                "start": start.share if start else None,
                "share": place.share if place else None,
                "told": humanize.progress(place, item.minutes) if place else "",
                "end": None if item.state is State.READ else AT_END,
                "words": {"end": _("The end.")},
            },
            on_reached_change=reached,
        )


def _now(library: Library, item: Item) -> ReadingPlace | None:
    return library.reading.places([item]).get(item.id)


def _name(item: Item) -> str:
    return f"opened-at-{item.id}"
