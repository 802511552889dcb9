"""Dialogs that a page does not take away by itself.

Streamlit closes a dialog, and with it goes what was typed, whenever the page below it is drawn anew. A person
asks for that by saving or leaving; work that ends in the background must wait until then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Literal, ParamSpec

import streamlit as st

from kb.catalogue import _

_STANDS = "dialog-stands"
_OPENING = "dialog-opening"
_Words = ParamSpec("_Words")


def dialog(
    title: str, *, icon: str, width: Literal["small", "medium", "large"] = "small"
) -> Callable[[Callable[_Words, None]], Callable[_Words, None]]:
    """`st.dialog`, of which `stands` knows. Once it is dismissed the page is drawn anew, with all that
    happened meanwhile. `title` is noted for the catalogue, and said when the dialog opens."""

    def made(drawn: Callable[_Words, None]) -> Callable[_Words, None]:
        @wraps(drawn)
        def opened(*args: _Words.args, **words: _Words.kwargs) -> None:
            st.session_state[_STANDS] = st.session_state[_OPENING] = True
            try:
                st.dialog(_(title), icon=icon, width=width, on_dismiss="rerun")(drawn)(*args, **words)
            finally:
                st.session_state.pop(_OPENING, None)

        return opened

    return made


def stands() -> bool:
    """Whether a dialog is open over the page."""
    return _STANDS in st.session_state


def opening() -> bool:
    """Whether what is drawn just now is a dialog that opens, not one that goes on."""
    return _OPENING in st.session_state


def gone() -> None:
    """Says that none is open: the page is drawn from its beginning."""
    st.session_state.pop(_STANDS, None)
