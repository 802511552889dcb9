"""What is pressed in the same moment as something else is told is heard.

Streamlit's front end sends what is done within one turn of the browser as one message, under the fragment of
whatever names one first, and only that fragment is drawn. A field of a fragment tells what was typed when
the focus leaves it, a text how far it was read: where the browser has much to do, the press of a button
falls into the same turn, and outside the fragment a button is pressed in vain, a choice draws nothing. So
each message is looked at before its session: where something outside all fragments was pressed or changed
the whole page is drawn; where something in several, each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from weakref import WeakKeyDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.app_session import AppSession

_PRESSES = {"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"}
"""Values that stand for something done, and are told once; all others are told with every message."""
BY_CLOCK = "by-the-clock"
"""The press of no widget, among what is told by the clock: so it is known where the message itself is not."""


def listen() -> None:
    """Looks at what every session of this process is told; called once."""
    draw = AppSession.request_rerun
    before: WeakKeyDictionary[AppSession, Mapping[str, bytes]] = WeakKeyDictionary()

    def request_rerun(session: AppSession, told: ClientState | None) -> None:
        if told is None:
            draw(session, told)
            return

        def fragment_of(widget: str) -> str | None:
            known = session.session_state.get_widget_metadata(widget)
            return None if known is None else known.fragment_id or ""

        messages = parted(told, fragment_of, before.get(session, {}))
        before[session] = written(told)
        for message in messages:
            draw(session, message)

    AppSession.request_rerun = request_rerun  # type: ignore[assignment,method-assign]


def parted(
    told: ClientState, fragment_of: Callable[[str], str | None], before: Mapping[str, bytes]
) -> list[ClientState]:
    """A message as those it would have been, had each press and each change been told by itself.

    `fragment_of` names the fragment of a widget: empty where it stands in none, None for a widget that is not
    known. `before` is what the message before told, as `written`.
    """
    if not told.fragment_id:
        return [told]
    if told.is_auto_rerun:
        # By the clock: what was pressed a moment before comes by itself as well, and would be done twice.
        made = _under(told, told.fragment_id, lambda press: False)
        made.widget_states.widgets.append(WidgetState(id=BY_CLOCK, trigger_value=True))
        return [made]
    changed = {name for name, now in written(told).items() if before.get(name, now) != now}
    done = [one.id for one in told.widget_states.widgets if is_press(one) or one.id in changed]
    places = {fragment_of(name) for name in done}
    places.discard(None)
    if places <= {told.fragment_id}:
        return [told]
    if "" in places:
        return [_under(told, "", lambda press: True)]
    return [
        _under(told, place, partial(_stands_in, fragment_of, place))
        for place in sorted({told.fragment_id, *filter(None, places)})
    ]


def written(told: ClientState) -> dict[str, bytes]:
    """The value of each field that a message tells, to be compared."""
    return {one.id: one.SerializeToString() for one in told.widget_states.widgets if not is_press(one)}


def _stands_in(fragment_of: Callable[[str], str | None], fragment: str, press: WidgetState) -> bool:
    return fragment_of(press.id) == fragment


def is_press(one: WidgetState) -> bool:
    """Whether a widget tells something done, not the value it has."""
    kind = one.WhichOneof("value")
    return kind in _PRESSES and (kind != "trigger_value" or one.trigger_value)


def _under(told: ClientState, fragment: str, keeps: Callable[[WidgetState], bool]) -> ClientState:
    """The message under another fragment, with those of its presses that `keeps` says."""
    made = ClientState()
    made.CopyFrom(told)
    made.fragment_id = fragment
    del made.widget_states.widgets[:]
    made.widget_states.widgets.extend(
        one for one in told.widget_states.widgets if not is_press(one) or keeps(one)
    )
    return made
