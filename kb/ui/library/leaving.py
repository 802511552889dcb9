"""The ways out: everything as plain files for other programs."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.exporting import Format
from kb.exporting.folder import FolderFormat
from kb.library import Library
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_FORMS = {
    FolderFormat.MARKDOWN: noted("Markdown, a note an item"),
    FolderFormat.OBSIDIAN: noted("Markdown for a vault of Obsidian"),
    FolderFormat.JSONL: noted("JSON lines, a record an item"),
    FolderFormat.CSV: noted("Tables (CSV)"),
    FolderFormat.BIBTEX: noted("BibTeX"),
}


def draw(library: Library) -> None:
    """A form for the folder and what is written there."""
    st.header(_("Take everything out"), anchor=False)
    st.markdown(
        _(
            "Every item with its text, history and notes, areas, the role and saved searches, as plain files"
            " that other programs read. The library stays as it is."
        )
    )
    with (
        st.form("export", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        folder = st.text_input(_("A new or empty folder"), key="export-folder", placeholder="~/jomo-notes")
        form = st.selectbox(
            _("What is written"), list(_FORMS), format_func=lambda form: _(_FORMS[form]), key="export-form"
        )
        pressed = st.form_submit_button(_("Take out"), icon=":material/output:")
    if pressed:
        if folder.strip():
            target = Path(folder.strip()).expanduser().absolute()
            with st.spinner(_("Writing …")):
                notices.act(library, lambda: _written(library, target, form), lambda said: said)
        else:
            notices.say(_("Name a folder first."))
        st.rerun()


def _written(library: Library, target: Path, form: FolderFormat) -> str:
    """What was done, in a line of Markdown."""
    if form is FolderFormat.OBSIDIAN:
        items = library.mirror.export(target)
    else:
        items = library.upkeep.export(target, Format(form.value))
    return n_(
        "{count} item written into {folder}.",
        "{count} items written into {folder}.",
        items,
        folder=plain(str(target)),
    )
