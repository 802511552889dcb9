"""Why these are here: the members of an area, the surest first, each with its reason and a word to correct
it."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.types import Area, Item
from kb.ui.areas import form, membership, questions
from kb.ui.items import rows
from kb.ui.shell import theme
from kb.ui.shell.escape import plain

_PAGE_LENGTH = 20
"""Members on one part of the list, as results of a search."""
_PART = "area-part"


def draw(library: Library, area: Area) -> None:
    """The page of one area."""
    st.title(plain(area.name), anchor=False)
    items = n_("{count} item", "{count} items", len(area.members))
    st.markdown(f"{theme.STANCES[area.stance].badge} :gray[{items}]")
    if area.criterion:
        st.markdown(plain(area.criterion))
    if area.reason:
        st.markdown(f":gray[{_('Because: {reason}', reason=plain(area.reason))}]")
    with st.container(horizontal=True, gap="small"):
        if area.borderline:
            st.button(
                n_("Decide {count} doubtful one", "Decide {count} doubtful ones", area.borderline),
                key="members-round",
                type="primary",
                on_click=_decide,
                args=(area,),
            )
        if st.button(_("Edit"), key="members-edit"):
            form.edit(library, area)
        st.button(_("Back to the register"), key="members-back", type="tertiary", on_click=leave)
    if not area.members:
        st.markdown(_("Nothing belongs here yet. A clearer criterion or a few examples help."))
    else:
        told = _("The surest first, each with its reason. What you correct here is learnt.")
        st.markdown(f":small[:gray[{told}]]")
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
                membership.answer(library, area, item, True, _("Belongs"), "member")
                membership.answer(library, area, item, False, _("Not this"), "member")


def _refused(library: Library, area: Area) -> None:
    refused: list[Item] = list(library.items.known(area.counter_examples).values())
    if refused:
        said = n_("You said no to {count} item", "You said no to {count} items", len(refused))
        with st.expander(said, key=f"refused-{area.id}"):
            for item in refused:
                with rows.row(item, "refused"):
                    membership.answer(library, area, item, True, _("Belongs after all"), "refused")
