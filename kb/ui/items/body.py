"""The body of an item: summary, text, chat, as somebody wrote it and as safe as our own words."""

from __future__ import annotations

import streamlit as st

from kb.types import ItemDetail, Turn
from kb.ui.shell import humanize
from kb.ui.shell.escape import leaves, plain, safe_markdown

_TURNS_SHOWN = 40
"""Turns of a conversation at once: Streamlit draws each as an element of its own, and hundreds take
seconds."""
_WAITING = {
    "arXiv": "Only its identifier is known. Ask arXiv for the rest on the Add page.",
    "DOI": "Only its DOI is known. Fetch its page, or add its PDF, and it joins this item.",
    "page": "Only its address is known. Fetch the page, or save it as HTML and add that file.",
}
_PERSON = {"user", "human", "me", "you", "я"}


def body(detail: ItemDetail) -> None:
    """Everything there is to read of an item, a long text in parts."""
    item = detail.item
    if item.summary:
        st.subheader("Abstract" if item.kind == "paper" else "Summary", anchor=False)
        st.markdown(safe_markdown(item.summary), anchors=False)
    if detail.turns:
        st.subheader("Conversation", anchor=False)
        conversation(item.id, detail.turns)
    elif detail.text and detail.text.strip() != item.summary.strip():
        if item.summary:
            st.subheader("Text", anchor=False)
        parts = leaves(detail.text)
        st.markdown(safe_markdown(parts[_part(item.id, len(parts)) - 1]), anchors=False)
    elif not item.summary:
        waited_for = detail.meta.get("waiting_for", "arXiv") if item.stub else ""
        st.markdown(f":gray[{_WAITING.get(waited_for, 'There is no text to read here.')}]")


def conversation(item_id: int, turns: tuple[Turn, ...]) -> None:
    """A chat, one message after another."""
    pages = -(-len(turns) // _TURNS_SHOWN)
    start = (_part(item_id, pages) - 1) * _TURNS_SHOWN
    for turn in turns[start : start + _TURNS_SHOWN]:
        person = turn.role.strip().lower() in _PERSON
        with st.chat_message(
            turn.role or "unknown", avatar=":material/person:" if person else ":material/smart_toy:"
        ):
            when = humanize.day(turn.at)
            st.markdown(f":small[:gray[{plain(turn.role)}{' · ' + when if when else ''}]]")
            st.markdown(safe_markdown(turn.text), anchors=False)


def _part(item_id: int, parts: int) -> int:
    """The part of a long text the person chose, from 1."""
    if parts < 2:
        return 1
    return int(st.pagination(parts, key=f"part-{item_id}"))
