"""Taking things in: the paste box and the upload, used on the Add page and on the first visit."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.importers.files import local_path
from kb.library import Library
from kb.types import READING_ZONES
from kb.ui.add import looking
from kb.ui.shell import capture, emptied, notices, theme


def form(library: Library, key: str) -> None:
    """One place for everything that can be pasted or dropped. Ids, links and words are saved at once; files,
    folders and paths are looked at first."""
    with st.form(emptied.keyed(key, key), border=False):
        pasted = st.text_area(
            _("Paste links, arXiv ids, paths or a text"),
            key=emptied.keyed(f"{key}-text", key),
            placeholder=_("https://arxiv.org/abs/2510.26692\n~/Documents/vault\nor words of your own"),
            height=120,
        )
        zone = st.pills(
            _("File straight into (otherwise the inbox)"),
            READING_ZONES,
            format_func=lambda zone: theme.ZONES[zone].mark,
            key=emptied.keyed(f"{key}-zone", key),
            wrap=True,
        )
        added = st.form_submit_button(_("Add"), type="primary", icon=":material/add:")
    if added:
        specs = capture.specs_of(library, pasted)
        own = library.home / "uploads"
        paths = [spec for spec in specs if (path := local_path(spec)) and not path.is_relative_to(own)]
        at_once = [spec for spec in specs if spec not in paths]
        if paths:
            looking.look(library, paths)
        saved = not at_once or notices.done(
            library, lambda: library.intake.take(at_once, zone=zone), capture.told
        )
        if specs:
            if saved:
                emptied.taken(key)
            st.rerun()
        st.markdown(capture.nothing())
    looking.uploads(library, key)
    looking.draw(library)


def offer_sample(library: Library) -> None:
    """The button that fills an empty library with the sample."""
    st.button(
        _("Load the sample library"),
        key="load-sample",
        icon=":material/local_library:",
        on_click=notices.act,
        args=(library, library.intake.load_sample, _("The sample library is loaded. Look around.")),
    )
