"""What is parked, place by place."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.types import Item
from kb.types.waiting import Parking
from kb.ui.items import rows
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain
from kb.ui.waiting.park import let_out

_SHOWN = 5
"""Items of a place that stand open, the last parked first; the rest is folded."""


def draw(library: Library) -> None:
    """Every place with what waits there, and the field that parks an area."""
    st.header(_("Parked until a survey comes"), anchor=False)
    places = library.waiting.parked()
    for place in places:
        _place(library, place)
    if not places:
        nothing = _("Nothing is parked. Whatever a survey will tell better may wait here with a clear mind.")
        st.markdown(f":gray[{nothing}]")
    _more(library, library.waiting.parkable())


def _place(library: Library, place: Parking) -> None:
    with st.container(border=True, key=f"parked-{place.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(place.name)}** :gray[{_held(place)}]", width="stretch")
            if place.watched_since and place.area:
                st.button(
                    _("Let new ones come"),
                    key=f"unwatch-{place.id}",
                    type="tertiary",
                    help=_("New items of the area come to the inbox again; those here go on waiting"),
                    on_click=notices.act,
                    args=(
                        library,
                        lambda: library.waiting.unwatch(place.name),
                        _("New items of {area} come to the inbox again", area=plain(place.name)),
                    ),
                )
        for item in place.items[:_SHOWN]:
            _item(library, item)
        if rest := place.items[_SHOWN:]:
            more = n_("{count} more item", "{count} more items", len(rest))
            with st.expander(more, key=f"parked-rest-{place.id}"):
                for item in rest:
                    _item(library, item)


def _held(place: Parking) -> str:
    """How much waits in a place, and since when new things do."""
    if not place.watched_since:
        return n_("{count} item", "{count} items", len(place.items))
    return n_(
        "{count} item, new ones too since {day}",
        "{count} items, new ones too since {day}",
        len(place.items),
        day=humanize.day(place.watched_since),
    )


def _item(library: Library, item: Item) -> None:
    let_out(library, item, rows.row(item, "parked", zone=False), "parked-out")


def _more(library: Library, names: list[str]) -> None:
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.selectbox(
            _("Park an area, or a topic of the map"),
            names,
            index=None,
            key="park-area",
            placeholder=_("Its new items wait here from now on"),
            width=420,
        )
        st.button(
            _("Park it"),
            key="park-area-do",
            disabled=name is None,
            on_click=notices.act,
            args=(
                library,
                lambda: library.waiting.watch(name or ""),
                _("Parked: {name}", name=plain(name or "")),
            ),
        )
