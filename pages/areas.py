"""Areas: what you follow, what you ignore on purpose, and why, on paper; and what your work asks for."""

import streamlit as st

from kb.catalogue import _
from kb.errors import NotFound
from kb.ui.areas import drift, form, members, membership, outline, questions, register, role
from kb.ui.shell import addressed, frame
from kb.ui.shell.escape import plain

part = st.query_params.get(questions.ROUND) or st.query_params.get(membership.AREA) or ""
library = frame.begin("Areas", part=part)
for word, draw in ((questions.ROUND, questions.draw), (membership.AREA, members.draw)):
    if name := st.query_params.get(word, ""):
        try:
            area = library.areas.get(name)
        except NotFound:
            st.markdown(
                _("No area is called {name} any more. The register has those there are.", name=plain(name))
            )
            del st.query_params[word]
            break
        draw(library, area)
        st.stop()
questions.close(library)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title(_("Areas"), anchor=False, width="content")
    views = {"Register": _("Register"), "Role": _("Role"), "Drift": _("Drift")}
    view = addressed.one_of(_("View"), views, "tab")
if frame.arrived(f"topic-{st.query_params.get('topic', '')}") and "topic" in st.query_params:
    form.make(library, st.query_params["topic"])

if view == "Drift":
    drift.draw(library)
elif view == "Role":
    role.draw(library)
else:
    with st.container(horizontal=True, gap="small", key="area-tools"):
        if st.button(_("New area"), key="new-area", icon=":material/add:", type="primary"):
            form.make(library)
        if st.button(_("From an outline"), key="from-outline", icon=":material/format_list_bulleted:"):
            outline.areas(library)
        topics = [topic for topic in library.map.topics() if topic.stance is None]
        if topics:
            topic = st.menu_button(
                _("From a topic of the map"),
                topics,
                key="from-topic",
                format_func=lambda topic: plain(topic.name),
            )
            if topic is not None:
                form.make(library, str(topic.id))
    register.draw(library)
