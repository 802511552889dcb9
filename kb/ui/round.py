"""One round of triage in a browser session: which card is shown, how far the person is.

The inbox itself is the truth; the round only remembers what was skipped and what comes first, so that
leaving the page and coming back loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from kb.library import Library
from kb.types import Action, Filters, Item, Zone
from kb.ui import filing, notices

LENGTH = 20
"""The most cards of one round: an inbox may be long, a sitting is not."""
INBOX = Filters(zones=(Zone.INBOX,))
_KEY = "triage-round"


@dataclass(slots=True)
class Round:
    """`skipped` are the ids put off for this round; `first` is the card to show before all others."""

    filed: dict[Zone, int] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)
    first: int | None = None

    @classmethod
    def current(cls) -> Round:
        """The round of this browser session."""
        round_: Round = st.session_state.setdefault(_KEY, cls())
        return round_

    def cards(self, library: Library) -> list[Item]:
        """The cards of this round that are not filed yet, in the order they come up."""
        first = library.items_by_id([] if self.first is None else [self.first])
        newest = library.items(INBOX, limit=LENGTH, order="saved")
        ordered = {item.id: item for item in (*first, *newest) if item.zone is Zone.INBOX}
        return list(ordered.values())[: max(0, LENGTH - self.done())]

    def next(self, cards: Sequence[Item]) -> Item | None:
        """The card to show now; None when all that is left was skipped or nothing is left."""
        return next((item for item in cards if item.id not in self.skipped), None)

    def done(self) -> int:
        """How many cards were filed in this round."""
        return sum(self.filed.values())

    def total(self, cards: Sequence[Item]) -> int:
        """How many cards this round has, filed ones with those still to file."""
        return self.done() + len(cards)

    def position(self, cards: Sequence[Item]) -> int:
        """The number of the card shown, from 1."""
        return self.done() + sum(item.id in self.skipped for item in cards) + 1

    def renew(self) -> None:
        """Begins another round."""
        self.filed.clear()
        self.skipped.clear()

    def file(self, library: Library, item: Item, zone: Zone) -> None:
        """Files the card; the next one comes up."""
        if library.items_by_id([item.id])[0].zone is not Zone.INBOX:
            return  # a key pressed twice before the page was drawn anew
        filing.file_into(library, item, zone)
        if library.items_by_id([item.id])[0].zone is zone:
            self.filed[zone] = self.filed.get(zone, 0) + 1
            self.first = None

    def skip(self, item: Item) -> None:
        """Puts the card off to the end of the round."""
        self.skipped.append(item.id)
        self.first = None

    def again(self) -> None:
        """Brings the skipped cards back."""
        self.skipped.clear()

    def undo(self, library: Library) -> None:
        """Takes the last filing out of the inbox back and shows that card again."""
        last = library.last_undoable()
        if (
            last is None
            or last.item_id is None
            or last.action is not Action.MOVED
            or last.before != Zone.INBOX
        ):
            notices.say("Nothing filed from the inbox just now.")
            return
        notices.undo(library)
        zone = Zone(last.after)
        if self.filed.get(zone):
            self.filed[zone] -= 1
        self.first = last.item_id
        self.skipped = [skipped for skipped in self.skipped if skipped != last.item_id]
