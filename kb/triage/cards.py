"""The cards of triage: what is shown of items while they are being filed, made for a whole round at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.store import Store, chunks, items, key_values
from kb.triage.newness import READ, novelty, what_was_read
from kb.triage.novelty import WhatWasRead
from kb.triage.summary import three_sentences
from kb.types import Item, TriageCard

_GROWTH = 20
"""What items are measured against is gathered anew once what was read has grown by one part in so many."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a context was made from: the library's counter of passages, how many items were read."""

    passages: str
    read: int

    def covers(self, later: Stamp) -> bool:
        """Whether what was measured against then still serves, a few more read items left out."""
        return self.passages == later.passages and self.read <= later.read <= self.read + self.read // _GROWTH


@dataclass(frozen=True, slots=True, eq=False)
class CardContext:
    """What new items are measured against: what was read."""

    stamp: Stamp
    read: WhatWasRead


def stamp(store: Store) -> Stamp:
    """The library as it is now, as far as a context depends on it."""
    db = store.read()
    return Stamp(key_values.get(db, "passages", "0"), items.count(db, READ))


def card_context(store: Store, fingerprint: str, dimension: int) -> CardContext:
    """What items are measured against now. It takes some 100 ms for each 1,000 read items."""
    made_from = stamp(store)
    return CardContext(made_from, what_was_read(store, fingerprint, dimension))


def cards(
    store: Store,
    context: CardContext,
    fingerprint: str,
    dimension: int,
    waiting: Sequence[Item],
) -> list[TriageCard]:
    """What is shown of each item, in their order, but for what is suggested. Without vectors yet, there is no
    nearest read item, and the rest is shown all the same."""
    db = store.read()
    known = chunks.item_vectors(db, fingerprint, dimension, [item.id for item in waiting])
    vector_of = dict(zip(known.item_ids.tolist(), known.vectors, strict=True))
    made = []
    for item in waiting:
        text = item.summary or items.document(db, item.id).text
        newness = novelty(store, context.read, item, vector_of.get(item.id), text)
        made.append(TriageCard(item, three_sentences(text, item.language, title=item.title), None, newness))
    return made
