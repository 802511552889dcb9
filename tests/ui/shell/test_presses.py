from __future__ import annotations

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from kb.ui.shell.presses import BY_CLOCK, parted

FRAGMENTS = {"button": "", "field": "note", "place": "text", "choice": "", "again": "note"}


def press(name: str) -> WidgetState:
    return WidgetState(id=name, trigger_value=True)


def event(name: str) -> WidgetState:
    return WidgetState(id=name, json_trigger_value='[{"event": "typed", "value": "words"}]')


def told(*states: WidgetState, fragment: str = "note", by_clock: bool = False) -> ClientState:
    message = ClientState(fragment_id=fragment, page_script_hash="page", is_auto_rerun=by_clock)
    message.widget_states.widgets.extend(states)
    return message


def heard(message: ClientState) -> list[tuple[str, list[str]]]:
    """Which fragment is drawn, empty for the page, and what is told with it."""
    made = parted(message, FRAGMENTS.get)
    assert all(one.page_script_hash == "page" for one in made)
    return [(one.fragment_id, [state.id for state in one.widget_states.widgets]) for one in made]


CHOICE = WidgetState(id="choice", string_value="a")


BOTH = [("note", ["choice", "field"]), ("text", ["choice", "place"])]


@pytest.mark.parametrize(
    ("message", "drawn"),
    [
        (told(CHOICE, press("button"), fragment=""), [("", ["choice", "button"])]),
        (told(CHOICE, event("field")), [("note", ["choice", "field"])]),
        (told(event("field"), press("again")), [("note", ["field", "again"])]),
        (told(CHOICE, event("field"), press("button")), [("", ["choice", "field", "button"])]),
        (told(event("field"), event("place"), press("button")), [("", ["field", "place", "button"])]),
        (told(CHOICE, event("field"), event("place")), BOTH),
        # A value of its fragment may have changed.
        (told(CHOICE, event("place")), [("note", ["choice"]), ("text", ["choice", "place"])]),
        (told(event("field"), press("gone")), [("note", ["field", "gone"])]),
        (
            told(event("field"), WidgetState(id="button", trigger_value=False)),
            [("note", ["field", "button"])],
        ),
        (told(CHOICE, press("button"), by_clock=True), [("note", ["choice", BY_CLOCK])]),
    ],
)
def test_every_press_is_heard_where_it_stands(
    message: ClientState, drawn: list[tuple[str, list[str]]]
) -> None:
    before = message.SerializeToString()
    assert heard(message) == drawn
    assert message.SerializeToString() == before
