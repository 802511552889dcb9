"""Map: the whole library as a picture that stays where it is; what is near in meaning lies near."""

import streamlit as st

from kb import plots
from kb.ui import (
    frame,
    mapchart,
    mapchosen,
    mappanel,
    mapside,
    mapstate,
    maptable,
    mapview,
    notices,
    picture,
    theme,
    troubles,
    words,
)

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
        mappanel.redraw(library, contents)
        picture.button(contents, st.session_state.get(mapstate.COLOUR) or plots.COLOURS[0])

if not contents.placed:
    mappanel.empty(library)
    st.stop()


@st.fragment
def explore() -> None:
    if notices.waiting():
        # Done in a callback of this fragment; the line that says so stands above it.
        st.rerun()
    with troubles.told():
        query, colour, shown_as = mappanel.tools(contents)
        view = mapstate.view(contents, colour, mappanel.lit(library, contents, query))
        with st.container(horizontal=True, key="map-stage"):
            with st.container(key="map-place"):
                if shown_as == "table":
                    maptable.draw(contents, view)
                else:
                    opened = mapstate.item(contents)
                    mapchart.draw(
                        mapview.points(contents),
                        mapview.figure(contents, colour, theme.is_dark()),
                        mapchart.Drawn(
                            lit=None if view.lit is None else sorted(view.lit),
                            chosen=mapstate.chosen(),
                            hidden=sorted(view.hidden),
                            opened=opened.id if opened else None,
                            until=view.until,
                            span=view.span,
                            heard=mapstate.heard(),
                        ),
                        lambda did: mapstate.hear(contents, did),
                    )
            mapside.draw(library, contents)
        mapchosen.bar(library, contents)


explore()
