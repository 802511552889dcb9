"""Places that hold the person's own writing: marked, looked at, forgotten. Any page may draw this."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from kb.catalogue import _, n_, p_
from kb.library import Library
from kb.types.evidence import WrittenSource
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain

_FAILURES_SHOWN = 5
"""Files that could not be read and are named; the rest is counted."""


def draw(library: Library) -> None:
    """The marked places with what was found there, and a field for another."""
    library.evidence.keep_up()
    at = humanize.now()
    sources = [source for source in library.evidence.sources() if source.path]
    for source in sources:
        _place(library, source, at)
    if not sources:
        st.markdown(
            _(
                "Your own notes, posts, papers and talks show what a saved work did for you. Name a folder of"
                " them: a vault, a blog, a LaTeX project, a repository, or an export of Telegram."
            )
        )
    with st.form("writing-add", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        path = st.text_input(_("A folder or file that you wrote"), key="writing-path", placeholder="~/vault")
        called = st.text_input(_("Your name in groups of Telegram"), key="writing-called", width=240)
        pressed = st.form_submit_button(_("Look there"), icon=":material/edit_note:")
    if pressed and path.strip():
        notices.act(library, lambda: _add(library, path.strip(), called.strip()), _looking)
        st.rerun()


def _place(library: Library, source: WrittenSource, at: datetime) -> None:
    with st.container(key=f"writing-{source.id}", gap="xsmall"):
        st.markdown(f"**{plain(source.path)}**  \n:small[:gray[{standing(source, at)}]]")
        for failure in source.failures[:_FAILURES_SHOWN]:
            st.markdown(f":small[:material/error: {plain(failure.reason)}]")
        if len(source.failures) > _FAILURES_SHOWN:
            more = n_(
                "and {count} more that could not be read",
                "and {count} more that could not be read",
                len(source.failures) - _FAILURES_SHOWN,
            )
            st.markdown(f":small[{more}]")
        with st.container(horizontal=True, gap="small"):
            st.button(
                p_("a folder", "Look again"),
                key=f"writing-again-{source.id}",
                type="tertiary",
                icon=":material/refresh:",
                on_click=notices.act,
                args=(library, library.work.queue_scan, _("Reading your writing in the background.")),
            )
            st.button(
                _("Forget"),
                key=f"writing-forget-{source.id}",
                type="tertiary",
                icon=":material/close:",
                help=_("Its traces go; the files stay as they are"),
                on_click=notices.act,
                args=(library, lambda: library.evidence.remove(source.path), _forgotten),
            )


def standing(source: WrittenSource, at: datetime) -> str:
    """What was found at a place and when it was looked at, in a line."""
    if source.scanned_at is None:
        return _("not looked at yet")
    parts = (
        n_("{count} page", "{count} pages", source.pages),
        n_("{count} saved item referred to", "{count} saved items referred to", source.items),
        _("looked at {ago}", ago=humanize.ago(source.scanned_at, at)),
    )
    return " · ".join(parts)


def _add(library: Library, path: str, called: str) -> WrittenSource:
    source = library.evidence.add(path, called)
    library.work.queue_scan()
    return source


def _looking(source: WrittenSource) -> str:
    return _("{path} is marked as yours; it is read in the background.", path=plain(source.path))


def _forgotten(source: WrittenSource) -> str:
    return _("{path} is forgotten with the traces found there.", path=plain(source.path))
