"""Feeds: what is followed, within a budget each, and how it is."""

import streamlit as st

from kb.catalogue import _
from kb.ui.feeds import cards, form, proof, sources
from kb.ui.shell import frame, humanize, notices

library = frame.begin("Feeds")
states = library.feeds.states()
is_online = library.settings.network

st.title(_("Feeds"), anchor=False)
with st.container(width=840):
    st.markdown(
        _(
            "What you follow comes by itself: each source within a weekly budget of its own, the rest waits"
            " in its overflow. The next batch is at {time}.",
            time=format(library.sources.next_batch(), "%H:%M"),
        )
    )
    # One place for what comes and goes: what is being written below it would move with it, and be gone.
    with st.container():
        if not is_online:
            off = _("The network is off (KB_NETWORK=false): nothing is asked.")
            st.markdown(f":gray[{off}]")
        if states:
            st.button(
                _("Sync now"),
                key="feeds-sync",
                icon=":material/sync:",
                type="primary",
                disabled=not is_online,
                help=_("Asks all of them, also those that are not due yet."),
                on_click=notices.act,
                args=(
                    library,
                    lambda: library.work.queue_sync(everything=True),
                    _("Asking in the background."),
                ),
            )
        at = humanize.now()
        batch = library.sources.last_batch()
        if batch is not None and batch.left_out:
            with st.container(border=True, key="last-batch"):
                proof.draw(library, batch, "feeds")
        for state in sorted(states, key=lambda state: not state.feed.error):
            cards.card(library, state, at)
        every = library.sources.states()
        sources.others(library, every)
        sources.left_out(library)
        if every:
            sources.weeks(library)
    form.draw(library)
