"""An item and its areas: why it belongs, and saying that it does or does not."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from kb.catalogue import _, n_, number
from kb.library import Library
from kb.types import Area, Item, Membership
from kb.ui.items import actions
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

PAGE = "pages/areas.py"
AREA = "area"
"""What the address of the Areas page calls the area whose members are shown."""


def settle(library: Library, name: str, item: Item, belongs: bool) -> None:
    """Says that an item belongs to an area, or that it does not; what else changed by it is said too."""

    def answer() -> tuple[Area, Area]:
        return library.areas.get(name), library.areas.settle(name, [item.key], belongs)

    def said(areas: tuple[Area, Area]) -> str:
        learnt = changes(*(set(area.members) - {item.id} for area in areas))
        title, area = actions.short_title(item), plain(name)
        if belongs:
            told = _("{title} belongs to {area}.", title=title, area=area)
        else:
            told = _("{title} does not belong to {area}.", title=title, area=area)
        return f"{told} {_('By this {changes}.', changes=learnt)}" if learnt else told

    notices.act(library, answer, said)


def changes(before: Collection[int], after: Collection[int]) -> str:
    """What came into an area and what went out of it: `12 items joined, 3 left`; empty for neither."""
    joined, left = len(set(after) - set(before)), len(set(before) - set(after))
    if not joined:
        return n_("{count} item left", "{count} items left", left) if left else ""
    came = n_("{count} item joined", "{count} items joined", joined)
    return _("{joined}, {left} left", joined=came, left=number(left)) if left else came


def why(found: Membership) -> str:
    """Why an item belongs or may belong, as small Markdown."""
    return f":small[:gray[{plain(found.why)}]]"


def of_item(library: Library, item: Item) -> None:
    """The areas of an item, each with its reason and a word to correct it; and a way into others."""
    found = library.areas.memberships(item.key)
    others = [area.name for area in library.areas.every() if area.name not in {each.area for each in found}]
    if not found and not others:
        return
    with st.container(key="item-areas", gap="xsmall"):
        st.markdown(f":small[:gray[{_('Areas')}]]")
        for membership in found:
            _of_item(library, item, membership)
        if others:
            name = st.menu_button(
                _("Belongs to another area"),
                others,
                key=f"fits-another-{item.id}",
                type="tertiary",
                icon=":material/add:",
                format_func=plain,
            )
            if name is not None:
                settle(library, name, item, True)
                st.rerun()


def _of_item(library: Library, item: Item, found: Membership) -> None:
    area = library.areas.get(found.area)
    with st.container(key=f"fit-{area.id}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(PAGE, label=plain(found.area), query_params={AREA: found.area})
            if not found.belongs:
                st.markdown(f":gray-badge[:material/help: {_('in doubt')}]")
                answer(library, area, item, True, _("Belongs"), "fits")
            answer(library, area, item, False, _("Not this"), "fits")
        st.markdown(why(found))


def answer(library: Library, area: Area, item: Item, belongs: bool, label: str, place: str) -> None:
    """A quiet button that says yes or no; none where just this was said before."""
    if item.key in (area.examples if belongs else area.counter_examples):
        return
    st.button(
        label,
        key=f"{place}-{'yes' if belongs else 'no'}-{area.id}-{item.id}",
        type="tertiary",
        icon=":material/check:" if belongs else ":material/close:",
        on_click=settle,
        args=(library, area.name, item, belongs),
    )
