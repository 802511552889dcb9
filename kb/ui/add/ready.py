"""What was looked at and lies ready to be imported. A page that is loaded again knows of nothing but its
address, so its name stands there."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

import streamlit as st

from kb.types.imports import Preview

WORD = "ready"
"""What the page's address calls the name of what lies ready."""
_KEY = "looked-at"
_MOST = 20
"""What lies ready at once, in all pages: more than one leaves open."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What lies ready to be imported, what is in it, and its name."""

    specs: tuple[str, ...]
    preview: Preview
    name: str


class _Kept:
    """What lies ready in the pages of this process, by name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_name: OrderedDict[str, Looked] = OrderedDict()

    def add(self, looked: Looked) -> None:
        with self._lock:
            self._by_name[looked.name] = looked
            if len(self._by_name) > _MOST:
                self._by_name.popitem(last=False)

    def find(self, name: str) -> Looked | None:
        with self._lock:
            return self._by_name.get(name)

    def drop(self, name: str) -> None:
        with self._lock:
            self._by_name.pop(name, None)


def put(specs: tuple[str, ...], preview: Preview) -> None:
    """Lays something ready on this page, in place of what was."""
    forget()
    st.session_state[_KEY] = looked = Looked(specs, preview, secrets.token_urlsafe(9))
    _kept().add(looked)


def here() -> Looked | None:
    """What lies ready on this page, None where nothing does."""
    looked: Looked | None = st.session_state.get(_KEY)
    name = st.query_params.get(WORD)
    if looked is None and name:
        looked = st.session_state[_KEY] = _kept().find(name)
    if looked is None:
        st.query_params.pop(WORD, None)
    elif name != looked.name:
        st.query_params[WORD] = looked.name
    return looked


def forget() -> None:
    """Puts aside what lies ready here."""
    looked: Looked | None = st.session_state.pop(_KEY, None)
    if looked is not None:
        _kept().drop(looked.name)


@st.cache_resource(show_spinner=False)
def _kept() -> _Kept:
    return _Kept()
