"""Why these are here: the members of an area, the surest first, each with its reason and a word to correct
it."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import Area, Item
from kb.ui.areas import form, membership, questions
from kb.ui.items import rows
from kb.ui.shell import humanize, theme
from kb.ui.shell.escape import plain

_PAGE_LENGTH = 20
"""Members on one part of the list, as results of a search."""
_PART = "area-part"


def draw(library: Library, area: Area) -> None:
    """The page of one area."""
    st.title(plain(area.name), anchor=False)
    st.markdown(f"{theme.STANCES[area.stance].badge} :gray[{humanize.count(len(area.members), 'item')}]")
    if area.criterion:
        st.markdown(plain(area.criterion))
    if area.reason:
        st.markdown(f":gray[Because: {plain(area.reason)}]")
    with st.container(horizontal=True, gap="small"):
        if area.borderline:
            st.button(
                f"Decide {humanize.count(area.borderline, 'doubtful one')}",
                key="members-round",
                type="primary",
                on_click=_decide,
                args=(area,),
            )
        if st.button("Edit", key="members-edit"):
            form.edit(library, area)
        st.button("Back to the register", key="members-back", type="tertiary", on_click=leave)
    if not area.members:
        st.markdown("Nothing belongs here yet. A clearer criterion or a few examples help.")
    else:
        st.markdown(":small[:gray[The surest first, each with its reason. What you correct here is learnt.]]")
        _listed(library, area)
    _refused(library, area)


def leave() -> None:
    """Back to the register; for callbacks."""
    st.query_params.pop(membership.AREA, None)


def _decide(area: Area) -> None:
    leave()
    questions.begin(area)


def _listed(library: Library, area: Area) -> None:
    pages = -(-len(area.members) // _PAGE_LENGTH)
    listing = st.container(key="area-members")
    part = st.pagination(pages, key=f"{_PART}-{area.id}") if pages > 1 else 1
    found = library.areas.members(area.name, (part - 1) * _PAGE_LENGTH, _PAGE_LENGTH)
    with listing:
        for item, member in zip(library.items.by_ids([each.item_id for each in found]), found, strict=True):
            with rows.row(item, "member", note=membership.why(member)):
                membership.answer(library, area, item, True, "Belongs", "member")
                membership.answer(library, area, item, False, "Not this", "member")


def _refused(library: Library, area: Area) -> None:
    refused: list[Item] = list(library.items.known(area.counter_examples).values())
    if refused:
        with st.expander(f"You said no to {humanize.count(len(refused), 'item')}"):
            for item in refused:
                with rows.row(item, "refused"):
                    membership.answer(library, area, item, True, "Belongs after all", "refused")
