"""Around the map: the tools above it, and beside it the item or the topic that is chosen.

What is searched, coloured and chosen stands in the address, so that a view of the map can be shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kb.library import Library
from kb.types import Filters, Item, Topic
from kb.ui import found, items, mapview, notices, theme, words
from kb.ui.address import FIND, LIT
from kb.ui.mapview import MapContents
from kb.ui.prose import plain

_LIT_AT_MOST = 30
_SUMMARY_LENGTH = 420
_ITEMS_SHOWN = 10
_TOPIC, _CLICKED, _RING = "map-topic", "map-clicked", "map-ring"


def tools(contents: MapContents) -> tuple[str, str, str]:
    """The row above the map: the query to light, what to colour by, `map` or `table`."""
    if asked := st.query_params.get(FIND):
        st.session_state["q"] = asked
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="map-tools"):
        query = st.text_input(
            "Find and light",
            placeholder="Find and light",
            label_visibility="collapsed",
            icon=":material/search:",
            type="search",
            live="400ms",
            width=175,
            key="q",
            bind="query-params",
            on_change=_forget_link,
        )
        st.session_state[_TOPIC] = contents.topic(st.query_params.get("topic", ""))
        st.selectbox(
            "Topic",
            _in_order(contents),
            format_func=_name,
            placeholder="Light a topic",
            label_visibility="collapsed",
            width=175,
            key=_TOPIC,
            on_change=_light_topic,
        )
        colour = st.segmented_control(
            "Colour by",
            mapview.COLOURS,
            default=mapview.COLOURS[0],
            required=True,
            key="colour",
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
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
        if not query and (keys := st.query_params.get_all(LIT)):
            st.button(
                f"{words.count(len(keys), 'item')} lit",
                key="map-unlight",
                icon=":material/close:",
                type="tertiary",
                on_click=_forget_link,
            )
    return query or "", colour or mapview.COLOURS[0], view or "map"


def lit(library: Library, contents: MapContents, query: str, topic: Topic | None) -> set[int] | None:
    """Ids of the items to light: what a query finds, else those a link names, else a topic; None for no
    light at all."""
    if query:
        return {hit.item.id for hit in library.search(query, Filters(), limit=_LIT_AT_MOST)}
    if keys := st.query_params.get_all(LIT):
        return {item.id for item in library.known(keys).values()}
    return None if topic is None else {member.id for member in contents.of_topic(topic)}


def _in_order(contents: MapContents) -> list[Topic]:
    """Topics, the largest first, each followed by its parts; a topic that is its only part comes once."""
    ordered = []
    for topic in sorted((t for t in contents.map.topics if t.parent is None), key=lambda t: -t.size):
        parts = sorted((t for t in contents.map.topics if t.parent == topic.id), key=lambda t: -t.size)
        ordered += [topic, *(parts if len(parts) > 1 else ())]
    return ordered


def _name(topic: Topic) -> str:
    return f"{'– ' if topic.parent is not None else ''}{topic.name} ({topic.size:,})"


def _forget_link() -> None:
    st.query_params.pop(FIND, None)
    st.query_params.pop(LIT, None)


def _light_topic() -> None:
    topic: Topic | None = st.session_state[_TOPIC]
    st.query_params.pop("item", None)
    if topic is None:
        close()
    else:
        show_topic(topic)


def show_item(item: Item) -> None:
    """Chooses an item."""
    st.query_params["item"] = item.key


def show_topic(topic: Topic) -> None:
    """Chooses a topic and lights it, instead of what was searched."""
    st.query_params["topic"] = str(topic.id)
    st.query_params.pop("item", None)
    st.session_state["q"] = ""
    _forget_link()


def close() -> None:
    """Back from the item to the topic it was chosen in, or to the whole map."""
    if st.query_params.pop("item", None) is None:
        st.query_params.pop("topic", None)


def chosen(contents: MapContents) -> tuple[Item | None, Topic | None]:
    """The item and the topic that the address names."""
    address = st.query_params
    return contents.item(address.get("item", "")), contents.topic(address.get("topic", ""))


def pick_point(contents: MapContents, key: str) -> None:
    """Takes over what was clicked on the chart with this key.

    A click on the point that is chosen already tells the browser to let go of it. If its panel was closed
    meanwhile, the person wants it back.
    """
    number = mapview.picked(st.session_state[key])
    was_open = st.query_params.pop("item", None) is not None
    if number is None and not was_open:
        number = st.session_state.get(_CLICKED)
    item = next((item for item in contents.placed if item.id == number), None)
    if item is not None:
        st.session_state[_CLICKED] = item.id
        show_item(item)


def ringed(item: Item | None, drawing: object) -> list[int]:
    """The item to draw a ring around: the chosen one, unless it was chosen by a click on this very drawing,
    where it grew already. Another figure would be another chart to the browser, and the view be lost.

    `drawing` is whatever else the figure depends on.
    """
    clicked = item is None or item.id == st.session_state.get(_CLICKED)
    if not clicked or st.session_state.get(_RING) != (drawing, None):
        st.session_state[_RING] = (drawing, item.id if item else None)
    ring = st.session_state[_RING][1]
    return [] if ring is None else [ring]


def pick_row(listed: Sequence[Item], key: str) -> None:
    """Takes over the row chosen in the table with this key."""
    rows = st.session_state[key].selection.rows
    if rows:
        show_item(listed[rows[0]])
    else:
        st.query_params.pop("item", None)


def fewer_labels_on_narrow_screens(figure: Any) -> None:
    """Hides the labels that have no room there: only the browser knows how wide it is."""
    first = figure.layout.meta["narrow_labels"] + 1
    selector = f".st-key-map-place .annotation:nth-of-type(n+{first})"
    st.html(f"<style>@media (max-width: 640px) {{ {selector} {{ display: none; }} }}</style>")


def empty(library: Library) -> None:
    """What the page says while there is no map, and the one next step."""
    st.markdown(
        "The map shows everything you keep as one picture: what is alike lies close together, and a place "
        "once given is kept, so you learn your way around."
    )
    pending = library.pending()
    if not library.count():
        st.page_link("pages/add.py", label="Add something to see it here", icon=":material/add:")
    elif not library.jobs_stopped() and any(job.kind == "map" for job in library.jobs()):
        st.markdown("It is being drawn now and appears here by itself.")
    else:
        if pending:
            waiting = words.count(pending, "passage")
            st.markdown(f"It needs the meaning of the texts first: {waiting} still to be understood.")
        st.button(
            "Draw the map",
            key="draw-map",
            type="primary",
            on_click=notices.act,
            args=(library, library.queue_map, "The map is drawn in the background."),
            kwargs={"undoable": False},
        )


def redraw(library: Library) -> None:
    """Drawing the whole map anew, after a question: it is the one thing here that moves points."""
    with st.popover("Redraw", type="tertiary", key="redraw"):
        st.markdown(
            "Finds topics and places anew. Points will move, so the map you know by heart changes. New items "
            "get a place without this."
        )
        if st.button("Redraw everything", key="redraw-map"):
            said = "The map is drawn anew in the background."
            notices.act(library, lambda: library.queue_map(rebuild=True), said, undoable=False)
            st.rerun()


def draw(library: Library, contents: MapContents, item: Item | None, topic: Topic | None) -> None:
    """The panel for what is chosen; none when nothing is."""
    if item is None and topic is None:
        return
    with st.container(key="map-panel", border=True):
        st.button("Close", key="map-close", icon=":material/close:", type="tertiary", on_click=close)
        if item is not None:
            _item(library, contents, item)
        elif topic is not None:
            _topic(contents, topic)


def _item(library: Library, contents: MapContents, item: Item) -> None:
    items.title(item, "map")
    items.meta(item, words.now(), stance=contents.stances.get(item.id))
    if item.summary:
        st.markdown(f":small[{plain(found.around(item.summary, (), _SUMMARY_LENGTH))}]")
    with st.container(horizontal=True, gap="small"):
        found.buttons(library, item, "map")
    if topic := contents.topic_of(item):
        st.button(
            f":small[:gray[Topic:] {plain(topic.name)}]",
            key="map-topic-of-item",
            type="tertiary",
            on_click=show_topic,
            args=(topic,),
        )


def _topic(contents: MapContents, topic: Topic) -> None:
    members = contents.of_topic(topic)
    st.markdown(f"**{plain(topic.name)}**  \n:small[:gray[{words.count(len(members), 'item')}]]")
    if topic.keywords:
        st.markdown(f":small[:gray[{plain(', '.join(topic.keywords))}]]")
    if topic.stance:
        st.markdown(theme.STANCES[topic.stance].badge)
    else:
        st.page_link(
            "pages/areas.py",
            label="Make it an area",
            icon=":material/add_circle:",
            query_params={"topic": str(topic.id)},
        )
    st.markdown(":small[**Most typical first**]")
    with st.container(key="map-typical", gap="xsmall"):
        for item in members[:_ITEMS_SHOWN]:
            st.button(
                f":small[{plain(item.title)}]",
                key=f"typical-{item.id}",
                type="tertiary",
                on_click=show_item,
                args=(item,),
            )
    if len(members) > _ITEMS_SHOWN:
        st.markdown(f":small[:gray[and {len(members) - _ITEMS_SHOWN:,} more, lit on the map]]")
