"""A summary by a model of the person's choice: asked for, shown with its origin, thrown away."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import Item
from kb.types.summaries import ToBeSent
from kb.ui.shell import humanize, notices
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

NO_MODEL = (
    "A model of your choice may summarise this, on your machine or elsewhere: set KB_SUMMARY_URL and"
    " KB_SUMMARY_MODEL. Nothing is sent before you saw it."
)
ONLY_TRIAGE = "For triage only: it does not count as read."


def draw(library: Library, item: Item) -> None:
    """What was written of an item, and the buttons; where no model is set, how one would be."""
    written = library.summaries.of_items([item.id]).get(item.id)
    model = library.summaries.model
    if written is not None:
        st.markdown(f"**By {plain(written.model)}** :small[:gray[at {plain(written.host)}]]")
        st.markdown(plain(written.text))
        age = humanize.ago(written.written_at, humanize.now())
        st.markdown(f":small[:gray[{ONLY_TRIAGE} Written {age}.]]")
    if item.stub:
        return
    if not (model or written):
        st.markdown(f":small[:gray[{NO_MODEL}]]")
        return
    with st.container(horizontal=True, gap="small", key="written-summary"):
        if model and st.button(
            "Ask again" if written else f"Ask {plain(model)} for a summary",
            key=f"summary-ask-{item.id}",
            type="tertiary",
            icon=":material/short_text:",
        ):
            to_be_sent = library.summaries.to_be_sent(item.key)
            if to_be_sent.asks:
                _agree(library, item, to_be_sent)
            else:
                _ask(library, item)
                st.rerun()
        if written is not None:
            st.button(
                "Throw it away",
                key=f"summary-drop-{item.id}",
                type="tertiary",
                on_click=notices.act,
                args=(library, lambda: library.summaries.discard(item.key), "Thrown away."),
            )


@dialog("This would be sent", icon=":material/outgoing_mail:", width="large")
def _agree(library: Library, item: Item, to_be_sent: ToBeSent) -> None:
    st.markdown(
        f"To **{plain(to_be_sent.host)}**, for **{plain(to_be_sent.model)}**. Your notes are not in it."
    )
    st.text_area("All of it", to_be_sent.text, height=320, disabled=True, key=f"summary-sent-{item.id}")
    if st.button("Send it", type="primary", key=f"summary-send-{item.id}"):
        _ask(library, item, seen=True)
        st.rerun()


def _ask(library: Library, item: Item, *, seen: bool = False) -> None:
    with st.spinner("It is being read …"):
        notices.act(library, lambda: library.summaries.ask(item.key, seen=seen), "The summary is there.")
