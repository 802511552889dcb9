"""What waits on purpose: parked until a survey comes, or handed to people."""

import streamlit as st

from kb.catalogue import _
from kb.ui.shell import frame
from kb.ui.waiting import people, places, surveys

library = frame.begin("Waiting")
st.title(_("Waiting"), anchor=False)
nothing_asks = _("Nothing here asks for anything. It comes back by itself: as a survey, or as a gist.")
st.markdown(f":gray[{nothing_asks}]")
surveys.draw(library)
left, right = st.columns(2, gap="large")
with left:
    places.draw(library)
with right:
    people.draw(library)
