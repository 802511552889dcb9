"""Map: the whole library as a picture that stays where it is; what is near in meaning lies near."""

import streamlit as st

from kb import plots
from kb.ui.map import chart, data, export, selection, sidebar, state, table, toolbar
from kb.ui.shell import frame, humanize, notices, theme, troubles

library = frame.begin("Map")
contents = data.load(library)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    st.title("Map", anchor=False, width="content")
    if contents.placed:
        st.markdown(f":gray[{humanize.count(len(contents.placed), 'item')}]")
    if contents.placed and contents.map.unplaced > 0:
        st.button(
            f"Place {humanize.count(contents.map.unplaced, 'new item')}",
            key="place",
            on_click=notices.act,
            args=(
                library,
                library.work.queue_map,
                "They get their places in the background; the others stay.",
            ),
        )
    if contents.placed:
        toolbar.redraw(library, contents)
        export.button(contents, st.session_state.get(state.COLOUR) or plots.COLOURS[0])

if not contents.placed:
    toolbar.empty(library)
    st.stop()


@st.fragment
def explore() -> None:
    """The map and what stands around it, drawn again by itself whatever is done on it."""
    if notices.waiting():
        # Done in a callback of this fragment; the line that says so stands above it.
        st.rerun()
    with troubles.show_errors():
        query, colour, shown_as = toolbar.tools(contents)
        view = state.view(contents, colour, toolbar.highlighted(library, contents, query))
        with st.container(horizontal=True, key="map-stage"):
            with st.container(key="map-place"):
                if shown_as == "table":
                    table.draw(contents, view)
                else:
                    opened = state.item(contents)
                    chart.draw(
                        data.points(contents),
                        data.figure(contents, colour, theme.is_dark()),
                        chart.Drawn(
                            lit=None if view.lit is None else sorted(view.lit),
                            chosen=state.chosen(),
                            hidden=sorted(view.hidden),
                            opened=opened.id if opened else None,
                            until=view.until,
                            span=view.span,
                            heard=state.last_event(),
                        ),
                        lambda did: state.on_event(contents, did),
                    )
            sidebar.draw(library, contents)
        selection.bar(library, contents)


explore()
