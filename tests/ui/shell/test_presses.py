from __future__ import annotations

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from kb.ui.shell.presses import BY_CLOCK, parted, written

FRAGMENTS = {
    "new": "",
    "line": "note",
    "button": "",
    "field": "note",
    "place": "text",
    "choice": "",
    "again": "note",
}


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
    made = parted(message, FRAGMENTS.get, written(told(CHOICE, LINE)))
    assert all(one.page_script_hash == "page" for one in made)
    return [(one.fragment_id, [state.id for state in one.widget_states.widgets]) for one in made]


CHOICE = WidgetState(id="choice", string_value="a")
OTHER = WidgetState(id="choice", string_value="b")
LINE = WidgetState(id="line", string_value="words")
LONGER = WidgetState(id="line", string_value="more words")

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
        # So is what was chosen, where it was told before.
        (told(OTHER, event("field")), [("", ["choice", "field"])]),
        (told(CHOICE, LONGER, event("field")), [("note", ["choice", "line", "field"])]),
        (told(CHOICE, LONGER, press("button")), [("", ["choice", "line", "button"])]),
        (told(WidgetState(id="new", string_value="a"), event("field")), [("note", ["new", "field"])]),
        (told(OTHER, by_clock=True), [("note", ["choice", BY_CLOCK])]),
        (told(event("field"), press("gone")), [("note", ["field", "gone"])]),
        (
            told(event("field"), WidgetState(id="button", trigger_value=False)),
            [("note", ["field", "button"])],
        ),
        (told(CHOICE, press("button"), by_clock=True), [("note", ["choice", BY_CLOCK])]),
    ],
)
def test_what_is_done_is_heard_where_it_stands(
    message: ClientState, drawn: list[tuple[str, list[str]]]
) -> None:
    before = message.SerializeToString()
    assert heard(message) == drawn
    assert message.SerializeToString() == before
