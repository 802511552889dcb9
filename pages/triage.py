"""Triage: one card at a time, four keys."""

import streamlit as st

from kb.types import READING_ZONES
from kb.ui import cards, filing, frame, gate, theme, words
from kb.ui.round import INBOX, Round

library = frame.begin("Triage")
round_ = Round.current()
inbox = library.count(INBOX)
queue = round_.cards(library)
item = round_.next(queue)

if item is None:
    st.title("Triage", anchor=False)
    cards.finished(library, round_, skipped=len(queue), inbox=inbox)
    st.stop()

card = library.triage_card(item.key)
head = st.container()
with st.container(border=True, key="triage-card"):
    parts = st.columns([3, 2] if cards.knows(card) else 1, gap="large")

# The buttons are drawn before what stands above them: whoever sees a card can file it by key at once.
with parts[0]:
    said = st.container()
    with st.container(horizontal=True):
        for digit, zone in enumerate(READING_ZONES, start=1):
            sure = card.suggestion is not None and card.suggestion.zone is zone and not card.suggestion.fork
            st.button(
                theme.ZONES[zone].mark,
                key=f"file-{digit}-{item.id}",
                shortcut=str(digit),
                type="primary" if sure else "secondary",
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
with said:
    cards.saying(card)
if cards.knows(card):
    with parts[1]:
        cards.knowing(card)
with head:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title("Triage", anchor=False, width="content")
        remaining = words.duration(words.triage_seconds(len(queue)))
        st.markdown(f"**{round_.position(queue)} of {round_.total(queue)}** :gray[· {remaining} left]")
        if inbox > len(queue):
            st.markdown(f":gray[{inbox:,} in the inbox]")
    st.markdown(f":small[:gray[{gate.standing(library.gate())}]]")
