"""Quick capture: what was pasted is saved from whatever page is open."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.importers.pasted import taken_apart
from kb.library import Library
from kb.types import Taken
from kb.ui.shell import notices
from kb.ui.shell.dialogs import dialog

PASTED = "pasted.txt"
"""What a text of the person's own is called among the uploads."""
KEY = "A"
"""The key that opens the box: it adds."""


def button(library: Library) -> None:
    """The button that opens the box, in a corner of every page; its key does the same."""
    with st.container(key="capture"):
        opened = st.button(
            _("Quick add"),
            key="capture-open",
            icon=":material/add:",
            type="tertiary",
            shortcut=KEY,
            help=_("Paste links, ids or words of your own"),
        )
    if opened:
        _box(library)


@dialog(noted("Quick add"), icon=":material/add:")
def _box(library: Library) -> None:
    with st.form("capture-form", border=False):
        pasted = st.text_area(
            _("Links, ids, or words of your own"),
            key="capture-text",
            placeholder=_("https://arxiv.org/abs/2510.26692\nor a thought to keep"),
            height=160,
        )
        saved = st.form_submit_button(_("Save"), type="primary", icon=":material/add:")
    if saved and take(library, pasted):
        st.rerun()
    st.page_link("pages/add.py", label=_("Files, folders and exports"), icon=":material/upload_file:")


def take(library: Library, pasted: str) -> bool:
    """Saves what was pasted and says so; returns whether there was anything."""
    specs = specs_of(library, pasted)
    if not specs:
        st.markdown(nothing())
        return False
    notices.act(library, lambda: library.intake.take(specs), told)
    return True


def nothing() -> str:
    """What is said where nothing was pasted, as Markdown."""
    return f":gray[{_('Nothing to add yet: paste something or drop a file.')}]"


def specs_of(library: Library, pasted: str) -> list[str]:
    """What was pasted as specs; words of the person's own are kept as a file."""
    found = taken_apart(pasted)
    if not found.note:
        return list(found.specs)
    return [*found.specs, str(library.intake.keep_upload(PASTED, found.note.encode()))]


def told(taken: Taken) -> str:
    """What was saved and what is still to be read; what was refused is said for itself."""
    for number in taken.imports:
        notices.follow(number)
    said = []
    if taken.saved:
        said.append(n_("{count} source saved.", "{count} sources saved.", taken.saved))
    if taken.left:
        said.append(
            n_(
                "{count} source taken, read in the background.",
                "{count} sources taken, read in the background.",
                taken.left,
            )
        )
    return " ".join(said)
