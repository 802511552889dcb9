"""Map: the whole library as a picture that stays where it is; what is near in meaning lies near."""

import streamlit as st

from kb.catalogue import _
from kb.ui.map import chart, data, selection, sidebar, state, table, toolbar
from kb.ui.shell import frame, notices, theme, troubles

library = frame.begin("Map")
contents = data.load(library)

if not contents.placed:
    st.title(_("Map"), anchor=False)
    toolbar.empty(library)
    st.stop()


@st.fragment
def explore() -> None:
    """The map and what stands around it, drawn again by itself whatever is done on it."""
    if notices.waiting():
        # Done in a callback of this fragment; the line that says so stands above it.
        st.rerun()
    with troubles.show_errors():
        query, colour, shown_as = toolbar.tools(library, contents)
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
