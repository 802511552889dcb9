"""The map at a glance: where some items landed, as a picture that leads to the Map page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from kb import picture
from kb.catalogue import _
from kb.library import Library
from kb.ui.shell import theme, url

_WIDTH, _HEIGHT = 420, 260
"""Pixels of the small map, drawn for the column on Today."""
_LIT_IN_LINK = 100
"""Keys in the link to the map: an address of more is longer than browsers and servers promise to take."""


def draw(library: Library, lit: Sequence[int]) -> None:
    """The small map with some items lit, by their ids, and a link to see the first of them on the large one;
    nothing where none of them has a place yet."""
    # Streamlit takes some hundred times as long to tell thousands of numbers apart as to tell their text.
    which = ",".join(map(str, lit))
    drawn = _picture(library, library.home, library.map.stamp(), which, theme.is_dark())
    if drawn is None:
        return
    st.image(drawn, width="stretch", alt=_("Small map of the library; what is new is lit"))
    st.page_link(
        "pages/map.py",
        label=_("Where it landed"),
        icon=":material/map:",
        query_params={url.LIT: [item.key for item in library.items.by_ids(lit[:_LIT_IN_LINK])]},
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _picture(_library: Library, home: Path, stamp: str, which: str, dark: bool) -> str | None:
    """The picture in an address of its own: a file of Streamlit's is a JPEG, and gone for who comes back
    while the page is drawn anew."""
    points, lit = _library.map.read().points, frozenset(map(int, filter(None, which.split(","))))
    if not any(point.item_id in lit for point in points):
        return None
    scene = picture.small(points, lit, dark=dark, width=_WIDTH, height=_HEIGHT)
    return f"data:image/png;base64,{b64encode(picture.png(scene)).decode()}"
