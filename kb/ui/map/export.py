"""Taking the map along: a menu that writes it as a picture in the colours it is seen in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb import picture
from kb.clock import today
from kb.ui.map.data import MapContents
from kb.ui.shell import theme

_KINDS = {
    ".svg": ("SVG", "for notes; sharp at any size", "image/svg+xml"),
    ".png": ("PNG", "for slides", "image/png"),
    ".html": ("Page", "tells titles where you point; opens anywhere, without network", "text/html"),
}


def button(contents: MapContents, colour: str) -> None:
    """A menu with one entry a kind of file. `colour` is one of `plots.COLOURS`; the picture is light or
    dark as the page is. It is drawn when it is asked for."""
    dark = theme.is_dark()
    with st.popover("Picture", type="tertiary", key="map-picture-menu"):
        st.markdown(
            ":small[:gray[The whole map with its names and areas. Titles are in the page only; notes, "
            "reasons and addresses in none.]]"
        )
        for ending, (label, purpose, mime) in _KINDS.items():
            st.download_button(
                f"{label} :gray[{purpose}]",
                data=partial(_drawn, contents, colour, dark, ending),
                file_name=f"map-{today()}{ending}",
                mime=mime,
                key=f"map-picture-{ending[1:]}",
                on_click="ignore",
                type="tertiary",
            )


def _drawn(contents: MapContents, colour: str, dark: bool, ending: str) -> bytes:
    look = picture.Look(colour=colour, dark=dark, on=today())
    placed = {item.id: item for item in contents.placed}
    return picture.WRITERS[ending](picture.compose(contents.map, placed, contents.areas, look))
