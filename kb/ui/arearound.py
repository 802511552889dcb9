"""One round of items that may belong to an area: a yes or a no at a time, and the area learns at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from kb.library import Library
from kb.types import Action, Area, Item, Membership
from kb.ui import areafit, filing, items, notices, words
from kb.ui.found import around
from kb.ui.prose import plain

ROUND = "round"
"""What the address calls the area whose items are asked about."""
LENGTH = 10
_KEY = "area-round"
_SUMMARY_LENGTH = 360


@dataclass(slots=True)
class Round:
    """What one round remembers: the members at its beginning, the items answered and skipped, and the item
    to ask about before all others. What was answered is read from the area, so undoing counts."""

    area_id: int
    before: frozenset[int]
    asked: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    first: int | None = None

    @classmethod
    def of(cls, area: Area) -> Round:
        """The round of this browser session about an area."""
        round_: Round | None = st.session_state.get(_KEY)
        if round_ is None or round_.area_id != area.id:
            round_ = st.session_state[_KEY] = cls(area.id, frozenset(area.members))
        return round_

    def answered(self, area: Area) -> list[str]:
        """Keys of what was said yes or no to, oldest first."""
        said = {*area.examples, *area.counter_examples}
        return [key for key in self.asked if key in said]

    def next(self, library: Library, area: Area) -> Membership | None:
        """What to ask about now; None when all that waits was skipped or nothing waits."""
        waiting = library.borderline(area.name, LENGTH + len(self.skipped))
        waiting = [each for each in waiting if each.item_id not in self.skipped]
        if self.first is not None:
            [item] = library.items_by_id([self.first])
            if item.key not in self.answered(area):
                again = [each for each in library.memberships(item.key) if each.area == area.name]
                waiting = [*again, Membership(area.name, item.id, 0.5, ""), *waiting]
        return next(iter(waiting), None)

    def answer(self, library: Library, area: Area, item: Item, belongs: bool) -> None:
        """Says yes or no; the next item comes up."""
        if item.key in self.answered(library.area(area.name)):
            return  # a key pressed twice before the page was drawn anew
        self.asked = [*(key for key in self.asked if key != item.key), item.key]
        self.first = None
        areafit.settle(library, area.name, item, belongs)

    def skip(self, item: Item) -> None:
        self.skipped.append(item.id)
        self.first = None

    def again(self) -> None:
        """Brings back what was skipped."""
        self.skipped.clear()

    def undo(self, library: Library, name: str) -> None:
        """Takes the last answer back and asks about that item again."""
        answered = self.answered(library.area(name))
        last = library.last_undoable()
        if not answered or last is None or last.action is not Action.AREA_SET or last.subject != name:
            notices.say("Nothing was answered just now.")
            return
        notices.undo(library)
        self.first = library.known([answered[-1]])[answered[-1]].id


def begin(area: Area) -> None:
    """Goes to a new round about an area; for callbacks."""
    renew()
    st.query_params[ROUND] = area.name


def renew() -> None:
    st.session_state.pop(_KEY, None)


def _stop(library: Library, name: str) -> None:
    area = library.area(name)
    changed = areafit.changes(Round.of(area).before, area.members)
    if changed:
        notices.say(f"{plain(name)}: {changed}.")
    renew()
    st.query_params.pop(ROUND, None)


def draw(library: Library, area: Area) -> None:
    """The item asked about, or what there is to say when the round is over."""
    round_ = Round.of(area)
    answered = round_.answered(area)
    asked = round_.next(library, area)
    over = asked is None or (len(answered) >= LENGTH and round_.first is None)
    if asked is None or over:
        st.title(plain(area.name), anchor=False)
        _finished(library, round_, area, asked)
        return
    [item] = library.items_by_id([asked.item_id])
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(f"Does this belong to {plain(area.name)}?", anchor=False, width="content")
        st.markdown(f":gray[{len(answered) + 1} of {_total(round_, area, answered)}]")
    if area.criterion:
        st.markdown(f":gray[{plain(area.criterion)}]")
    with st.container(border=True, key="area-round"):
        st.subheader(plain(item.title) or "Untitled", anchor=False)
        items.meta(item, words.now(), language=True)
        if asked.why:
            st.markdown(areafit.why(asked))
        if item.summary:
            with st.container(key="area-round-summary"):
                st.markdown(plain(around(item.summary, (), _SUMMARY_LENGTH)))
        with st.container(horizontal=True):
            for belongs, label, key in ((True, "Yes", "Y"), (False, "No", "N")):
                st.button(
                    label,
                    key=f"round-{label.lower()}-{item.id}",
                    shortcut=key,
                    on_click=round_.answer,
                    args=(library, area, item, belongs),
                )
            st.button(
                "Skip",
                key=f"round-skip-{item.id}",
                shortcut="S",
                type="tertiary",
                on_click=round_.skip,
                args=(item,),
            )
            if st.button("Open", key=f"round-open-{item.id}", shortcut="O", type="tertiary"):
                filing.open_item(item)
            _undo(library, round_, area)
            _leave(library, area, "Stop")
    changed = areafit.changes(round_.before, area.members)
    so_far = f" · {changed} in this round" if changed else ""
    st.markdown(f":small[:gray[{words.count(len(area.members), 'item')} in the area{so_far}]]")


def _total(round_: Round, area: Area, answered: list[str]) -> int:
    waiting = area.borderline - len(round_.skipped) + (round_.first is not None)
    return min(LENGTH, len(answered) + max(1, waiting))


def _finished(library: Library, round_: Round, area: Area, asked: Membership | None) -> None:
    changed = areafit.changes(round_.before, area.members)
    answered = round_.answered(area)
    if answered:
        learnt = f"{changed}." if changed else "nothing else changed by it."
        st.markdown(f"You answered {words.count(len(answered), 'time')}: {learnt}")
    if asked is not None:
        st.markdown(f":gray[Enough for one sitting. {words.count(area.borderline, 'item')} can wait.]")
    elif round_.skipped:
        st.markdown(f":gray[{words.count(len(round_.skipped), 'item')} skipped.]")
    else:
        st.markdown(":gray[Nothing here is in doubt.]")
    with st.container(horizontal=True):
        if asked is not None:
            st.button("Another round", key="round-renew", on_click=renew)
        elif round_.skipped:
            st.button("Go through the skipped ones", key="round-again", on_click=round_.again)
        if answered:
            _undo(library, round_, area)
        _leave(library, area, "Back to the register")
    _moved(library, "Joined", sorted(set(area.members) - round_.before))
    _moved(library, "Left", sorted(round_.before - set(area.members)))


def _moved(library: Library, heading: str, ids: list[int]) -> None:
    if ids:
        with st.expander(f"{heading} ({len(ids):,})", expanded=len(ids) <= LENGTH):
            for item in library.items_by_id(ids):
                items.row(item, f"round-{heading.lower()}")


def _undo(library: Library, round_: Round, area: Area) -> None:
    st.button(
        "Undo",
        key="round-undo",
        shortcut="U",
        type="tertiary",
        on_click=round_.undo,
        args=(library, area.name),
    )


def _leave(library: Library, area: Area, label: str) -> None:
    st.button(label, key="round-stop", type="tertiary", on_click=_stop, args=(library, area.name))
