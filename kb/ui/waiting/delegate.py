"""Handing items to somebody: to whom, until when, why, and the message to copy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.errors import JomoError
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Item
from kb.ui.items import actions
from kb.ui.shell import emptied, humanize, notices
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

_SUMMARY = 600
"""Characters of a summary in the question whether one has looked: some five lines."""
_NAME_LENGTH, _WHY_LENGTH = 80, 500
"""Characters that the fields take: a name, and a few sentences."""


def delegate(library: Library, items: Sequence[Item], *, seen: bool = False) -> None:
    """Opens the dialog. `seen` says that the person has just been shown what the items are about."""
    unseen = [] if seen else library.delegations.unseen([item.key for item in items])
    _delegate(library, items, unseen)


@dialog(noted("Hand it over"), icon=":material/forward_to_inbox:", width="medium")
def _delegate(library: Library, items: Sequence[Item], unseen: Sequence[Item]) -> None:
    keys = [item.key for item in items]
    form = emptied.about("delegate", keys)
    start = emptied.keyed(form, form)
    st.markdown(actions.short_titles(items))
    if unseen:
        _ask_to_look(unseen)
    known = [person.name for person in library.delegations.people()]
    to = st.selectbox(
        _("To whom"),
        known,
        index=None,
        key=f"{start}-to",
        persist_state="session",
        accept_new_options=True,
        placeholder=_("A name"),
    )
    by, why = st.columns((1, 2))
    said = by.text_input(
        _("Until"),
        key=f"{start}-due",
        placeholder=_("Friday, к 5 декабря"),
        max_chars=_NAME_LENGTH,
        persist_state="session",
    )
    reason = why.text_input(
        _("Why, or what to find out"),
        key=f"{start}-why",
        persist_state="session",
        placeholder=_("If you like"),
        max_chars=_WHY_LENGTH,
    )
    due, refused = _due(library, said)
    if refused:
        st.markdown(f":small[:orange[{plain(refused)}]]")
    elif due:
        by.markdown(f":small[:gray[{humanize.day(due)}]]")
    st.markdown(f":small[:gray[{_('A message to copy')}]]")
    st.code(library.delegations.message(keys, to or "", due, reason or ""), language=None, wrap_lines=True)
    if st.button(_("Hand over"), type="primary", key=f"{start}-give", disabled=not to or bool(refused)):
        told = _("Handed to {person}: {titles}", person=plain(to or ""), titles=actions.short_titles(items))
        if notices.done(library, lambda: library.delegations.give(keys, to or "", due, reason or ""), told):
            emptied.taken(form)
        st.rerun()


def _due(library: Library, said: str | None) -> tuple[str | None, str]:
    """The day that was written, or why it is none."""
    try:
        return library.delegations.due(said), ""
    except JomoError as error:
        return None, str(error)


def _ask_to_look(unseen: Sequence[Item]) -> None:
    """The gentle question: what is forwarded unread is soon not read by anybody."""
    with st.container(border=True):
        if len(unseen) == 1:
            asked = _(
                "You have not opened it yet. A glance first? What is passed on unseen is soon passed over."
            )
        else:
            asked = n_(
                "{count} of these you have not opened yet.",
                "{count} of these you have not opened yet.",
                len(unseen),
            )
        st.markdown(f":small[:gray[:material/visibility: {asked}]]")
        for item in unseen[:1]:
            if item.summary:
                st.markdown(f":small[{plain(shortened(item.summary, _SUMMARY))}]")
            if st.button(_("Open it"), key=f"delegate-look-{item.id}", type="tertiary"):
                actions.open_item(item)
