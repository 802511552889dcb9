"""Parking items until a survey covers them: the area or topic they wait in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.types import Item
from kb.ui.items import actions
from kb.ui.shell import emptied, notices
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain


@dialog(noted("Park it"), icon=":material/local_parking:")
def park(library: Library, items: Sequence[Item]) -> None:
    """Opens the dialog."""
    keys = [item.key for item in items]
    form = emptied.about("park", keys)
    start = emptied.keyed(form, form)
    st.markdown(actions.short_titles(items))
    likely = library.waiting.places_for(keys)
    name = st.selectbox(
        _("Until a survey comes of"),
        likely,
        index=0 if likely else None,
        key=f"{start}-where",
        persist_state="session",
        accept_new_options=True,
        placeholder=_("An area, or a topic in your words"),
    )
    waits = _(
        "It waits out of the inbox with what else is parked there. When a survey comes, one click settles"
        " them all."
    )
    st.markdown(f":small[:gray[{waits}]]")
    if st.button(_("Park"), type="primary", key=f"{start}-do", disabled=not name):
        said = _("Parked in {place}: {titles}", place=plain(name or ""), titles=actions.short_titles(items))
        if notices.done(library, lambda: library.waiting.park(keys, name or ""), said):
            emptied.taken(form)
        st.rerun()
