"""Triage: one card at a time, four keys."""

import streamlit as st

from kb.catalogue import _
from kb.types import Zone
from kb.ui.shell import frame, humanize
from kb.ui.triage import choosing, forecast, forks, gate, ranked, session

library = frame.begin("Triage")
st.title(_("Triage"), anchor=False)
head = st.container()
chosen = choosing.chosen()
opened = choosing.bar(chosen)
if opened is not None:
    with opened:
        everything = session.pile(library, choosing.Chosen(chosen.zone))
        choosing.choices(chosen, library.lists.offered(list(everything)))
if frame.arrived("triage"):
    # Later it would file the card that somebody is about to decide.
    forks.file(library)
waiting = session.pile(library, chosen)
ranked.draw(library, chosen, len(waiting))
if not session.draw(library, chosen, waiting):
    with st.container(horizontal=True):
        st.page_link("pages/today.py", label=_("Back to Today"), icon=":material/wb_sunny:")
        st.page_link("pages/add.py", label=_("Add something"), icon=":material/add:")
forks.draw(library)
if chosen.zone is Zone.INBOX:
    forecast.draw(library, lambda: library.items.by_ids(list(waiting)[: session.LENGTH]))
head.markdown(f":small[:gray[{gate.standing(library.triage.gate(), humanize.now())}]]")
