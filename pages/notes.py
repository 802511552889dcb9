"""Notes: everything the person wrote and marked, by day or by area, and the ways out: a folder, an agent."""

import streamlit as st

from kb.catalogue import _
from kb.types import Filters
from kb.types.terms import Mark
from kb.ui.notes import agents, listing, mirror
from kb.ui.shell import frame

library = frame.begin("Notes")
with st.container(width=840):
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(_("Notes"), anchor=False)
        with st.container(horizontal=True, width="content", gap="small"):
            mirror.draw(library)
            agents.draw(library)
    if library.items.count(Filters(marks=(Mark.NOTE, Mark.HIGHLIGHT))):
        listing.draw(library)
    else:
        listing.none_yet()
