"""Quick capture: what was pasted is saved from whatever page is open."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, noted, number
from kb.importers.pasted import taken_apart
from kb.library import Library
from kb.types import Taken
from kb.ui.shell import emptied, notices
from kb.ui.shell.dialogs import dialog

PASTED = "pasted.txt"
"""What a text of the person's own is called among the uploads."""
KEY = "A"
"""The key that opens the box: it adds."""
_FORM = "capture-text"


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
    # No form of Streamlit's: what stands in one is gone with it unless it is sent.
    pasted = st.text_area(
        _("Links, ids, or words of your own"),
        key=emptied.keyed(_FORM, _FORM),
        placeholder=_("https://arxiv.org/abs/2510.26692\nor a thought to keep"),
        height=160,
        persist_state="session",
    )
    saved = st.button(
        _("Save"), type="primary", icon=":material/add:", key="capture-save", shortcut="Mod+Enter"
    )
    if saved:
        done = take(library, pasted)
        if done:
            emptied.taken(_FORM)
        if done is not None:
            st.rerun()
    st.page_link("pages/add.py", label=_("Files, folders and exports"), icon=":material/upload_file:")


def take(library: Library, pasted: str) -> bool | None:
    """Saves what was pasted and says so; returns whether that went, None where there was nothing."""
    specs = specs_of(library, pasted)
    if not specs:
        st.markdown(nothing())
        return None
    return notices.done(library, lambda: library.intake.take(specs), told)


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
    for job in taken.imports:
        notices.follow(job)
    said = []
    if taken.saved:
        said.append(_("Saved: {count}.", count=number(taken.saved)))
    if taken.left:
        said.append(_("Taken: {count}, read in the background.", count=number(taken.left)))
    return " ".join(said)
