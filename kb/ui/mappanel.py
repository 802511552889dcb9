"""Beside the map: the chosen item, the chosen topic, or the list of topics."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import Item, Stance, Topic
from kb.ui import found, items, notices, theme, words
from kb.ui.mapview import MapContents
from kb.ui.prose import plain

_SUMMARY_LENGTH = 420
_ITEMS_SHOWN = 12
_TOPICS_SHOWN = 14


def show_item(item: Item) -> None:
    """Chooses an item; what is chosen stands in the address, so that it can be shared."""
    st.query_params["item"] = item.key
    st.query_params.pop("topic", None)


def show_topic(topic: Topic) -> None:
    st.query_params["topic"] = str(topic.id)
    st.query_params.pop("item", None)


def show_topics() -> None:
    st.query_params.pop("item", None)
    st.query_params.pop("topic", None)


def draw(library: Library, contents: MapContents, item: Item | None, topic: Topic | None) -> None:
    """The panel for what is chosen."""
    with st.container(key="map-panel", border=True):
        if item is not None:
            _item(library, contents, item)
        elif topic is not None:
            _topic(contents, topic)
        else:
            _topics(contents)


def empty(library: Library) -> None:
    """What the page says while there is no map, and the one next step."""
    st.markdown(
        "The map shows everything you keep as one picture: what is alike lies close together, and a place once "
        "given is kept, so you learn your way around."
    )
    pending = library.pending()
    if not library.count():
        st.page_link("pages/add.py", label="Add something to see it here", icon=":material/add:")
    elif any(job.kind == "map" for job in library.jobs()) and not library.jobs_stopped():
        st.markdown("It is being drawn now and appears here by itself.")
    else:
        if pending:
            waiting = words.count(pending, "passage")
            st.markdown(f"It needs the meaning of the texts: {waiting} still to be understood.")
        said = "The map is drawn in the background."
        st.button(
            "Draw the map",
            key="draw-map",
            type="primary",
            on_click=notices.act,
            args=(library, library.queue_map, said),
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


def _item(library: Library, contents: MapContents, item: Item) -> None:
    _back()
    items.title(item, "map")
    items.meta(item, words.now(), stance=contents.stances.get(item.id))
    if item.summary:
        st.markdown(f":small[{plain(found.around(item.summary, (), _SUMMARY_LENGTH))}]")
    with st.container(horizontal=True, gap="small"):
        found.buttons(library, item, "map")
    topic = contents.topic_of(item)
    if topic is not None:
        _topic_button(topic, "Topic: ")


def _topic(contents: MapContents, topic: Topic) -> None:
    _back()
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
    for item in members[:_ITEMS_SHOWN]:
        _name_button(item)
    if len(members) > _ITEMS_SHOWN:
        st.markdown(f":small[:gray[and {len(members) - _ITEMS_SHOWN:,} more, lit on the map]]")


def _topics(contents: MapContents) -> None:
    st.markdown("**Topics**  \n:small[:gray[Click a point to see the item, a topic to light it.]]")
    upper = sorted((t for t in contents.map.topics if t.parent is None), key=lambda topic: -topic.size)
    shown = 0
    for topic in upper:
        lower = sorted((t for t in contents.map.topics if t.parent == topic.id), key=lambda t: -t.size)
        _topic_button(topic, strong=True)
        # A topic that is its only part is named once.
        for part in lower if len(lower) > 1 else ():
            _topic_button(part)
        shown += 1 + len(lower)
        if shown >= _TOPICS_SHOWN:
            break
    if len(upper) > 1 and shown < len(contents.map.topics):
        st.markdown(":small[:gray[Smaller topics are named on the map and in the table.]]")


def _back() -> None:
    st.button("Topics", key="map-back", icon=":material/arrow_back:", type="tertiary", on_click=show_topics)


def _topic_button(topic: Topic, prefix: str = "", *, strong: bool = False) -> None:
    stance = f" :{_look(topic.stance)}" if topic.stance else ""
    name = f"**{plain(topic.name)}**" if strong else plain(topic.name)
    st.button(
        f"{prefix}{name} :gray[{topic.size:,}]{stance}",
        key=f"topic-{topic.id}",
        type="tertiary",
        on_click=show_topic,
        args=(topic,),
    )


def _look(stance: Stance) -> str:
    look = theme.STANCES[stance]
    return f"{look.name}[{look.icon}]"


def _name_button(item: Item) -> None:
    st.button(
        f":small[{plain(item.title)}]",
        key=f"typical-{item.id}",
        type="tertiary",
        on_click=show_item,
        args=(item,),
    )
