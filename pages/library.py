"""Library: what it holds, its copies, whether it is sound, and the ways out."""

import streamlit as st

from kb.catalogue import _
from kb.ui.library import copies, health, leaving, places
from kb.ui.shell import frame

library = frame.begin("Library")
with st.container(width=840):
    st.title(_("Library"), anchor=False)
    places.holds(library, library.upkeep.stats())
    copies.draw(library)
    health.draw(library)
    leaving.draw(library)
    places.draw(library)
