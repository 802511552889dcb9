"""What the browser has not drawn yet is no choice of the person's.

Each message tells the value of every field of a page. A field that the app has set meanwhile (a choice taken
back, all boxes ticked at once) is told as it was before, until the browser has drawn it, and Streamlit takes
that for a change by the person: the next press would undo what the last one did. So each message is looked at
where a session takes it over, with what the app holds by then. A field that the app has set since it was told
last, and that is told as it was then although the message was sent for something else, is left out, and the
browser is told again what the app holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import (
    is_keyed_element_id,
    unpack_widget_state_value,
    user_key_from_element_id,
)

from kb.ui.shell.presses import BY_CLOCK, is_press

_BEFORE = "told-before"
_SETTABLE = {
    "bool_value", "int_value", "double_value", "string_value",
    "int_array_value", "double_array_value", "string_array_value",
    None,  # a field that was emptied
}  # fmt: skip
"""Values of fields that an app may set; uploads and what components tell come from the browser alone."""


@dataclass(frozen=True)
class Known:
    """A field after the message before: what the app holds of it unless it has set it since, and what the
    browser may still show."""

    held: Any
    shown: tuple[Any, ...]


@dataclass(frozen=True)
class _Before:
    fields: Mapping[str, Known]
    rest: Mapping[str, str]
    """What only the browser sets, as it was told."""


def listen() -> None:
    """Looks at what every session of this process takes over; called once."""
    take = SessionState.set_widgets_from_proto

    def set_widgets_from_proto(session: SessionState, told: WidgetStates) -> None:
        before = session[_BEFORE] if _BEFORE in session else _Before({}, {})
        held = _held(session)
        fields = _fields(session, told.widgets, held)
        rest = {one.id: str(one) for one in told.widgets if not (is_press(one) or _is_settable(one))}
        is_done = any(is_press(one) for one in told.widgets) or any(
            before.rest.get(name, now) != now for name, now in rest.items()
        )
        stale = stale_in(fields, held, before.fields, is_done=is_done)
        session[_BEFORE] = _Before(_known(fields, held, before.fields, stale), rest)
        for name in stale:
            # The run that set it may have been stopped before the browser heard of it.
            session[user_key_from_element_id(name) or name] = held[name]
        left = [one for one in told.widgets if one.id not in stale and one.id != BY_CLOCK]
        take(session, WidgetStates(widgets=left))

    SessionState.set_widgets_from_proto = set_widgets_from_proto  # type: ignore[assignment,method-assign]


def stale_in(
    told: Mapping[str, Any], held: Mapping[str, Any], before: Mapping[str, Known], *, is_done: bool
) -> frozenset[str]:
    """Which fields are told as they were before the app set them. `held` is what the app holds of each,
    `is_done` whether something else than a field was used.

    Where nothing was done but that, it is meant: the person chose again what the app had taken back.
    """
    others = {name for name, value in told.items() if value != held[name]}
    stale = frozenset(
        name
        for name in others
        if name in before and held[name] != before[name].held and told[name] in before[name].shown
    )
    return stale if is_done or others - stale else frozenset()


def _is_settable(one: WidgetState) -> bool:
    return one.WhichOneof("value") in _SETTABLE


def _held(session: SessionState) -> dict[str, Any]:
    """What the app holds of each field it may set. What is chosen in a chart or a table is a mapping, told by
    the browser alone."""
    held = {
        name: session[name]
        for name in session
        if is_keyed_element_id(name) and session.get_widget_metadata(name)
    }
    return {name: value for name, value in held.items() if not isinstance(value, Mapping)}


def _fields(session: SessionState, told: Collection[WidgetState], held: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields that are told and held, as pages know them."""
    known = {
        one.id: (session.get_widget_metadata(one.id), unpack_widget_state_value(one))
        for one in told
        if one.id in held and _is_settable(one)
    }
    return {name: field.deserializer(value) for name, (field, value) in known.items() if field}


def _known(
    told: Mapping[str, Any], held: Mapping[str, Any], before: Mapping[str, Known], stale: Collection[str]
) -> dict[str, Known]:
    """What is known of the fields for the next message."""
    untold = {name: Known(value, (value,)) for name, value in held.items()}
    heard = {
        name: Known(before[name].held if name in stale else value, (value, held[name]))
        for name, value in told.items()
    }
    return {**untold, **heard}
