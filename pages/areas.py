"""Areas: what you follow, what you ignore on purpose, and why, on paper; and what your work asks for."""

import streamlit as st

from kb.errors import NotFound
from kb.ui import (
    areacards,
    areafit,
    areaform,
    areamembers,
    areaoutline,
    arearound,
    drift,
    frame,
    role,
)
from kb.ui.prose import plain

library = frame.begin("Areas")
for word, draw in ((arearound.ROUND, arearound.draw), (areafit.AREA, areamembers.draw)):
    if name := st.query_params.get(word, ""):
        try:
            area = library.area(name)
        except NotFound:
            st.markdown(f"No area is called {plain(name)} any more. The register has those there are.")
            del st.query_params[word]
            break
        draw(library, area)
        st.stop()
arearound.close(library)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title("Areas", anchor=False, width="content")
    view = st.segmented_control(
        "View",
        ["Register", "Role", "Drift"],
        default="Register",
        required=True,
        key="tab",
        bind="query-params",
        label_visibility="collapsed",
    )
if frame.arrived(f"topic-{st.query_params.get('topic', '')}") and "topic" in st.query_params:
    areaform.make(library, st.query_params["topic"])

if view == "Drift":
    drift.draw(library)
elif view == "Role":
    role.draw(library)
else:
    with st.container(horizontal=True, gap="small", key="area-tools"):
        if st.button("New area", key="new-area", icon=":material/add:", type="primary"):
            areaform.make(library)
        if st.button("From an outline", key="from-outline", icon=":material/format_list_bulleted:"):
            areaoutline.areas(library)
        topics = [topic for topic in library.map().topics if topic.stance is None]
        if topics:
            topic = st.menu_button(
                "From a topic of the map",
                topics,
                key="from-topic",
                format_func=lambda topic: plain(topic.name),
            )
            if topic is not None:
                areaform.make(library, str(topic.id))
    areacards.draw(library)
