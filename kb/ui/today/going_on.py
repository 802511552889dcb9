"""What was begun and not read to its end: the way back to where one stopped."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.types import Stance
from kb.ui.items import actions, rows
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain

_SHOWN = 3
"""As many as stand under Now: a place to go on, not another list."""


def draw(library: Library, stances: Mapping[int, Stance]) -> None:
    """The items read in last, with how much of each is behind; nothing where nothing was begun."""
    begun = library.reading.begun(_SHOWN)
    if not begun:
        return
    with st.container(key="continue"):
        st.header(_("Continue"), anchor=False)
    for item, place in begun:
        told = (humanize.progress(place, item.minutes), plain(place.place))
        where = f":small[:gray[:material/bookmark: {' · '.join(filter(None, told))}]]"
        with rows.row(item, "begun", stance=stances.get(item.id), note=where):
            actions.reading_buttons(library, item, "begun")
