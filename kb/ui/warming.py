"""Search by meaning needs a model and an index, which take a moment to open. A page that has a search box
begins that in the background, so that the first question need not wait."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import streamlit as st

from kb.errors import JomoError
from kb.library import Library
from kb.types import Stats

_LOOK_AGAIN_SECONDS = 0.4


def begin(library: Library, stats: Stats) -> None:
    """Opens what search by meaning needs, once in this process; not while there is nothing to find by it."""
    if not library.warm and stats.pending_vectors < stats.chunks:
        _started(library, str(library.home))


def going_on(library: Library, stats: Stats) -> bool:
    """Whether it is being opened just now. A failure ends it too, and is told by whoever asks next."""
    if library.warm or stats.pending_vectors >= stats.chunks:
        return False
    return _started(library, str(library.home)).is_alive()


@st.cache_resource(show_spinner=False)
def _started(_library: Library, home: str) -> Thread:
    def warm_up() -> None:
        with suppress(JomoError):
            _library.warm_up()

    thread = Thread(target=warm_up, name=f"warm-up {home}", daemon=True)
    thread.start()
    return thread


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def draw_again_when_over(library: Library, stats: Stats) -> None:
    """Runs the page again once search by meaning can join in."""
    if not going_on(library, stats):
        st.rerun()
