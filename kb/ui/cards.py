"""The card of triage: what is needed to file an item, and no more."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import READING_ZONES, Suggestion, TriageCard
from kb.ui import items, theme, words
from kb.ui.prose import plain
from kb.ui.round import Round


def draw(card: TriageCard) -> None:
    """Title, facts and summary; beside them what is suggested and what the person read that is like it."""
    if card.suggestion is None and card.nearest_read is None:
        _saying(card)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _saying(card)
    with right:
        _knowing(card)


def _saying(card: TriageCard) -> None:
    item = card.item
    st.subheader(plain(item.title) or "Untitled", anchor=False)
    items.meta(item, words.now(), zone=False, language=True)
    if card.summary:
        st.markdown(plain(card.summary))
        st.markdown(":small[:gray[:material/info: For triage only: it does not count as read.]]")
    else:
        st.markdown(":gray[Only the address is known so far.]")


def _knowing(card: TriageCard) -> None:
    if card.suggestion:
        suggested(card.suggestion)
    if card.nearest_read:
        nearest, similarity = card.nearest_read
        st.markdown(f":small[**Nearest you read**, {similarity * 100:.0f} % alike]")
        items.title(nearest, "nearest")
    if card.new_terms:
        st.markdown(f":small[**New here**]  \n{plain(', '.join(card.new_terms))}")


def suggested(suggestion: Suggestion) -> None:
    """The zone Jomo would choose, how sure it is and why."""
    look = theme.ZONES[suggestion.zone]
    st.markdown(f":small[**Suggested**]  \\n{look.mark} :gray[{suggestion.probability:.2f}]")
    if suggestion.fork:
        st.markdown(":small[:material/fork_right: Too close to call: yours to choose.]")
    st.markdown(f":small[:gray[because {plain(suggestion.reason)}]]")


def finished(library: Library, round_: Round, *, skipped: int, inbox: int) -> None:
    """What there is to say when no card of the round is left. `inbox` counts the skipped ones too."""
    if round_.done():
        filed = ", ".join(
            f"{round_.filed[zone]:,} {theme.ZONES[zone].mark}"
            for zone in READING_ZONES
            if round_.filed.get(zone)
        )
        st.markdown(f"Filed in this round: {filed}.")
    if skipped:
        st.markdown(f"{words.count(skipped, 'card')} skipped.")
        st.button("Go through the skipped ones", key="again", type="primary", on_click=round_.again)
    elif inbox:
        st.markdown(f"Enough for one sitting. {words.count(inbox, 'card')} more can wait.")
        st.button("Another round", key="renew", on_click=round_.renew)
    else:
        st.markdown("The inbox is empty. Nothing is waiting for you here.")
    with st.container(horizontal=True):
        if round_.done():
            st.button(
                "Undo", key="undo", shortcut="U", type="tertiary", on_click=round_.undo, args=(library,)
            )
        st.page_link("pages/today.py", label="Back to Today", icon=":material/wb_sunny:")
        st.page_link("pages/add.py", label="Add something", icon=":material/add:")
