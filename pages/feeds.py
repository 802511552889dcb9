"""Feeds: what is followed, within a budget each, and how it is."""

import streamlit as st

from kb.ui.feeds import cards, form
from kb.ui.shell import frame, humanize, notices, progress

library = frame.begin("Feeds", work=False)
states = library.feeds.states()
is_online = library.settings.network

st.title("Feeds", anchor=False)
with st.container(width=840):
    st.markdown(
        "What you follow comes by itself: each feed within a weekly budget of its own, the rest waits in its"
        " overflow."
    )
    if not is_online:
        st.markdown(":gray[The network is off (KB_NETWORK=false): nothing is asked.]")
    if states:
        st.button(
            "Sync now",
            key="feeds-sync",
            icon=":material/sync:",
            type="primary",
            disabled=not is_online,
            help="Asks all of them, also those that are not due yet.",
            on_click=notices.act,
            args=(library, lambda: library.work.queue_sync(everything=True), "Asking in the background."),
        )
    progress.panel(library)
    at = humanize.now()
    for state in sorted(states, key=lambda state: not state.feed.error):
        cards.card(library, state, at)
    st.subheader("Follow something", anchor=False)
    form.form(library)
    if not states:
        st.markdown(":gray[Or drop the OPML file of another reader on the Add page.]")
