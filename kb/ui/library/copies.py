"""Copies of the library: made, taken along, brought back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.library import Library
from kb.types import Copy, CopyKind
from kb.ui.library import restoring, serving
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_SHOWN = 12
"""Copies at once: the seven daily ones and some more; older ones are told of."""
_KINDS = {
    CopyKind.DAILY: noted("made by itself"),
    CopyKind.BY_HAND: noted("made by you"),
    CopyKind.BEFORE_RESTORE: noted("what was here before something was brought back"),
}


def draw(library: Library) -> None:
    """What is made by itself, the button, the copies there are, and the way to bring back another file."""
    st.header(_("Copies"), anchor=False)
    st.markdown(_standing(library))
    if trouble := library.upkeep.trouble_with_copies():
        st.markdown(f":material/error: {plain(trouble)}")
    if st.button(_("Make a copy now"), key="copy-now", type="primary", icon=":material/save:"):
        with st.spinner(_("Copying, and reading the copy through …")):
            notices.act(library, library.upkeep.copy, _made)
        st.rerun()
    kept = library.upkeep.copies()
    for copy in kept[:_SHOWN]:
        _line(library, copy)
    if (more := len(kept) - _SHOWN) > 0:
        older = n_("{count} older one lies there too", "{count} older ones lie there too", more)
        st.markdown(f":small[:gray[{older}]]")
    restoring.from_elsewhere(library)


def _standing(library: Library) -> str:
    folder = plain(str(library.upkeep.copies_folder()))
    if not library.settings.backups:
        return _(
            "No daily copies are made (KB_BACKUPS is 0). One that you make lies in {folder}.", folder=folder
        )
    return n_(
        "A copy is made by itself on each day on which something changed; the last {count} is kept, in"
        " {folder}. A copy on another disk survives this one: download one, or name a folder there as"
        " KB_BACKUP_FOLDER.",
        "A copy is made by itself on each day on which something changed; the last {count} are kept, in"
        " {folder}. A copy on another disk survives this one: download one, or name a folder there as"
        " KB_BACKUP_FOLDER.",
        library.settings.backups,
        folder=folder,
    )


def _made(copy: Copy) -> str:
    return _(
        "The copy is made and was read through: {file}, {size}.",
        file=plain(str(copy.path)),
        size=humanize.size(copy.bytes),
    )


def _line(library: Library, copy: Copy) -> None:
    name = copy.path.name
    with st.container(
        key=f"copy-{name}", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        kind = _(_KINDS[copy.kind])
        st.markdown(
            f"{humanize.when(copy.made_at)}  \n:small[:gray[{kind}, {humanize.size(copy.bytes)}]]",
            width="stretch",
        )
        with st.container(horizontal=True, width="content", gap="small"):
            if copy.whole:
                st.link_button(
                    _("Download"),
                    serving.address(copy),
                    icon=":material/download:",
                    type="tertiary",
                    help=plain(name),
                )
            if st.button(
                _("Bring back …"), key=f"bring-back-{name}", type="tertiary", icon=":material/restore:"
            ):
                restoring.ask(library, Path(copy.path))
