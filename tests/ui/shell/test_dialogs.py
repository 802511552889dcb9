"""Dialogs hold what was typed into them until it is used or left."""

from __future__ import annotations

from tests.conftest import PATIENCE_S
from tests.pages import AppTest


def _a_dialog() -> None:
    import streamlit as st

    from kb.ui.shell import emptied
    from kb.ui.shell.dialogs import dialog

    @dialog("Words", icon=":material/add:")
    def box() -> None:
        st.text_area("Words", key=emptied.keyed("words", "words"), persist_state="session")

    if st.button("Open", key="open"):
        box()


def test_a_dialog_that_is_opened_while_it_closes_tells_the_browser_what_it_holds() -> None:
    """The browser sends the words with the press and forgets them before the dialog is there again."""
    app = AppTest.from_function(_a_dialog, default_timeout=PATIENCE_S).run()
    app.button(key="open").click().run()
    [field] = app.text_area
    assert not field.proto.set_value
    field.set_value("A thought")
    app.button(key="open").click().run()
    [field] = app.text_area
    assert (field.value, field.proto.set_value) == ("A thought", True)
    assert not app.exception
