"""Areas: what you follow, what you ignore on purpose, and why, on paper."""

import streamlit as st

from kb.types import Stance
from kb.ui import areacards, areaform, frame, mapview

library = frame.begin("Areas")
areas = library.areas()

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title("Areas", anchor=False, width="content")
    if st.button("New area", key="new-area", icon=":material/add:", type="primary"):
        areaform.make(library)
    topics = [topic for topic in mapview.load(library).map.topics if topic.stance is None]
    if topics:
        topic = st.menu_button(
            "From a topic of the map",
            topics,
            key="from-topic",
            format_func=lambda topic: topic.name,
        )
        if topic is not None:
            areaform.make(library, str(topic.id))
if frame.arrived(f"topic-{st.query_params.get('topic', '')}") and "topic" in st.query_params:
    areaform.make(library, st.query_params["topic"])

if not areas:
    st.markdown(
        "An area is a field you follow or deliberately do not follow: a name, a criterion that says what "
        "belongs to it, and your reason. Writing down what you leave alone is what lets you leave it alone."
    )
    st.markdown(":gray[Begin with something you would rather stop reading about.]")
    st.stop()

shares = areacards.usefulness(library)
for stance in Stance:
    areacards.group(library, stance, [area for area in areas if area.stance is stance], shares)
