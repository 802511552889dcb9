"""What is chosen on the Map page, and where that is kept.

What a view of the map is made of stands in the address, so that it can be shared: the query, the topic, area
or item, the colour, the time. Items chosen for an action are kept for the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kb.plots import COLOURS, coloured_by
from kb.types import Area, Item, Topic
from kb.ui.map.data import SPANS, MapContents, View
from kb.ui.shell.url import FIND, LIT

COLOUR = "colour"
_BY_ADDRESS = {f"by {colour}": colour for colour in COLOURS}
"""What addresses and the choice of a colour call each."""
_ITEM, _TOPIC, _AREA, _NEAR, _UNTIL, _SPAN = "item", "topic", "area", "near", "until", "span"
_CHOSEN, _HIDDEN, _HEARD = "map-chosen", "map-hidden", "map-heard"


def item(contents: MapContents) -> Item | None:
    """The item that is open beside the map."""
    return contents.item(st.query_params.get(_ITEM, ""))


def topic(contents: MapContents) -> Topic | None:
    """The topic the address names, if the map has it."""
    return contents.topic(st.query_params.get(_TOPIC, ""))


def area(contents: MapContents) -> Area | None:
    """The area the address names, if there is one."""
    return contents.area(st.query_params.get(_AREA, ""))


def near(contents: MapContents) -> Item | None:
    """The item whose neighbours are lit."""
    return contents.item(st.query_params.get(_NEAR, ""))


def colours() -> dict[str, str]:
    """What the map can be coloured by, as the address calls it and as it is shown."""
    return {name: coloured_by(colour) for name, colour in _BY_ADDRESS.items()}


def colour() -> str:
    """What the map is coloured by now, one of `plots.COLOURS`."""
    return _BY_ADDRESS[st.session_state[COLOUR]]


def chosen() -> list[int]:
    """Ids of the items chosen for an action."""
    ids: list[int] = st.session_state.setdefault(_CHOSEN, [])
    return ids


def choose(ids: Sequence[int]) -> None:
    """Chooses items by id, for this session alone."""
    st.session_state[_CHOSEN] = list(ids)


def last_event() -> int:
    """The number of the last thing the person did on the picture."""
    return int(st.session_state.get(_HEARD, 0))


def view(contents: MapContents, colour: str, lit: frozenset[int] | None) -> View:
    """Which items are seen."""
    hidden_of, values = st.session_state.get(_HIDDEN, ("", ()))
    span = st.query_params.get(_SPAN, "")
    return View(
        colour=colour,
        lit=lit,
        hidden=frozenset(values) if hidden_of == colour else frozenset(),
        until=_until(contents),
        span=span if span in SPANS else SPANS[0],
    )


def _until(contents: MapContents) -> int | None:
    """The month of the address among those of the map: the last one that is not after it."""
    wanted = st.query_params.get(_UNTIL, "")
    if not wanted or not contents.months or wanted > contents.months[-1]:
        return None
    return max(sum(name <= wanted for name in contents.months) - 1, 0)


def open_item(found: Item) -> None:
    """Opens an item beside the map."""
    st.query_params[_ITEM] = found.key


def open_topic(found: Topic) -> None:
    """Opens a topic and lights it, instead of what was searched."""
    _open(_TOPIC, str(found.id))


def open_area(found: Area) -> None:
    """Opens an area and lights it."""
    _open(_AREA, found.name)


def _open(name: str, value: str) -> None:
    for other in (_ITEM, _TOPIC, _AREA):
        st.query_params.pop(other, None)
    forget_link()
    st.session_state["q"] = ""
    st.query_params[name] = value


def light_near(found: Item) -> None:
    """Lights an item's neighbours instead of what was lit."""
    _open(_NEAR, found.key)
    open_item(found)


def forget_link() -> None:
    """Lets go of what a link asked to light."""
    for name in (FIND, LIT, _NEAR):
        st.query_params.pop(name, None)


def close() -> None:
    """Back from the item to the topic or area it was opened in, or to the whole map."""
    if st.query_params.pop(_ITEM, None) is None:
        for name in (_TOPIC, _AREA, _NEAR):
            st.query_params.pop(name, None)


def on_event(contents: MapContents, did: dict[str, Any]) -> None:
    """Takes over what the person did on the picture. What it names may be gone meanwhile."""
    st.session_state[_HEARD] = did["n"]
    known = contents
    if did["do"] == "open" and (item := known.item_of(did["id"])):
        open_item(item)
    elif did["do"] == "topic" and (topic := known.topic(str(did["id"]))):
        open_topic(topic)
    elif did["do"] == "area" and (area := known.area(did["id"])):
        open_area(area)
    elif did["do"] == "close":
        close()
    elif did["do"] == "choose":
        choose([number for number in did["ids"] if number in known.row])
    elif did["do"] == "hide":
        st.session_state[_HIDDEN] = (colour(), tuple(did["values"]))
    elif did["do"] == "time":
        _keep_time(known, did["until"], did["span"])


def _keep_time(contents: MapContents, until: int | None, span: str) -> None:
    if until is None or not 0 <= until < len(contents.months):
        st.query_params.pop(_UNTIL, None)
    else:
        st.query_params[_UNTIL] = contents.months[until]
    if span in SPANS[1:]:
        st.query_params[_SPAN] = span
    else:
        st.query_params.pop(_SPAN, None)
