"""Above the map, in one row: what to light, what to colour by; and drawing the map anew or going back."""

from __future__ import annotations

import streamlit as st

from kb import plots
from kb.errors import JomoError
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Filters, Topic
from kb.ui.map import export, state
from kb.ui.map.data import MapContents
from kb.ui.shell import humanize, notices
from kb.ui.shell.escape import plain
from kb.ui.shell.url import FIND, LIT

_LIT_AT_MOST = 30
"""Hits highlighted: search by meaning ranks everything, and lights in all places show none."""
_NEIGHBOURS = 10
"""As many as `python -m bench mapping` measures, and can be told apart on the map."""
_VERSIONS_SHOWN = 6
"""Earlier maps to go back to from the page; `map --versions` lists all."""
_OUTGROWN = 4
"""A map of which one item in so many came later may be worth drawing anew."""
_TOPIC = "map-topic"


def tools(library: Library, contents: MapContents) -> tuple[str, str, str]:
    """The row above the map: the query to light, what to colour by, `map` or `table`; and what is needed
    seldom, in a menu."""
    if asked := st.query_params.get(FIND):
        st.session_state["q"] = asked
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="map-head"):
        st.title("Map", anchor=False, width="content")
        query = st.text_input(
            "Find and light",
            placeholder="Find and light",
            label_visibility="collapsed",
            icon=":material/search:",
            type="search",
            live="400ms",
            width=170,
            key="q",
            bind="query-params",
            on_change=state.forget_link,
        )
        st.session_state[_TOPIC] = state.topic(contents)
        st.selectbox(
            "Topic",
            _in_order(contents),
            format_func=_name,
            placeholder="Light a topic",
            label_visibility="collapsed",
            width=170,
            key=_TOPIC,
            on_change=_light_topic,
        )
        colour = st.selectbox(
            "Colour by",
            plots.COLOURS,
            format_func=lambda colour: f"by {colour}",
            required=True,
            key=state.COLOUR,
            bind="query-params",
            label_visibility="collapsed",
            width=140,
        )
        view = st.segmented_control(
            "View",
            ("map", "table"),
            default="map",
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
        )
        export.button(contents, colour or plots.COLOURS[0])
        redraw(library, contents)
        _place_new(library, contents)
        _what_is_lit(contents, query or "")
    return query or "", colour or plots.COLOURS[0], view or "map"


def _what_is_lit(contents: MapContents, query: str) -> None:
    """What a link or a button lit, with a cross to let it go."""
    near, keys = state.near(contents), st.query_params.get_all(LIT)
    if query or not (near or keys):
        return
    label = (
        f"Neighbours of {shortened(near.title, 40)}" if near else f"{humanize.count(len(keys), 'item')} lit"
    )
    st.button(
        plain(label),
        key="map-unlight",
        icon=":material/close:",
        type="tertiary",
        on_click=state.forget_link,
    )


def highlighted(library: Library, contents: MapContents, query: str) -> frozenset[int] | None:
    """Ids of the items to light: what a query finds, else those a link names, else an item's neighbours, a
    topic or an area; None for no light at all."""
    if query:
        return frozenset(hit.item.id for hit in library.search.hits(query, Filters(), limit=_LIT_AT_MOST))
    if keys := st.query_params.get_all(LIT):
        return frozenset(item.id for item in library.items.known(keys).values())
    if item := state.near(contents):
        try:
            hits = library.search.similar([item.key], limit=_NEIGHBOURS)
        except JomoError as error:
            st.markdown(f":small[:gray[{plain(str(error))}]]")
            return None
        return frozenset({item.id, *(hit.item.id for hit in hits)})
    if topic := state.topic(contents):
        return frozenset(member.id for member in contents.of_topic(topic))
    if area := state.area(contents):
        return frozenset(area.members)
    return None


def _in_order(contents: MapContents) -> list[Topic]:
    """Topics, the largest first, each followed by its parts; a topic that is its only part comes once."""
    ordered = []
    for topic in sorted((t for t in contents.map.topics if t.parent is None), key=lambda t: -t.size):
        parts = sorted((t for t in contents.map.topics if t.parent == topic.id), key=lambda t: -t.size)
        ordered += [topic, *(parts if len(parts) > 1 else ())]
    return ordered


def _name(topic: Topic) -> str:
    return f"{'– ' if topic.parent is not None else ''}{topic.name} ({topic.size:,})"


def _light_topic() -> None:
    topic: Topic | None = st.session_state[_TOPIC]
    st.query_params.pop("item", None)
    if topic is None:
        state.close()
    else:
        state.open_topic(topic)


def empty(library: Library) -> None:
    """What the page says while there is no map, and the one next step."""
    st.markdown(
        "The map shows everything you keep as one picture: what is alike lies close together, and a place "
        "once given is kept, so you learn your way around."
    )
    pending = library.vectors.pending()
    if not library.items.count():
        st.page_link("pages/add.py", label="Add something to see it here", icon=":material/add:")
    elif not library.work.stopped() and any(job.kind == "map" for job in library.work.jobs()):
        st.markdown("It is being drawn now and appears here by itself.")
    else:
        if pending:
            waiting = humanize.count(pending, "passage")
            st.markdown(f"It needs the meaning of the texts first: {waiting} still to be understood.")
        st.button(
            "Draw the map",
            key="draw-map",
            type="primary",
            on_click=notices.act,
            args=(library, library.work.queue_map, "The map is drawn in the background."),
        )


def _place_new(library: Library, contents: MapContents) -> None:
    if contents.map.unplaced > 0:
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


def redraw(library: Library, contents: MapContents) -> None:
    """Drawing the whole map anew, after a question: it is the one thing here that moves points. And the way
    back to the maps before."""
    with st.popover("Redraw", type="tertiary", key="redraw"):
        st.markdown(
            "Finds topics and places anew, turned so that it resembles the map you know. Points will move. "
            "New items get a place without this, and the map of now is kept."
        )
        if contents.map.added * _OUTGROWN > len(contents.placed):
            st.markdown(f":gray[{humanize.count(contents.map.added, 'item')} came since it was drawn.]")
        if st.button("Redraw everything", key="redraw-map"):
            said = "The map is drawn anew in the background."
            notices.act(library, lambda: library.work.queue_map(rebuild=True), said)
            st.rerun()
        if versions := library.map.versions():
            st.markdown("**Kept maps**")
            at = humanize.now()
            for version in versions[:_VERSIONS_SHOWN]:
                drawn = f"{humanize.count(version.topics, 'topic')}, {humanize.count(version.items, 'item')}"
                st.markdown(
                    f":small[Before *{plain(version.what)}*, {humanize.ago(version.made_at, at)}: {drawn}]"
                )
            if st.button("Go back to the map before that", key="undo-map"):
                notices.act(library, library.map.undo, f"Back to the map before: {plain(versions[0].what)}")
                st.rerun()
