"""Search by meaning needs a model and an index, which take a moment to open. A page that has a search box
begins that in the background once it is drawn, so that the first question need not wait."""

from __future__ import annotations

from pathlib import Path
from threading import Lock, Thread

import streamlit as st

from kb.library import Library
from kb.types import Stats
from kb.ui.shell import dialogs

_LOOK_AGAIN_SECONDS = 0.4
"""The model is ready after some three seconds (docs/benchmarks.md); nobody waits noticeably longer."""
_lock = Lock()
_threads: dict[Path, Thread] = {}


def awaited(library: Library, stats: Stats) -> bool:
    """Whether search by meaning is not there yet but will be in a moment. Not where there is nothing to find
    by it; and a failure to open it is told by whoever asks next."""
    if library.warm or stats.pending_vectors >= stats.chunks:
        return False
    thread = _threads.get(library.home)
    return thread is None or thread.is_alive()


def begin(library: Library, stats: Stats) -> None:
    """Opens what search by meaning needs, once in this process, and draws the page again when it is there.

    The place to call it is near the top of a page: Streamlit finds a fragment by its number on the page.
    """
    # Kept when nothing is awaited any more: else all below would move up by one, and a field that moves is
    # another to the browser, without what is just being typed into it.
    place = st.container(key="unseen-warmup")
    if not awaited(library, stats):
        return
    with _lock:
        if library.home not in _threads:
            _threads[library.home] = library.warm_up_aside()
    with place:
        _draw_again_when_over(library, stats)


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _draw_again_when_over(library: Library, stats: Stats) -> None:
    if not awaited(library, stats) and not dialogs.stands():
        st.rerun()
