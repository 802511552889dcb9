"""Triage: one card at a time, four keys."""

import streamlit as st

from kb.types import READING_ZONES
from kb.ui import cards, filing, frame, gate, theme, words
from kb.ui.round import Round

library = frame.begin("Triage")
round_ = Round.current()
inbox = library.triage_queue()
queue = round_.cards(inbox)
item = round_.next(queue)

if item is None:
    st.title("Triage", anchor=False)
    cards.finished(library, round_, skipped=len(queue), inbox=len(inbox))
    st.stop()

# The buttons are drawn before what stands above them: whoever sees a card can file it by key at once.
head, body = st.container(), st.container(border=True, key="triage-card")
card = library.triage_card(item.key)
with st.container(horizontal=True, key="triage-keys"):
    for digit, zone in enumerate(READING_ZONES, start=1):
        suggested = card.suggestion is not None and card.suggestion.zone is zone and not card.suggestion.fork
        st.button(
            theme.ZONES[zone].mark,
            key=f"file-{digit}-{item.id}",
            shortcut=str(digit),
            type="primary" if suggested else "secondary",
            on_click=round_.file,
            args=(library, item, zone),
        )
with st.container(horizontal=True):
    if st.button("Open", key=f"open-{item.id}", shortcut="O", type="tertiary"):
        filing.open_item(item)
    st.button(
        "Skip", key=f"skip-{item.id}", shortcut="S", type="tertiary", on_click=round_.skip, args=(item,)
    )
    st.button("Undo", key="undo", shortcut="U", type="tertiary", on_click=round_.undo, args=(library,))
with body:
    cards.draw(card)
with head:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title("Triage", anchor=False, width="content")
        left = words.duration(words.triage_seconds(len(queue)))
        st.markdown(f"**{round_.position(queue)} of {round_.total(queue)}** :gray[· {left} left]")
        if len(inbox) > len(queue):
            st.markdown(f":gray[{len(inbox):,} in the inbox]")
    st.markdown(f":small[:gray[{gate.standing(library.gate())}]]")
