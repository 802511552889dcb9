"""Taking the map along: a menu that writes it as a picture in the colours it is seen in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb import picture
from kb.catalogue import _, language, noted, speaking
from kb.clock import today
from kb.ui.map.data import MapContents
from kb.ui.shell import theme

_KINDS = {
    ".svg": (noted("SVG"), noted("for notes; sharp at any size"), "image/svg+xml"),
    ".png": (noted("PNG"), noted("for slides"), "image/png"),
    ".html": (
        noted("Page"),
        noted("tells titles where you point; opens anywhere, without network"),
        "text/html",
    ),
}


def button(contents: MapContents, colour: str) -> None:
    """A menu with one entry a kind of file. `colour` is one of `plots.COLOURS`; the picture is light or
    dark as the page is. It is drawn when it is asked for."""
    dark = theme.is_dark()
    with st.popover(_("Picture"), type="tertiary", key="map-picture-menu"):
        told = _(
            "The whole map with its names and areas. Titles are in the page only; notes, reasons and "
            "addresses in none."
        )
        st.markdown(f":small[:gray[{told}]]")
        for ending, (label, purpose, mime) in _KINDS.items():
            st.download_button(
                f"{_(label)} :gray[{_(purpose)}]",
                data=partial(_drawn, contents, colour, dark, ending, language()),
                file_name=f"map-{today()}{ending}",
                mime=mime,
                key=f"map-picture-{ending[1:]}",
                on_click="ignore",
                type="tertiary",
            )


def _drawn(contents: MapContents, colour: str, dark: bool, ending: str, spoken: str) -> bytes:
    # The file is asked for by a request of its own, in which nobody's language is known.
    look = picture.Look(colour=colour, dark=dark, on=today())
    placed = {item.id: item for item in contents.placed}
    with speaking(spoken):
        return picture.WRITERS[ending](picture.compose(contents.map, placed, contents.areas, look))
