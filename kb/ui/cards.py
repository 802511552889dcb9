"""The card of triage: what is needed to file an item, and no more."""

from __future__ import annotations

import streamlit as st

from kb.library import Library
from kb.types import READING_ZONES, TriageCard
from kb.ui import items, theme, words
from kb.ui.prose import plain
from kb.ui.round import Round


def saying(card: TriageCard) -> None:
    """What the item is: title, facts, summary, and the zone Jomo would choose."""
    item = card.item
    st.subheader(plain(item.title) or "Untitled", anchor=False)
    items.meta(item, words.now(), zone=False, language=True)
    if card.summary:
        st.markdown(plain(card.summary))
        st.markdown(":small[:gray[:material/info: For triage only: it does not count as read.]]")
    else:
        st.markdown(":gray[Only the address is known so far.]")
    if card.suggestion:
        look = theme.ZONES[card.suggestion.zone]
        fork = ", too close to call: yours to choose" if card.suggestion.fork else ""
        st.markdown(f"Suggested: {look.mark} :gray[{card.suggestion.probability:.2f}{fork}]")


def knows(card: TriageCard) -> bool:
    """Whether there is anything to set beside the card."""
    return card.suggestion is not None or card.nearest_read is not None


def knowing(card: TriageCard) -> None:
    """Why this zone, what the person read that is like it, and what is new here."""
    if card.suggestion:
        st.markdown(f":small[**Because**  \n:gray[{plain(card.suggestion.reason)}]]")
    if card.nearest_read:
        nearest, similarity = card.nearest_read
        st.markdown(f":small[**Nearest you read**, {similarity * 100:.0f} % alike]")
        items.title(nearest, "nearest")
    if card.new_terms:
        st.markdown(f":small[**New here**  \n:gray[{plain(', '.join(card.new_terms))}]]")


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
