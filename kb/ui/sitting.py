"""A sitting: deciding about one item after the other, in triage and in judging. Nothing of Streamlit here.

The browser shows the next card before Python hears of the last key. So what arrives is a list of presses,
each an action on the item whose card was shown. They are taken in order, each once however often it arrives,
and what cannot be taken is said.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kb.errors import JomoError
from kb.library import Library
from kb.types import Action, Event, Item

SKIP, UNDO, OPEN, AGAIN, RENEW, NOTED = "skip", "undo", "open", "again", "renew", "noted"
"""What can be done beside deciding: put the card off, take the last decision back, go to the item; bring back
what was put off, begin another round, take note of what was refused."""
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to decide: its key, the value it gives the item, its label and a colour name of the theme."""

    key: str
    value: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Table:
    """What is decided here. `action` is the event that a decision leaves, `undecided` the value of an item
    that waits; `said` begins the line that tells a decision."""

    action: Action
    undecided: str
    choices: tuple[Choice, ...]
    value: Callable[[Item], str]
    decide: Callable[[Library, Item, str], object]
    said: str

    def decided_by(self, step: Event) -> bool:
        """Whether a step decided about an item that waited."""
        return (
            step.action is self.action and step.item_id is not None and (step.before or "") == self.undecided
        )

    def label(self, value: str) -> str:
        """A value as people read it."""
        return next((choice.label for choice in self.choices if choice.value == value), value)


@dataclass(frozen=True, slots=True)
class Press:
    """A key or a click: `id` is like no other, `do` a value of the table or one of the words above."""

    id: str
    do: str
    item_id: int


class Taken:
    """Which presses were taken, over all sittings of the process: a page that is loaded again does not know
    whether its last ones were heard and sends them once more."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._ids: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, press: Press) -> bool:
        return press.id in self._ids

    def add(self, press: Press) -> None:
        self._ids[press.id] = None
        if len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)


@dataclass(slots=True)
class Sitting:
    """How far the person is. The library is the truth; this is what it does not know: what was `decided` in
    this sitting (value by item id), `skipped`, and taken back to come up `first`.

    `answered` are the presses dealt with last, `refused` what could not be done and was not taken note of
    yet, `opened` the item that the person wants to see.
    """

    decided: dict[int, str] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    answered: tuple[str, ...] = ()
    refused: list[str] = field(default_factory=list)
    opened: int | None = None

    def take(self, library: Library, table: Table, presses: Sequence[Press], taken: Taken) -> None:
        """Does what the presses ask for, in order, but for those taken before.

        Where the library itself refuses (locked, read-only), those behind are refused too: they were pressed
        in the belief that it had been done.
        """
        with taken.lock:
            fresh = [press for press in presses if press not in taken]
            for place, press in enumerate(fresh):
                try:
                    reason = self._do(library, table, press)
                except JomoError as error:
                    left = len(fresh) - place
                    self.refused.append(f"{error} ({left} not done)" if left > 1 else str(error))
                    for rest in fresh[place:]:
                        taken.add(rest)
                    break
                taken.add(press)
                if reason:
                    self.refused.append(reason)
        self.answered = tuple(press.id for press in presses)

    def _do(self, library: Library, table: Table, press: Press) -> str:
        """Does one thing; returns why it cannot be done, or nothing."""
        if press.do == NOTED:
            self.refused.clear()
            return ""
        if press.do == AGAIN:
            self.skipped.clear()
            return ""
        if press.do == RENEW:
            self.decided.clear()
            self.skipped.clear()
            return ""
        found = library.items_by_id([press.item_id])
        if not found:
            return "That item is no longer here: it was merged into another."
        [item] = found
        if press.do == OPEN:
            self.opened = item.id
        elif press.do == SKIP:
            self._drop(item)
            self.skipped.append(item.id)
        elif press.do == UNDO:
            return self._undo(library, table, item)
        else:
            return self._decide(library, table, item, press.do)
        return ""

    def _decide(self, library: Library, table: Table, item: Item, value: str) -> str:
        standing = table.value(item)
        if standing not in (table.undecided, value):
            return f"{item.title}: left alone, it is {table.label(standing)} by now."
        if standing != value:
            table.decide(library, item, value)
        self._drop(item)
        self.decided[item.id] = value
        return ""

    def _undo(self, library: Library, table: Table, item: Item) -> str:
        if table.value(item) != table.undecided:
            last = library.last_undoable()
            if last is None or not table.decided_by(last) or last.item_id != item.id:
                return f"{item.title}: not taken back, other steps came after it."
            library.undo()
        self.decided.pop(item.id, None)
        self._drop(item)
        self.first.insert(0, item.id)
        return ""

    def _drop(self, item: Item) -> None:
        for places in (self.first, self.skipped):
            if item.id in places:
                places.remove(item.id)

    def waiting(self, cards: Iterable[Item]) -> list[Item]:
        """Those of the cards that come up: what was taken back first, what was skipped left out."""
        by_id = {item.id: item for item in cards}
        front = [by_id[item_id] for item_id in self.first if item_id in by_id]
        return front + [
            item for item in by_id.values() if item.id not in self.first and item.id not in self.skipped
        ]


def steps_back(library: Library, table: Table, limit: int) -> list[int]:
    """The items that Undo would take back here one after the other, the last decision first."""
    steps = takewhile(table.decided_by, library.undoable(limit))
    return [step.item_id for step in steps if step.item_id is not None]
