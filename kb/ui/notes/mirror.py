"""The folder that items are mirrored into, and the button that brings it up to date."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.types.mirror import Mirrored, told
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_NAMED = 3
"""So many files are named in the line that says what was done."""


def draw(library: Library) -> None:
    """The button, with the folder of the settings or a field for one."""
    with st.popover(
        _("Mirror"),
        icon=":material/sync:",
        help=_("Items as Markdown in a folder, such as an Obsidian vault"),
    ):
        st.markdown(
            _(
                "Each item as a note with your notes, highlights and links, in a folder where you write. Only"
                " what changed is written, and what you write below the marker of a note stays."
            )
        )
        if library.mirror.folder is not None:
            folder = str(library.mirror.folder)
            st.markdown(f":gray[{plain(folder)}]")
        else:
            folder = st.text_input(
                _("Folder"),
                key="mirror-folder",
                placeholder="~/vault/Jomo",
                help=_("KB_MIRROR in the settings names it for good"),
            ).strip()
        st.button(_("Mirror now"), key="mirror-now", type="primary", on_click=_write, args=(library, folder))
        if (done := library.mirror.last()) is not None:
            st.markdown(f":small[:gray[{_('Last time:')}]]  \n{_said(done)}")


def _write(library: Library, folder: str) -> None:
    if not folder:
        notices.say(_("Name a folder first, for example one in your vault."))
        return
    notices.act(
        library,
        lambda: library.work.queue_mirror(Path(folder)),
        _("Writing into the folder in the background; Mirror tells what was done."),
    )


def _said(done: Mirrored) -> str:
    """What was done, in a line of Markdown."""
    parts = [
        n_(
            "{count} note written, {unchanged} unchanged in {folder}",
            "{count} notes written, {unchanged} unchanged in {folder}",
            len(done.written),
            unchanged=number(done.unchanged),
            folder=plain(done.folder),
        )
    ]
    for what, names in (*told(done), (_("not written"), tuple(one.reason for one in done.failed))):
        if names:
            parts.append(f"{what}: {humanize.people(tuple(map(plain, names)), shown=_NAMED)}")
    return "  \n".join(parts)
