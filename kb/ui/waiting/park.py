"""Parking items until a survey covers them, in an area or topic, and letting them out before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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


def let_out(library: Library, item: Item, where: DeltaGenerator, key: str) -> None:
    """The button that takes an item out of what it is parked in."""
    where.button(
        _("Let out"),
        key=f"{key}-{item.id}",
        type="tertiary",
        on_click=notices.act,
        args=(
            library,
            lambda: library.waiting.let_out([item.key]),
            _("Let out: {title}", title=actions.short_title(item)),
        ),
    )
