from __future__ import annotations

from typing import Any

import pytest
from streamlit.runtime.state import SessionState

from kb.ui.shell import stale
from kb.ui.shell.stale import Known, stale_in
from tests.pages import AppTest

BEFORE = {
    # Told before, and taken over.
    "box": Known(False, (False, False)),
    "text": Known("old", ("old", "older")),
    # Not told before, or left out then.
    "areas": Known((), ((),)),
    "day": Known("1 May", ("2 May", "1 May")),
}
HELD = {"box": True, "text": "set", "areas": ("Serving",), "day": "1 May", "new": 1}
"""What the app holds: all but the day it has set since."""


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"box": False, "text": "old", "areas": (), "day": "1 May"}, {"box", "text", "areas"}),
        # An older value was not drawn either.
        ({"text": "older"}, {"text"}),
        # Drawn in part.
        ({"box": True, "text": "old", "areas": ("Serving",)}, {"text"}),
        # Drawn, and then something else chosen than before.
        ({"text": "typed", "areas": ("Serving", "Training")}, set()),
        # What the app has not set is what the person chose, also as it was before.
        ({"day": "2 May"}, set()),
        # Never seen before.
        ({"new": 2}, set()),
        ({}, set()),
    ],
)
def test_what_is_not_drawn_is_told_from_what_is_chosen(told: dict[str, Any], found: set[str]) -> None:
    assert stale_in(told, HELD, BEFORE, is_done=True) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"box": False, "text": "typed"}, {"box"}),
        ({"box": False, "day": "2 May"}, {"box"}),
        # Chosen again as it was before.
        ({"box": False, "text": "set", "areas": ("Serving",)}, set()),
    ],
)
def test_what_is_told_for_its_own_sake_is_meant(told: dict[str, Any], found: set[str]) -> None:
    assert stale_in(told, HELD, BEFORE, is_done=False) == found


def chooser() -> None:
    import streamlit as st

    state = st.session_state

    def put(chosen: list[str]) -> None:
        state.chosen = chosen

    chosen = state.setdefault("chosen", [])
    for name in "ab":
        if state.get(name, False) != (name in chosen):
            state[name] = name in chosen
        st.checkbox(
            name,
            key=name,
            on_change=lambda name=name: put(
                [each for each in [*state.chosen, name] if each != name or state[name]]
            ),
        )
    state.names = chosen
    st.multiselect("Names", ["a", "b"], key="names", on_change=lambda: put(state.names))
    typed = st.text_input("Text", key="typed")
    st.button("All", on_click=put, args=(["a", "b"],))
    if st.button("Else"):
        st.markdown(f"done with {typed}")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A page of the pinned Streamlit whose browser can be slower than its app."""
    monkeypatch.setattr(SessionState, "set_widgets_from_proto", SessionState.set_widgets_from_proto)
    stale.listen()
    return AppTest.from_function(chooser).run()


def tell_as_before(page: AppTest) -> None:
    """The browser has not drawn that everything is chosen."""
    for one in page.checkbox:
        one.uncheck()
    page.multiselect(key="names").set_value([])


def shown(page: AppTest) -> tuple[list[bool], list[str]]:
    assert not page.exception
    return [one.value for one in page.checkbox], page.multiselect(key="names").value


ALL = [True, True], ["a", "b"]
NOTHING: tuple[list[bool], list[str]] = [False, False], []


def test_a_press_takes_nothing_back_that_is_not_drawn(page: AppTest) -> None:
    page.button[0].click().run()
    assert shown(page) == ALL
    for _ in range(2):
        tell_as_before(page)
        page.text_input(key="typed").input("words")
        page.button[1].click().run()
        assert shown(page) == ALL
        assert [one.value for one in page.markdown] == ["done with words"]


def test_what_is_not_drawn_is_told_again(page: AppTest) -> None:
    page.button[0].click().run()
    tell_as_before(page)
    page.button[1].click().run()
    assert [one.proto.set_value for one in page.checkbox] == [True, True]


def test_a_choice_as_before_is_meant(page: AppTest) -> None:
    page.button[0].click().run()
    page.multiselect(key="names").set_value([]).run()
    assert shown(page) == NOTHING
    page.button[0].click().run()
    page.checkbox(key="b").uncheck().run()
    assert shown(page) == ([True, False], ["a"])
