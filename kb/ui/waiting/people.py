"""Who has what, what came back, and what it was worth."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.types.waiting import Delegation, Person
from kb.ui.items import rows
from kb.ui.shell.escape import plain
from kb.ui.waiting.beside import gist, told
from kb.ui.waiting.returned import returned

_BACK = 10
"""Gists of a person that are listed, the latest first."""


def draw(library: Library) -> None:
    """What somebody has, the earliest due first; then everybody with what came of it."""
    st.header(_("Handed over"), anchor=False)
    standing = library.delegations.open()
    if not standing:
        nobody = _(
            "Nobody has anything of yours just now. *Hand over* on an item's page, or D in triage, hands it"
            " to somebody for whom it matters more."
        )
        st.markdown(f":gray[{nobody}]")
    for one in standing:
        do = _row(one, "handed")
        if do.button(_("It came back"), key=f"handed-returned-{one.id}"):
            returned(library, one)
    people = library.delegations.people()
    if people:
        st.header(_("People"), anchor=False)
    for person in people:
        _person(library, person)


def _person(library: Library, person: Person) -> None:
    with st.expander(f"**{plain(person.name)}** :gray[{_summed(person)}]", key=f"person-{person.name}"):
        back = sorted(person.returned, key=lambda one: one.returned_at or "", reverse=True)
        for one in back[:_BACK]:
            _gist(library, one)
        if not back:
            st.markdown(f":gray[{_('Nothing came back yet.')}]")


def _summed(person: Person) -> str:
    told = [
        n_("{count} sent", "{count} sent", len(person.given)),
        n_("{count} came back", "{count} came back", len(person.returned)),
    ]
    if person.rating is not None:
        told.append(_("worth {rating} of 5", rating=number(person.rating, 1)))
    return " · ".join(told)


def _row(one: Delegation, place: str) -> DeltaGenerator:
    """A line of an item that one of perhaps several people has, or had."""
    return rows.row(one.item, place, zone=False, note=f":small[:gray[{told(one)}]]", entry=one.id)


def _gist(library: Library, one: Delegation) -> None:
    # What was told belongs to the item above it, not to the one below.
    with st.container(gap="xxsmall"):
        do = _row(one, "back")
        if do.button(_("Change"), key=f"back-change-{one.id}", type="tertiary"):
            returned(library, one)
        gist(one)
