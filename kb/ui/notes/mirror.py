"""The folder that items are mirrored into, and the button that brings it up to date."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.library import Library
from kb.types.mirror import Mirrored, told
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_NAMED = 3
"""So many files are named in the line that says what was done."""


def draw(library: Library) -> None:
    """The button, with the folder of the settings or a field for one."""
    with st.popover(
        "Mirror", icon=":material/sync:", help="Items as Markdown in a folder, such as an Obsidian vault"
    ):
        st.markdown(
            "Each item as a note with your notes, highlights and links, in a folder where you write. Only"
            " what changed is written, and what you write below the marker of a note stays."
        )
        if library.mirror.folder is not None:
            folder = str(library.mirror.folder)
            st.markdown(f":gray[{plain(folder)}]")
        else:
            folder = st.text_input(
                "Folder",
                key="mirror-folder",
                placeholder="~/vault/Jomo",
                help="KB_MIRROR in the settings names it for good",
            ).strip()
        if st.button("Mirror now", key="mirror-now", type="primary"):
            _write(library, folder)
            st.rerun()


def _write(library: Library, folder: str) -> None:
    if not folder:
        notices.say("Name a folder first, for example one in your vault.")
        return
    with st.spinner("Writing what changed …"):
        notices.act(library, lambda: library.mirror.write(Path(folder)), _said)


def _said(done: Mirrored) -> str:
    """What was done, in a line of Markdown."""
    written = humanize.count(len(done.written), "note")
    parts = [f"{written} written, {done.unchanged:,} unchanged in {plain(done.folder)}"]
    for what, names in (*told(done), ("not written", tuple(one.reason for one in done.failed))):
        if names:
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            parts.append(f"{what}: {', '.join(map(plain, names[:_NAMED]))}{more}")
    return "  \n".join(parts)
