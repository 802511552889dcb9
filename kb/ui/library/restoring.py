"""Bringing a copy back: read through first, said what it would take the place of, then done."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kb.backup.manifest import Manifest
from kb.catalogue import _, cause, n_, noted
from kb.errors import JomoError
from kb.library import Library
from kb.types import Filters
from kb.ui.library import health
from kb.ui.shell import dialogs, emptied, frame, humanize, notices, troubles
from kb.ui.shell.escape import plain

_FORM = "restore-file"
_READ = "restore-read"
_GIVEN = "restore"


def from_elsewhere(library: Library) -> None:
    """A field for a copy that lies elsewhere, dropped or by its path."""
    with (
        st.expander(_("Bring back a copy from elsewhere"), icon=":material/folder_open:"),
        st.form(emptied.keyed(_FORM, _FORM), border=False),
    ):
        dropped = st.file_uploader(
            _("A copy that was downloaded"), key=emptied.keyed(f"{_FORM}-file", _FORM), type="zip"
        )
        path = st.text_input(
            _("Or its path on this machine"),
            key=emptied.keyed(f"{_FORM}-path", _FORM),
            placeholder="~/jomo-2026-11.zip",
        ).strip()
        if st.form_submit_button(_("Look at it"), icon=":material/search:"):
            if dropped is not None:
                with troubles.show_errors():
                    ask(library, _kept(library, dropped))
            elif path:
                ask(library, Path(path))
            else:
                st.markdown(_("Drop a file, or say where it lies."))


def _kept(library: Library, dropped: UploadedFile) -> Path:
    """Lays a dropped file where it can be read; the one before goes.

    :raises JomoError: the folder for what may go cannot be used.
    """
    folder = library.settings.cache / _GIVEN
    target = folder / f"{sha256(dropped.file_id.encode()).hexdigest()}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        target.write_bytes(dropped.getbuffer())
    except OSError as error:
        raise JomoError(_("{folder} cannot be used ({why})", folder=folder, why=cause(error))) from error
    return target


@dialogs.dialog(noted("Bring back this copy?"), icon=":material/restore:")
def ask(library: Library, path: Path) -> None:
    """What a copy holds and what it would take the place of, with the button; or why it is none."""
    try:
        with st.spinner(_("Reading it through …")):
            held = _read(library, path)
    except JomoError as error:
        st.error(plain(troubles.said(error)), icon=":material/error:")
        return
    st.markdown(
        n_(
            "It was made on {day} and holds {count} item.",
            "It was made on {day} and holds {count} items.",
            held.items,
            day=humanize.when(held.made_at),
        )
    )
    here = library.items.count(Filters())
    if here:
        st.markdown(
            n_(
                "It takes the place of what is here now, {count} item. That is kept as a copy first, which"
                " can be brought back in the same way.",
                "It takes the place of what is here now, {count} items. That is kept as a copy first, which"
                " can be brought back in the same way.",
                here,
            )
        )
    if st.button(_("Bring it back"), key="bring-back", type="primary", icon=":material/restore:"):
        with st.spinner(_("Bringing it back …")):
            _restore(library, path, held)
        st.rerun()


def _read(library: Library, path: Path) -> Manifest:
    """What a copy holds; read through once while the dialog is open."""
    known: tuple[Path, Manifest] | None = st.session_state.get(_READ)
    if known is None or known[0] != path or dialogs.opening():
        st.session_state[_READ] = known = (path, library.upkeep.look_at(path))
    return known[1]


def _restore(library: Library, path: Path, held: Manifest) -> None:
    try:
        items = library.restore(path)
    except JomoError as error:
        notices.fail(error)
    else:
        emptied.taken(_FORM)
        health.forget()
        notices.say(
            n_(
                "The library is as it was on {day}: {count} item.",
                "The library is as it was on {day}: {count} items.",
                items,
                day=humanize.when(held.made_at),
            )
        )
    finally:
        frame.reopen()
