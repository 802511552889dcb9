"""Map: the whole library as a picture that stays where it is; what is near in meaning lies near."""

from typing import Any

import streamlit as st

from kb import plots
from kb.types import Filters
from kb.ui import frame, mappanel, mapview, notices, words

HEIGHT = 640
LIT_AT_MOST = 100
PICTURE, TABLE = "map-picture", "map-table"

library = frame.begin("Map")
contents = mapview.load(library)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title("Map", anchor=False, width="content")
    unplaced = contents.map.unplaced
    if contents.placed:
        st.markdown(f":gray[{words.count(len(contents.placed), 'item')}]")
    if contents.placed and unplaced:
        st.markdown(f":gray[{words.count(unplaced, 'item')} without a place yet]")
        said = "New items get their places in the background; the others stay where they are."
        act = {"args": (library, library.queue_map, said), "kwargs": {"undoable": False}}
        st.button("Place them", key="place", type="tertiary", on_click=notices.act, **act)

if not contents.placed:
    mappanel.empty(library)
    st.stop()


def pick_on_map() -> None:
    chosen = mapview.picked(st.session_state[PICTURE])
    item = next((item for item in contents.placed if item.id == chosen), None)
    if item is None:
        mappanel.show_topics()
    else:
        mappanel.show_item(item)


@st.fragment
def explore() -> None:
    with frame.told():
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="map-tools"):
            query = st.text_input(
                "Light what is found",
                placeholder="Light what is found",
                label_visibility="collapsed",
                icon=":material/search:",
                type="search",
                live="400ms",
                width=280,
                key="q",
                bind="query-params",
            )
            colour = st.segmented_control(
                "Colour by",
                mapview.COLOURS,
                default="zone",
                required=True,
                key="colour",
                bind="query-params",
                label_visibility="collapsed",
            )
            view = st.segmented_control(
                "View",
                ["map", "table"],
                default="map",
                required=True,
                key="view",
                bind="query-params",
                label_visibility="collapsed",
            )
            mappanel.redraw(library)
        item = contents.item(st.query_params.get("item", ""))
        topic = contents.topic(st.query_params.get("topic", ""))
        lit: set[int] | None = None
        if query:
            lit = {hit.item.id for hit in library.search(query, Filters(), limit=LIT_AT_MOST)}
        elif topic is not None:
            lit = {member.id for member in contents.of_topic(topic)}
        picture, panel = st.columns([3, 1], gap="medium")
        with picture:
            if view == "table":
                listed, columns = mapview.table(contents, lit)
                choice: Any = st.dataframe(
                    columns, on_select="rerun", selection_mode="single-row", key=TABLE, height=HEIGHT
                )
                rows = choice.selection.rows
                item = listed[rows[0]] if rows and rows[0] < len(listed) else item
            else:
                st.plotly_chart(
                    mapview.figure(contents, str(colour), lit, [item.id] if item else [], HEIGHT),
                    theme=None,
                    key=PICTURE,
                    on_select=pick_on_map,
                    selection_mode="points",
                    config=dict(plots.CHART_CONFIG),
                    alt="Map of the library; the table view has the same content",
                )
        with panel:
            mappanel.draw(library, contents, item, topic)


explore()
