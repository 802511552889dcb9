"""A summary by a model of the person's choice: asked for, shown with its origin, thrown away."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, noted
from kb.library import Library
from kb.triage.summary import MOST_CHARACTERS
from kb.types import Item, ItemDetail
from kb.types.summaries import ToBeSent
from kb.ui.shell import humanize, notices
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

NO_MODEL = noted(
    "A model of your choice may summarise this, on your machine or elsewhere: set KB_SUMMARY_URL and"
    " KB_SUMMARY_MODEL. Nothing is sent before you saw it."
)
ONLY_TRIAGE = noted("For triage only: it does not count as read.")


def draw(library: Library, detail: ItemDetail) -> None:
    """What was written of an item, and the buttons; where no model is set, how one would be. Of what is as
    short as a summary none is offered."""
    item = detail.item
    written = library.summaries.of_items([item.id]).get(item.id)
    model = library.summaries.model
    if written is not None:
        st.markdown(
            _(
                "**By {model}** :small[:gray[at {host}]]",
                model=plain(written.model),
                host=plain(written.host),
            )
        )
        st.markdown(plain(written.text))
        age = humanize.ago(written.written_at, humanize.now())
        st.markdown(f":small[:gray[{_(ONLY_TRIAGE)} {_('Written {when}.', when=age)}]]")
    if item.stub or (written is None and _is_short(detail)):
        return
    if not (model or written):
        st.markdown(f":small[:gray[{_(NO_MODEL)}]]")
        return
    with st.container(horizontal=True, gap="small", key="written-summary"):
        if model and st.button(
            _("Ask again") if written else _("Ask {model} for a summary", model=plain(model)),
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
                _("Throw it away"),
                key=f"summary-drop-{item.id}",
                type="tertiary",
                on_click=notices.act,
                args=(library, lambda: library.summaries.discard(item.key), _("Thrown away.")),
            )


def _is_short(detail: ItemDetail) -> bool:
    words = detail.text or "\n".join(turn.text for turn in detail.turns) or detail.item.summary
    return len(words) <= MOST_CHARACTERS


@dialog(noted("This would be sent"), icon=":material/outgoing_mail:", width="large")
def _agree(library: Library, item: Item, to_be_sent: ToBeSent) -> None:
    st.markdown(
        _(
            "To **{host}**, for **{model}**. Your notes are not in it.",
            host=plain(to_be_sent.host),
            model=plain(to_be_sent.model),
        )
    )
    st.text_area(_("All of it"), to_be_sent.text, height=320, disabled=True, key=f"summary-sent-{item.id}")
    if st.button(_("Send it"), type="primary", key=f"summary-send-{item.id}"):
        _ask(library, item, seen=True)
        st.rerun()


def _ask(library: Library, item: Item, *, seen: bool = False) -> None:
    with st.spinner(_("It is being read …")):
        notices.act(library, lambda: library.summaries.ask(item.key, seen=seen), _("The summary is there."))
