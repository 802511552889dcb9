"""Above the map, in one row: what to light, what to colour by; and drawing the map anew or going back."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_, number
from kb.errors import JomoError
from kb.library import Library
from kb.text.excerpts import shortened
from kb.text.formulas import lettered
from kb.types import Filters, Topic
from kb.ui.map import export, state
from kb.ui.map.data import MapContents
from kb.ui.shell import addressed, humanize, notices
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
        st.title(_("Map"), anchor=False, width="content")
        query = st.text_input(
            _("Find and light"),
            placeholder=_("Find and light"),
            label_visibility="collapsed",
            icon=":material/search:",
            type="search",
            live="400ms",
            width=170,
            key="q",
            bind="query-params",
            on_change=state.forget_link,
        )
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", width="content", key="map-choices"
        ):
            st.session_state[_TOPIC] = state.topic(contents)
            st.selectbox(
                _("Topic"),
                _in_order(contents),
                format_func=_name,
                placeholder=_("Light a topic"),
                label_visibility="collapsed",
                width=170,
                key=_TOPIC,
                on_change=_light_topic,
            )
            addressed.one_in_a_list(_("Colour by"), state.colours(), state.COLOUR, width=150)
            view = addressed.one_of(_("View"), {"map": _("map"), "table": _("table")}, "view")
            export.button(contents, state.colour())
            redraw(library, contents)
            _place_new(library, contents)
            _what_is_lit(contents, query or "")
    return query or "", state.colour(), view


def _what_is_lit(contents: MapContents, query: str) -> None:
    """What a link or a button lit, with a cross to let it go."""
    near, keys = state.near(contents), st.query_params.get_all(LIT)
    if query or not (near or keys):
        return
    if near:
        label = _("Neighbours of {title}", title=shortened(lettered(near.title), 40))
    else:
        label = n_("{count} item lit", "{count} items lit", len(keys))
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
    return f"{'– ' if topic.parent is not None else ''}{topic.label} ({number(topic.size)})"


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
        _(
            "The map shows everything you keep as one picture: what is alike lies close together, and a "
            "place once given is kept, so you learn your way around."
        )
    )
    pending = library.vectors.pending()
    if not library.items.count():
        st.page_link("pages/add.py", label=_("Add something to see it here"), icon=":material/add:")
    elif not library.work.stopped() and any(job.kind == "map" for job in library.work.jobs()):
        st.markdown(_("It is being drawn now and appears here by itself."))
    elif not library.work.stopped() and library.work.wants_thinking():
        # What was newly understood is drawn next (kb/work/worker.py).
        st.markdown(_("It is drawn as soon as the texts are understood, and appears here by itself."))
    else:
        if pending:
            st.markdown(
                n_(
                    "It needs the meaning of the texts first: {count} passage still to be understood.",
                    "It needs the meaning of the texts first: {count} passages still to be understood.",
                    pending,
                )
            )
        st.button(
            _("Draw the map"),
            key="draw-map",
            type="primary",
            on_click=notices.act,
            args=(library, library.work.queue_map, _("The map is drawn in the background.")),
        )


def _place_new(library: Library, contents: MapContents) -> None:
    if contents.map.unplaced > 0:
        st.button(
            n_("Place {count} new item", "Place {count} new items", contents.map.unplaced),
            key="place",
            on_click=notices.act,
            args=(
                library,
                library.work.queue_map,
                _("They get their places in the background; the others stay."),
            ),
        )


def redraw(library: Library, contents: MapContents) -> None:
    """Drawing the whole map anew, after a question: it is the one thing here that moves points. And the way
    back to the maps before."""
    with st.popover(_("Redraw"), type="tertiary", key="redraw"):
        st.markdown(
            _(
                "Finds topics and places anew, turned so that it resembles the map you know. Points will "
                "move. New items get a place without this, and the map of now is kept."
            )
        )
        if contents.map.added * _OUTGROWN > len(contents.placed):
            came = n_(
                "{count} item came since it was drawn.",
                "{count} items came since it was drawn.",
                contents.map.added,
            )
            st.markdown(f":gray[{came}]")
        if st.button(_("Redraw everything"), key="redraw-map"):
            said = _("The map is drawn anew in the background.")
            notices.act(library, lambda: library.work.queue_map(rebuild=True), said)
            st.rerun()
        if versions := library.map.versions():
            st.markdown(f"**{_('Kept maps')}**")
            at = humanize.now()
            for version in versions[:_VERSIONS_SHOWN]:
                told = _(
                    "Before *{step}*, {ago}: {topics}, {items}",
                    step=plain(version.label),
                    ago=humanize.ago(version.made_at, at),
                    topics=n_("{count} topic", "{count} topics", version.topics),
                    items=n_("{count} item", "{count} items", version.items),
                )
                st.markdown(f":small[{told}]")
            if st.button(_("Go back to the map before that"), key="undo-map"):
                back = _("Back to the map before: {step}", step=plain(versions[0].label))
                notices.act(library, library.map.undo, back)
                st.rerun()
