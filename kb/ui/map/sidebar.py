"""Beside the map: the item, the topic or the area that is open, and what can be done with it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kb.catalogue import _, by_words, n_, p_
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Area, Item, Topic
from kb.ui.areas import form
from kb.ui.items import actions, rows
from kb.ui.map import state
from kb.ui.map.data import MapContents
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_SUMMARY_LENGTH = 420
"""Characters that fit beside the map without scrolling."""
_ITEMS_SHOWN, _NEWEST_SHOWN = 8, 4
"""Items of a topic in the sidebar: typical ones, and the newest below them."""


def draw(library: Library, contents: MapContents) -> None:
    """The panel for what is open; an empty place when nothing is."""
    item, topic, area = state.item(contents), state.topic(contents), state.area(contents)
    if item is None and topic is None and area is None:
        # Not merely left out: Streamlit 1.67 clears what a fragment no longer draws only where no other
        # fragment begins right after it, as the one of background work does every two seconds.
        st.empty()
        return
    with st.container(key="map-panel", border=True):
        st.button(_("Close"), key="map-close", icon=":material/close:", type="tertiary", on_click=state.close)
        if item is not None:
            _item(library, contents, item)
        elif topic is not None:
            _topic(library, contents, topic)
        elif area is not None:
            _area(contents, area)


def _item(library: Library, contents: MapContents, item: Item) -> None:
    rows.title(item, "map")
    rows.meta(item, humanize.now(), stance=contents.stances.get(item.id))
    if item.summary:
        st.markdown(f":small[{plain(shortened(item.summary, _SUMMARY_LENGTH))}]")
    with st.container(horizontal=True, gap="small"):
        actions.buttons(library, item, "map")
        st.button(
            _("Light its neighbours"),
            key="map-near",
            type="tertiary",
            on_click=state.light_near,
            args=(item,),
        )
    if topic := contents.topic_of(item):
        st.button(
            f":small[:gray[{_('Topic:')}] {plain(topic.label)}]",
            key="map-topic-of-item",
            type="tertiary",
            on_click=state.open_topic,
            args=(topic,),
        )
    for area in contents.areas:
        if item.id in area.members:
            look = theme.STANCES[area.stance]
            st.button(
                f":small[:{look.name}[{look.icon}] {plain(area.name)}]",
                key=f"map-area-of-item-{area.id}",
                type="tertiary",
                on_click=state.open_area,
                args=(area,),
            )


def _topic(library: Library, contents: MapContents, topic: Topic) -> None:
    members = contents.of_topic(topic)
    items = n_("{count} item", "{count} items", len(members))
    st.markdown(f"**{plain(topic.label)}**  \n:small[:gray[{items}]]")
    if topic.keywords:
        st.markdown(f":small[:gray[{plain(', '.join(topic.keywords))}]]")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if topic.stance:
            st.markdown(theme.STANCES[topic.stance].badge)
        elif st.button(
            _("Make it an area"), key="map-topic-area", icon=":material/add_circle:", type="tertiary"
        ):
            form.make(library, str(topic.id))
    _by_hand(library, contents, topic)
    _listed(_("Most typical"), members[:_ITEMS_SHOWN], "typical")
    newest = sorted(members, key=lambda item: item.dated, reverse=True)
    _listed(_("Newest"), newest[:_NEWEST_SHOWN], "newest")
    if len(members) > _ITEMS_SHOWN:
        lit = n_("All {count} are lit on the map.", "All {count} are lit on the map.", len(members))
        st.markdown(f":small[:gray[{lit}]]")


def _by_hand(library: Library, contents: MapContents, topic: Topic) -> None:
    """Renaming, merging, splitting and pinning: what is done by hand holds through every redrawing."""
    with st.container(horizontal=True, gap="small", key="map-by-hand"):
        with st.popover(_("Rename"), type="tertiary", key="topic-rename"):
            name = st.text_input(
                _("Name"), topic.name, max_chars=80, key=f"topic-name-{topic.id}", live="300ms"
            )
            st.markdown(f":small[:gray[{_('Empty: back to the name that was found.')}]]")
            st.button(
                _("Rename"),
                key="topic-rename-do",
                type="primary",
                on_click=partial(_rename, library, topic, name),
            )
        with st.popover(_("Merge with …"), type="tertiary", key="topic-merge"):
            level = [
                other for other in contents.map.topics if (other.parent is None) is (topic.parent is None)
            ]
            others = sorted((o for o in level if o.id != topic.id), key=lambda other: by_words(other.label))
            into = st.selectbox(
                _("Merge into"), others, index=None, format_func=lambda other: other.label, key="topic-into"
            )
            st.button(
                _("Merge"),
                key="topic-merge-do",
                type="primary",
                disabled=into is None,
                on_click=partial(_merge, library, topic, into),
            )
        if topic.parent is not None:
            st.button(
                p_("a topic", "Split"),
                key="topic-split",
                type="tertiary",
                on_click=partial(_split, library, topic),
            )
        st.button(
            _("Unpin") if topic.pinned else _("Pin"),
            key="topic-pin",
            icon=":material/keep_off:" if topic.pinned else ":material/keep:",
            type="tertiary",
            help=_("A pinned topic stays through every redrawing"),
            on_click=partial(_pin, library, topic),
        )


def _rename(library: Library, topic: Topic, name: str) -> None:
    if name.strip():
        said = _("Renamed: {name}", name=plain(name.strip()))
    else:
        said = _("The topic has the name that was found.")
    notices.act(library, lambda: library.map.rename(topic.id, name.strip()), said)


def _merge(library: Library, topic: Topic, into: Topic | None) -> None:
    if into is None:
        return
    said = _("Merged {topic} into {into}", topic=plain(topic.label), into=plain(into.label))
    notices.act(library, lambda: library.map.merge(topic.id, into.id), said)
    state.open_topic(into)


def _split(library: Library, topic: Topic) -> None:
    said = _("Split {topic}", topic=plain(topic.label))
    notices.act(library, lambda: library.map.split(topic.id), said)


def _pin(library: Library, topic: Topic) -> None:
    name = plain(topic.label)
    said = (
        _("{topic} is no longer pinned", topic=name) if topic.pinned else _("{topic} is pinned", topic=name)
    )
    notices.act(library, lambda: library.map.pin(topic.id, not topic.pinned), said)


def _area(contents: MapContents, area: Area) -> None:
    on_map = sum(member in contents.row for member in area.members)
    st.markdown(f"**{plain(area.name)}**  \n{theme.STANCES[area.stance].badge}")
    if area.since:
        since = _("since {day}", day=humanize.day(area.since))
        shown = n_("{count} item on the map", "{count} items on the map", on_map)
        st.markdown(f":small[:gray[{since} · {shown}]]")
    if area.reason:
        st.markdown(_("Because: {reason}", reason=plain(area.reason)))
    if area.criterion:
        st.markdown(f":small[{plain(area.criterion)}]")
    with st.container(horizontal=True, gap="small"):
        st.page_link("pages/areas.py", label=_("All areas"), icon=":material/interests:")
        st.page_link(
            "pages/search.py",
            label=_("Its items"),
            icon=":material/search:",
            query_params={"area": area.name},
        )
    members = [item for member in area.members if (item := contents.item_of(member))]
    _listed(_("The surest"), members[:_ITEMS_SHOWN], "of-area")


def _listed(title: str, listed: list[Item], place: str) -> None:
    if not listed:
        return
    st.markdown(f":small[**{title}**]")
    with st.container(key=f"map-listed-{place}", gap="xsmall"):
        for item in listed:
            st.button(
                f":small[{plain(item.title)}]",
                key=f"{place}-{item.id}",
                type="tertiary",
                on_click=state.open_item,
                args=(item,),
            )
