"""The original of an item on its page: shown where it is a PDF, opened outside, or said to be gone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from html import escape
from pathlib import Path

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.library.originals import gone
from kb.types import ItemDetail, Original
from kb.ui.reader import offering, serving
from kb.ui.reader.pdf import component
from kb.ui.reader.pdf.component import Told
from kb.ui.shell.escape import plain

PAGE = "page"
"""What an address calls the page that the PDF is opened at."""
_PDF = "application/pdf"
_TEXT, _ORIGINAL = "text", "original"
_MARKED = "marked-in-original"
_ALBUM = 10
"""Pictures that one post may have (Telegram, albums)."""


def links(library: Library, detail: ItemDetail) -> None:
    """A button for each original that opens it outside, and pictures; of one that is gone, where it was.
    Those of a page are folded, and so are many of a note, or what is below would stand far away; those of a
    post belong to its words."""
    every = library.originals.of_item(detail.item.key)
    pictures = [one for one, path in every if path is not None and one.media_type.startswith("image/")]
    for one, path in every:
        if path is None:
            st.markdown(f":gray[:material/link_off: {plain(gone(one))}]")
        elif one not in pictures:
            label = _("Open the PDF") if one.media_type == _PDF else _("Open the saved page")
            st.link_button(label, serving.address(one), icon=":material/draft:", help=plain(one.name))
    told = n_("{count} picture", "{count} pictures", len(pictures))
    is_page = any(not one.media_type.startswith("image/") for one, _path in every)
    folded = pictures and (is_page or len(pictures) > _ALBUM)
    key = f"pictures-{detail.item.id}"
    with st.expander(told, icon=":material/image:", key=key) if folded else nullcontext():
        for one in pictures:
            _picture(one)


def _picture(one: Original) -> None:
    """A picture of a post or a page as wide as its column, which opens it whole."""
    address = serving.address(one)
    st.html(
        f'<a href="{address}" target="_blank"><img src="{address}" alt="{escape(one.name)}" loading="lazy"'
        ' style="max-width: 100%; border-radius: 0.5rem"></a>'
    )


def is_chosen(library: Library, detail: ItemDetail) -> bool:
    """Asks for text or original where there are both, and says whether it is the original."""
    if _shown(library, detail) is None:
        return False
    if not (detail.text or detail.turns):
        return True
    asked = PAGE in st.query_params
    return (
        st.segmented_control(
            _("What to read"),
            (_TEXT, _ORIGINAL),
            default=_ORIGINAL if asked else _TEXT,
            format_func=lambda way: _("Text") if way == _TEXT else _("Original"),
            required=True,
            key=f"read-as-{detail.item.id}",
            label_visibility="collapsed",
        )
        == _ORIGINAL
    )


@st.fragment
def draw(library: Library, detail: ItemDetail) -> None:
    """The PDF where the person is in it, with what they marked; a selection becomes a highlight. Reading on
    draws nothing else of the page anew."""
    one, item = _shown(library, detail), detail.item
    if one is None:
        return

    def keep(messages: Sequence[Told]) -> None:
        offering.keep(library, item, messages)
        st.session_state[_MARKED] = True

    def follow(told: Told) -> None:
        library.reading.reached(item.key, float(told["share"]), str(told["place"]))

    component.draw(
        f"pdf-{one.sha256}",
        serving.address(one),
        library.notes.of_item(item.key),
        keep,
        follow,
        page=st.query_params.get(PAGE, ""),
        reached=library.reading.places([item]).get(item.id),
    )
    if st.session_state.pop(_MARKED, False):
        st.rerun()


def _shown(library: Library, detail: ItemDetail) -> Original | None:
    """The PDF that is shown of an item, if there is one."""
    found: list[tuple[Original, Path | None]] = library.originals.of_item(detail.item.key)
    return next((one for one, path in found if path is not None and one.media_type == _PDF), None)
