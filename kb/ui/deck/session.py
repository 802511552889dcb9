"""A sitting: deciding about one item after the other, in triage, in judging and about what belongs to an
area. Nothing of Streamlit here.

The browser shows the next card before Python hears of the last key. So what arrives is a list of presses,
each an action on the item whose card was shown. They are taken in order, each once however often it arrives,
and what cannot be taken is said.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kb.catalogue import _, n_
from kb.errors import JomoError
from kb.history import meet
from kb.library import Library
from kb.text.formulas import lettered
from kb.types import Item, Step
from kb.ui.shell import troubles

SKIP, UNDO, OPEN, WRITE, AGAIN, RENEW, NOTED = "skip", "undo", "open", "write", "again", "renew", "noted"
"""What can be done beside deciding: put the card off, take the last decision back, go to the item, write a
note on it; bring back what was put off, begin another round, take note of what was refused."""
NO_REASON = "no-reason:"
"""What a press begins with that says of what a suggestion rests on, which follows, that it is no reason."""
DEALT = 20
"""How many cards the browser holds: at five keys a second Python has four seconds to deal more."""
_STEPS_BACK = 40
"""How many of the latest steps Undo looks through: a whole round, with as much done beside it."""
_REMEMBERED = 10_000
"""Presses known, so that none is taken twice: more than one sitting has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to decide: its key, the value it gives the item, its label and a colour name of the theme. `said`
    begins the line that tells it, where it is not the one of the table with the label. Where there is more to
    choose, `then` are the ways, the first of them by the same key pressed twice; the value of one that `asks`
    for a day is the beginning of what that day is added to."""

    key: str
    value: str
    label: str
    colour: str = ""
    said: str = ""
    then: tuple[Choice, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What is decided here. `value` is what was decided about an item, `undecided` where it waits; `decide`
    gives it a value, with the note written beside. `decided_by` tells which item that waited a step decided
    about, None where it did not. `said` begins the line that tells a decision. `find` are the cards of some
    ids; `noting` is what stands in the field for a note, empty where there is none.

    `others` are further choices, quieter ones. The values in `dialogs` are not given by `decide`: the page
    asks what is needed for them. `write` keeps a note on an item, where that can be done beside deciding.
    `told` are values that no choice gives as people read them. `mute` says of what a suggestion rests on that
    it is no reason, where things are suggested."""

    undecided: str
    choices: tuple[Choice, ...]
    value: Callable[[Library, Item], str]
    decide: Callable[[Library, Item, str, str], object]
    decided_by: Callable[[Library, Step], int | None]
    said: str
    find: Callable[[Library, Sequence[int]], list[Item]] = lambda library, ids: library.items.by_ids(ids)
    noting: str = ""
    others: tuple[Choice, ...] = ()
    dialogs: frozenset[str] = frozenset()
    write: Callable[[Library, Item, str], object] | None = None
    told: Callable[[str], str] = str
    mute: Callable[[Library, str], object] | None = None

    def label(self, value: str) -> str:
        """A value as people read it."""
        return next((choice.label for choice in self.choices if choice.value == value), self.told(value))


@dataclass(frozen=True, slots=True)
class Press:
    """A key or a click: `id` is like no other, `do` a value of the table or one of the words above, `note`
    what was written beside."""

    id: str
    do: str
    item_id: int
    note: str = ""


class Taken:
    """Which presses were taken, over all sittings of the process: a page that is loaded again does not know
    whether its last ones were heard and sends them once more."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._ids: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, press: Press) -> bool:
        return press.id in self._ids

    def add(self, press: Press) -> None:
        """Remembers a press, and forgets the oldest beyond those kept."""
        self._ids[press.id] = None
        if len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)


@dataclass(slots=True)
class Sitting:
    """How far the person is. The library is the truth; this is what it does not know: what was `decided` in
    this sitting (value by item id), `skipped`, and `dealt` to the browser, in the order it comes up.

    `answered` are the presses dealt with last, `refused` what could not be done and was not taken note of
    yet, `opened` the item that the person wants to see, `asked` the (value, item) that the page is to ask
    about.
    """

    decided: dict[int, str] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)
    dealt: list[int] = field(default_factory=list)
    answered: tuple[str, ...] = ()
    refused: list[str] = field(default_factory=list)
    opened: int | None = None
    asked: tuple[str, int] | None = None

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
                    left, told = len(fresh) - place, troubles.said(error)
                    self.refused.append(
                        n_("{error} ({count} not done)", "{error} ({count} not done)", left, error=told)
                        if left > 1
                        else told
                    )
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
            self.dealt += self.skipped
            self.skipped.clear()
            return ""
        if press.do == RENEW:
            self.decided.clear()
            self.skipped.clear()
            self.dealt.clear()
            return ""
        found = table.find(library, [press.item_id])
        if not found:
            return _("That item is no longer here: it was merged into another.")
        [item] = found
        if press.do == OPEN:
            self.opened = item.id
        elif press.do in table.dialogs:
            self.asked = (press.do, item.id)
        elif press.do == WRITE:
            assert table.write is not None, "a note is written where it can be kept"
            table.write(library, item, press.note)
        elif press.do.startswith(NO_REASON):
            assert table.mute is not None, "only what is suggested rests on something"
            table.mute(library, press.do.removeprefix(NO_REASON))
        elif press.do == SKIP:
            self._drop(item)
            self.skipped.append(item.id)
        elif press.do == UNDO:
            return self._undo(library, table, item)
        else:
            return self._decide(library, table, item, press)
        return ""

    def _decide(self, library: Library, table: Table, item: Item, press: Press) -> str:
        standing, value = table.value(library, item), press.do
        if standing not in (table.undecided, value):
            return _(
                "{title}: left alone, it was decided meanwhile: {decision}.",
                title=lettered(item.title),
                decision=table.label(standing),
            )
        if standing != value:
            table.decide(library, item, value, press.note)
        self._drop(item)
        self.decided[item.id] = value
        return ""

    def _undo(self, library: Library, table: Table, item: Item) -> str:
        if table.value(library, item) != table.undecided:
            step = decisions(library, table).get(item.id)
            if step is None:
                return _("{title}: not taken back, other steps came after it.", title=lettered(item.title))
            library.history.undo(step.id)
        self.decided.pop(item.id, None)
        self._drop(item)
        self.dealt.insert(0, item.id)
        return ""

    def _drop(self, item: Item) -> None:
        for places in (self.dealt, self.skipped):
            if item.id in places:
                places.remove(item.id)

    def deal(self, cards: Iterable[Item]) -> list[Item]:
        """Those of the cards that come up, without what was skipped. What the browser holds keeps its order,
        whatever came or changed meanwhile: it may be under somebody's finger."""
        by_id = {item.id: item for item in cards if item.id not in self.skipped}
        held = [item_id for item_id in self.dealt if item_id in by_id]
        waiting = [by_id[item_id] for item_id in dict.fromkeys([*held, *by_id])]
        self.dealt = [item.id for item in waiting[:DEALT]]
        return waiting


def decisions(library: Library, table: Table) -> dict[int, Step]:
    """What Undo takes back here one after the other: of the latest steps those that decided about an item,
    by its id, the last one first. What was done elsewhere since stays, and so does a decision that it changed
    again."""
    found: dict[int, Step] = {}
    elsewhere: list[Step] = []
    for step in library.history.steps(_STEPS_BACK):
        item_id = table.decided_by(library, step)
        if item_id is None or item_id in found or any(meet(step, other) for other in elsewhere):
            elsewhere.append(step)
        else:
            found[item_id] = step
    return found
