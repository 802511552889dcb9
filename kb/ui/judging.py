"""Judging: one item at a time, three keys, in an order that leaves a fair sample wherever one stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from kb.library import Library
from kb.types import Action, Item, Verdict
from kb.ui import filing, items, notices, theme, words
from kb.ui.found import around
from kb.ui.prose import plain

_KEY = "judging"
_SUMMARY_LENGTH = 700


@dataclass(slots=True)
class Sitting:
    """What one sitting remembers: keys put off to later, and the card to show before all others."""

    later: list[str] = field(default_factory=list)
    first: str | None = None

    @classmethod
    def current(cls) -> Sitting:
        """The sitting of this browser session."""
        sitting: Sitting = st.session_state.setdefault(_KEY, cls())
        return sitting

    def next(self, queue: Sequence[Item]) -> Item | None:
        """The item to judge now; None when all that is left was put off or nothing is left."""
        waiting = [item for item in queue if item.key not in self.later]
        return next((item for item in waiting if item.key == self.first), next(iter(waiting), None))

    def judge(self, library: Library, item: Item, verdict: Verdict) -> None:
        """Gives the verdict; the next item comes up."""
        if library.items_by_id([item.id])[0].verdict is None:  # else a key was pressed twice
            filing.judge(library, item, verdict)
            self.first = None

    def put_off(self, item: Item) -> None:
        self.later.append(item.key)
        self.first = None

    def again(self) -> None:
        """Brings back what was put off."""
        self.later.clear()

    def undo(self, library: Library) -> None:
        """Takes the last verdict back and shows that item again."""
        last = library.last_undoable()
        if last is None or last.item_id is None or last.action is not Action.JUDGED:
            notices.say("No verdict was given just now.")
            return
        notices.undo(library)
        [item] = library.items_by_id([last.item_id])
        self.first = item.key
        self.later = [key for key in self.later if key != item.key]


def draw(library: Library, queue: Sequence[Item]) -> None:
    """The card to judge, or what there is to say when none is left."""
    sitting = Sitting.current()
    item = sitting.next(queue)
    if item is None:
        _finished(library, sitting, queue)
        return
    left = words.count(len(queue), "item")
    st.markdown(f":gray[{left} not judged yet. Stop whenever you like: what is judged is a fair sample.]")
    with st.container(key="judge-card", border=True):
        st.subheader(plain(item.title) or "Untitled", anchor=False)
        items.meta(item, words.now(), stance=items.stances(library).get(item.id), language=True)
        if item.summary:
            st.markdown(plain(around(item.summary, (), _SUMMARY_LENGTH)))
    st.markdown("**Did it help you?**")
    with st.container(horizontal=True, key="judge-keys"):
        for digit, verdict in enumerate(Verdict, start=1):
            st.button(
                theme.VERDICTS[verdict].mark,
                key=f"judge-{digit}-{item.id}",
                shortcut=str(digit),
                on_click=sitting.judge,
                args=(library, item, verdict),
            )
    with st.container(horizontal=True):
        if st.button("Open", key=f"judge-open-{item.id}", shortcut="O", type="tertiary"):
            filing.open_item(item)
        st.button(
            "Later",
            key=f"judge-later-{item.id}",
            shortcut="L",
            type="tertiary",
            on_click=sitting.put_off,
            args=(item,),
        )
        _undo(library, sitting)


def _undo(library: Library, sitting: Sitting) -> None:
    st.button("Undo", key="judge-undo", shortcut="U", type="tertiary", on_click=sitting.undo, args=(library,))


def _finished(library: Library, sitting: Sitting, queue: Sequence[Item]) -> None:
    if queue:
        st.markdown(f"{words.count(len(queue), 'item')} put off to later.")
        st.button("Go through them", key="judge-again", type="primary", on_click=sitting.again)
    else:
        st.markdown("Every item of this period has its verdict. The figures are as sure as they can be.")
    _undo(library, sitting)
