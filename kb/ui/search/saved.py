"""Saved searches on a page: keeping one, coming back to it, letting it go."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.search import restrictions
from kb.search.restrictions import Asked
from kb.search.saved import LONGEST_NAME
from kb.types import SavedSearch, Stats
from kb.ui.shell import frame, humanize, notices, url, warmup
from kb.ui.shell.escape import plain

_NAME, _SEEN = "saved-name", "saved-seen"


def save(library: Library, asked: Asked) -> None:
    """Saves the question under a name."""
    query = restrictions.one_line(asked)
    with (
        st.popover(_("Save this search"), type="tertiary", key="save-search"),
        st.form("save-search-form", border=False),
    ):
        st.text_input(
            _("Its name"), value=(asked.typed or query)[:LONGEST_NAME], max_chars=LONGEST_NAME, key=_NAME
        )
        st.markdown(f":small[:gray[{plain(query)}]]")
        st.form_submit_button(_("Save"), type="primary", on_click=_save, args=(library, query))


def _save(library: Library, query: str) -> None:
    name = st.session_state[_NAME]
    said = _("Saved as {name}. Today tells what is new in it.", name=plain(name))
    notices.act(library, lambda: library.search.save(name, query), said)


def opened(library: Library, stats: Stats) -> str:
    """When the saved search that the address names was last looked at before this visit; empty for none.
    Marks it seen."""
    name = st.query_params.get(url.SAVED, "")
    if not name or warmup.awaited(library, stats):
        return ""
    if frame.arrived(f"saved-{name}"):
        found = next((one for one in library.search.saved() if one.name == name), None)
        st.session_state[_SEEN] = (name, found.seen_at if found else "")
        if found is not None:
            library.search.mark_seen(name)
    seen_name, seen_at = st.session_state.get(_SEEN, ("", ""))
    return seen_at if seen_name == name else ""


def heading(seen_at: str) -> None:
    """Which saved search this is."""
    name = st.query_params.get(url.SAVED, "")
    looked = ""
    if seen_at:
        when = humanize.ago(seen_at, humanize.now())
        looked = f" :gray[· {_('last looked at {when}', when=when)}]"
    if name:
        st.markdown(f":material/bookmark: **{plain(name)}**{looked}")


def known(library: Library, query: str) -> SavedSearch | None:
    """The saved search that asks just this."""
    return next((one for one in library.search.saved() if one.query == query), None)


def listed(library: Library, stats: Stats, *, here: bool) -> None:
    """The saved searches with what is new in each; `here` on the Search page itself. While meaning is still
    being opened they wait: counting asks all of them."""
    if warmup.awaited(library, stats):
        return
    searches = library.search.saved()
    if searches and not here:
        with st.container(key="saved-head"):
            st.header(_("Saved searches"), anchor=False)
    with st.container(gap="xsmall", key="saved-searches"):
        for search in searches:
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", key=f"saved-row-{search.name}"
            ):
                _row(library, search, here)


def _row(library: Library, search: SavedSearch, here: bool) -> None:
    label, icon = plain(search.name), ":material/bookmark:"
    if here:
        st.button(
            label,
            key=f"ask-{search.name}",
            type="tertiary",
            icon=icon,
            on_click=url.ask_saved,
            args=(search,),
        )
    else:
        where = {url.BOX: search.query, url.SAVED: search.name}
        st.page_link(url.PAGE, label=label, icon=icon, query_params=where, width="content")
    if search.new:
        st.markdown(f":green-badge[{n_('{count} new', '{count} new', search.new)}]")
    if here and search.query != search.name:
        st.markdown(f":small[:gray[{plain(search.query)}]]")
    st.button(
        _("Forget"),
        # Not by its place: a second click would fall on the next one, which has moved up.
        key=f"forget-{search.name}",
        type="tertiary",
        icon=":material/close:",
        on_click=_forget,
        args=(library, search),
    )


def _forget(library: Library, search: SavedSearch) -> None:
    said = _("Forgot the search {name}.", name=plain(search.name))
    notices.act(library, lambda: library.search.forget(search.name), said)
