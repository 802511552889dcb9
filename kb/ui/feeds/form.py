"""Following a feed: from an address, or from those that a page offers."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.feeds.discovery import Offer
from kb.feeds.visiting import SeveralFeeds
from kb.library import Library
from kb.types import WEEKLY_BUDGET
from kb.ui.shell import notices
from kb.ui.shell.escape import plain

_OFFERED = "feeds-offered"
_MOST_A_WEEK = 1_000
"""More than anybody reads; a number typed by mistake stays below it."""


def draw(library: Library) -> None:
    """The form for a new feed, below it the choice where a page has several, and the other way."""
    st.header(_("Follow something"), anchor=False)
    _form(library)
    drop = _("Or drop the OPML file of another reader on the Add page.")
    st.markdown(f":gray[{drop}]")


def _form(library: Library) -> None:
    with st.form("feed-add", border=False):
        given = st.text_input(
            _("A page, a feed, @channel of Telegram, or arxiv:cs.LG"), key="feed-url", placeholder="https://…"
        )
        wanted = st.text_input(
            _("What you want of it, in a sentence (otherwise the newest)"), key="feed-criterion"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            budget = st.number_input(
                _("At most so many a week"), 0, _MOST_A_WEEK, WEEKLY_BUDGET, key="feed-budget", width=200
            )
            pressed = st.form_submit_button(_("Follow"), type="primary", icon=":material/rss_feed:")
    if pressed and given.strip():
        _follow(library, given, budget, wanted)
        st.rerun()
    offers: list[Offer] = st.session_state.get(_OFFERED, [])
    if offers:
        st.markdown(_("That page has several feeds. Which one?"))
    for offer in offers:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            follow = st.button(_("Follow"), key=f"follow-{offer.url}", icon=":material/rss_feed:")
            st.markdown(f"{plain(offer.title)} :gray[{plain(offer.url)}]")
        if follow:
            _follow(library, offer.url, budget, wanted)
            st.rerun()


def _follow(library: Library, given: str, budget: int, wanted: str) -> None:
    """Makes a source of a feed and asks it in the background; a page with several is asked about."""
    st.session_state.pop(_OFFERED, None)
    with st.spinner(_("Looking for its feed …")):
        notices.act(library, lambda: _added(library, given, budget, wanted), lambda said: said)


def _added(library: Library, given: str, budget: int, wanted: str) -> str:
    try:
        feed = library.feeds.add(given, budget=budget, criterion=wanted or None)
    except SeveralFeeds as several:
        st.session_state[_OFFERED] = several.offers
        return ""
    library.work.queue_sync()
    said = _("You follow {source} now; what is new comes in a moment.", source=plain(feed.title or feed.url))
    if not library.feeds.wants_criterion(feed):
        return said
    hint = _("arXiv announces up to hundreds of papers a day: say in its settings what you want of them.")
    return f"{said} {hint}"
