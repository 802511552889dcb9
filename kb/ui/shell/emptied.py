"""Forms that are empty again once what they held was taken, and not before; those of a dialog that was left
half filled hold it when it is opened again.

Streamlit's `clear_on_submit` empties a form in the browser as soon as it is sent. The second click of a
double click, or of somebody who waits, then sends it empty and stops what the first one asked for: all
that was typed would be lost. Here each turn of a form has keys of its own: a second click before it was
taken sends the same words again; one after it is for a form that is gone.
"""

from __future__ import annotations

from zlib import crc32

import streamlit as st

from kb.ui.shell import dialogs


def keyed(name: str, turn_of: str) -> str:
    """The key of a field, or of the form itself, in the present turn of the form `turn_of`."""
    key = f"{name}-{st.session_state.get(_turn(turn_of), 0)}"
    if dialogs.opening():
        _say_again(key)
    return key


def _say_again(key: str) -> None:
    """Has the browser told what the fields hold whose keys are so or begin so. Where a dialog is opened again
    while the page below it is still drawn without it, Streamlit believes that the browser knows, which
    forgets it."""
    for field, held in list(st.session_state.items()):
        if isinstance(held, str) and (field == key or str(field).startswith(f"{key}-")):
            st.session_state[field] = held


def about(form: str, what: object) -> str:
    """What the form that is about something is called: another thing has another form, though it has no
    number."""
    return f"{form}-{crc32(repr(what).encode()):x}"


def taken(form: str) -> None:
    """Empties a form: what it held is saved or looked at."""
    st.session_state[_turn(form)] = st.session_state.get(_turn(form), 0) + 1


def _turn(form: str) -> str:
    return f"form-turn-{form}"
