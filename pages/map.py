"""Map: the whole library as a picture that stays where it is; what is near in meaning lies near."""

import streamlit as st

from kb import plots
from kb.ui import frame, mappanel, mapview, notices, theme, words

HEIGHT = 660
PICTURE, TABLE = "map-picture", "map-table"

library = frame.begin("Map")
contents = mapview.load(library)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title("Map", anchor=False, width="content")
    if contents.placed:
        st.markdown(f":gray[{words.count(len(contents.placed), 'item')}]")
    if contents.placed and contents.map.unplaced > 0:
        st.button(
            f"Place {words.count(contents.map.unplaced, 'new item')}",
            key="place",
            on_click=notices.act,
            args=(library, library.queue_map, "They get their places in the background; the others stay."),
            kwargs={"undoable": False},
        )
    if contents.placed:
        mappanel.redraw(library)

if not contents.placed:
    mappanel.empty(library)
    st.stop()


@st.fragment
def explore() -> None:
    with frame.told():
        query, colour, view = mappanel.tools(contents)
        item, topic = mappanel.chosen(contents)
        lit = mappanel.lit(library, contents, query, topic)
        with st.container(horizontal=True, key="map-stage"):
            with st.container(key="map-place"):
                if view == "table":
                    listed, columns = mapview.table(contents, lit)
                    st.dataframe(
                        columns,
                        key=TABLE,
                        on_select=lambda: mappanel.pick_row(listed, TABLE),
                        selection_mode="single-row",
                        height=HEIGHT,
                        column_config={"Title": st.column_config.TextColumn(width=360)},
                    )
                else:
                    ring = mappanel.ringed(item, (colour, lit, id(contents), theme.is_dark()))
                    drawn = mapview.figure(contents, colour, lit, ring, HEIGHT)
                    mappanel.fewer_labels_on_narrow_screens(drawn)
                    st.plotly_chart(
                        drawn,
                        theme=None,
                        key=PICTURE,
                        on_select=lambda: mappanel.pick_point(contents, PICTURE),
                        selection_mode="points",
                        config=dict(plots.CHART_CONFIG),
                        alt="Map of the library; the table view has the same content",
                    )
            mappanel.draw(library, contents, item, topic)


explore()
