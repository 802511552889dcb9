"""The frame around every page: navigation, style, the library, where background work stands, notices.

With a `pages/` folder Streamlit's first request after a server start may run a page script without `app.py`
(its older multipage mode, left once `st.navigation` has been called). `begin`, the first call of every page,
notices that and hands the run over to `app.py`.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.caching.cache_utils import CachedFunc
from streamlit.runtime.scriptrunner import StopException

from kb import logs
from kb.catalogue import _
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.ui.shell import (
    capture,
    dialogs,
    focus,
    framework,
    menu,
    notices,
    offered,
    opened,
    progress,
    scroll,
    steps,
    trail,
    troubles,
)

ICON = Path(__file__).with_name("icon.svg")
"""Our own picture for the browser's tab: Streamlit would fetch a named icon's from the network."""
_STYLE = Path(__file__).with_name("style.css")
_PAGE, _BEFORE, _VIEW = "page", "page-before", "view"
_routed: ContextVar[bool] = ContextVar("routed", default=False)


def run(page: StreamlitPage) -> None:
    """Runs the page that `st.navigation` chose; for `app.py` alone."""
    token = _routed.set(True)
    try:
        with notices.telling(), troubles.show_errors():
            page.run()
    finally:
        _routed.reset(token)


def begin(title: str, *, part: str = "", work: bool = True) -> Library:
    """Opens a page by its title, English whatever is spoken; returns the library after drawing what is the
    same everywhere.

    `part` tells what of the page is open where that is another each time: an item, a round of questions.
    `work=False` leaves background work and what became of it out, for a page that shows both itself.
    """
    if not _routed.get():
        _route()
    st.set_page_config(page_title=f"{_(title)} · Jomo")
    dialogs.gone()
    scroll.arrives(title, part, back=trail.is_return(title))
    if st.session_state.get(_PAGE) != title:
        st.session_state[_BEFORE] = st.session_state.get(_PAGE, "")
        st.session_state[_PAGE] = title
        st.session_state.pop(_VIEW, None)
    trail.begin(title)
    st.html(_STYLE)
    st.logo(ICON, size="medium")
    steps.counts()
    menu.closes()
    focus.returns()
    offered.counts()
    opened.leads()
    framework.speaks()
    library = open_library(Settings())
    capture.button(library)
    # Before the processes beside the app are seen to.
    notices.draw(library, tells_imports=not work)
    scroll.keep(title, part)
    library.work.ensure()
    if work:
        with st.sidebar:
            progress.panel(library)
    return library


def arrived(view: str) -> bool:
    """Whether this run is the first of a visit: false on reruns of the same view, true again after the person
    was on another page or another view."""
    if st.session_state.get(_VIEW) == view:
        return False
    if _VIEW in st.session_state:
        st.session_state[_BEFORE] = st.session_state[_PAGE]
    st.session_state[_VIEW] = view
    return True


def came_from() -> str:
    """The English title of the page that the person was on before this one, in lower case; empty where there
    was none."""
    before: str = st.session_state[_BEFORE]
    return before.lower()


def open_library(settings: Settings) -> Library:
    """The one library of this server process."""
    return _opener(_("Opening the library …"))(settings)


def reopen() -> None:
    """Has the library opened anew by whoever draws a page next: another one lies there now, or this one was
    let go."""
    _opener(_("Opening the library …")).clear()


@cache
def _opener(meanwhile: str) -> CachedFunc[[Settings], Library]:
    """What opens it, with what is said meanwhile: that is no part of what Streamlit knows a cache by."""
    return st.cache_resource(show_spinner=meanwhile)(_opened)


def _opened(settings: Settings) -> Library:
    logs.write_to(settings.home)
    return Library(settings, keep_index=True)


def _route() -> None:
    """Runs `app.py` in place of the bare page; it registers the pages and runs this one within the frame."""
    spec = spec_from_file_location("__main__", PROJECT_ROOT / "app.py")
    assert spec is not None and spec.loader is not None
    spec.loader.exec_module(module_from_spec(spec))
    # `st.stop` would also throw away what the person did while this page was drawn.
    raise StopException
