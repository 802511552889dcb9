"""The items behind a number of the role, which opens them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, noted, number
from kb.library import Library
from kb.ui.items import rows
from kb.ui.shell.dialogs import dialog

_PAGE_LENGTH = 15
"""Items on one part of what stands behind a figure."""


def came(ids: Sequence[int]) -> str:
    """How many of these came, as a label."""
    return _("{count} came", count=number(len(ids)))


def read(ids: Sequence[int]) -> str:
    """How many of these were read, as a label."""
    return _("{count} read", count=number(len(ids)))


def opener(library: Library, key: str, label: str, ids: Sequence[int]) -> None:
    """A number that opens its items; plain words where there are none."""
    if not ids:
        st.markdown(f":small[:gray[{label}]]", width="content")
    elif st.button(label, key=key, type="tertiary"):
        _behind(library, label, ids)


@dialog(noted("Behind the number"), width="large", icon=":material/list:")
def _behind(library: Library, label: str, ids: Sequence[int]) -> None:
    st.markdown(f"**{label}**")
    pages = -(-len(ids) // _PAGE_LENGTH)
    listing = st.container()
    part = st.pagination(pages, key="role-behind-part") if pages > 1 else 1
    stances = rows.stances(library)
    with listing:
        for item in library.items.by_ids(ids[(part - 1) * _PAGE_LENGTH : part * _PAGE_LENGTH]):
            rows.row(item, "behind", stance=stances.get(item.id))
