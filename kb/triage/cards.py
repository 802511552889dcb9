"""The cards of triage: what is shown of items while they are being filed, made for a whole round at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.store import Store, areas, chunks, items, key_values
from kb.triage.newness import READ, novelty, what_was_read
from kb.triage.novelty import WhatWasRead
from kb.triage.suggestion import AreaMatch, Filings, learnt, suggest_from
from kb.triage.summary import three_sentences
from kb.types import READING_ZONES, Filters, Item, Suggestion, TriageCard, Zone

_GROWTH = 20
"""What was learnt is learnt anew once the filings have grown by one part in so many."""
_FILED = Filters(zones=READING_ZONES)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a context was made from: the library's counter of passages, how many items were filed and read."""

    passages: str
    filed: int
    read: int

    def covers(self, later: Stamp) -> bool:
        """Whether what was learnt then still serves, a few more filings left out."""
        return (
            self.passages == later.passages
            and self.filed <= later.filed <= self.filed + self.filed // _GROWTH
            and self.read <= later.read <= self.read + self.read // _GROWTH
        )


@dataclass(frozen=True, slots=True, eq=False)
class CardContext:
    """What new items are measured against: what the filings teach, by source too, and what was read."""

    stamp: Stamp
    filings: Filings
    by_source: Mapping[str, Mapping[Zone, int]]
    read: WhatWasRead


def stamp(store: Store) -> Stamp:
    """The library as it is now, as far as a context depends on it."""
    db = store.read()
    return Stamp(key_values.get(db, "passages", "0"), items.count(db, _FILED), items.count(db, READ))


def card_context(store: Store, fingerprint: str, dimension: int) -> CardContext:
    """What items are measured against now. It takes some 100 ms for each 1,000 filed or read items."""
    db = store.read()
    made_from = stamp(store)
    filed = {item_id: (Zone(zone), source) for item_id, zone, source in items.filings(db)}
    heads = chunks.head_vectors(db, fingerprint, dimension, filed.keys())
    by_source: dict[str, dict[Zone, int]] = {}
    for zone, source in filed.values():
        of_source = by_source.setdefault(source, {})
        of_source[zone] = of_source.get(zone, 0) + 1
    return CardContext(
        made_from,
        learnt(heads.vectors, [filed[i][0] for i in heads.item_ids.tolist()]),
        by_source,
        what_was_read(store, fingerprint, dimension),
    )


def matches(store: Store, waiting: Sequence[Item]) -> list[list[AreaMatch]]:
    """The areas each item may belong to."""
    db = store.read()
    return [[AreaMatch(*match) for match in areas.of_item(db, item.id)] for item in waiting]


def suggestions(
    store: Store, context: CardContext, fingerprint: str, dimension: int, waiting: Sequence[Item]
) -> dict[int, Suggestion]:
    """The suggested zone of each waiting item that has a vector, by item id."""
    heads = chunks.head_vectors(store.read(), fingerprint, dimension, [item.id for item in waiting])
    return _suggested(store, context, heads, waiting)


def _suggested(
    store: Store, context: CardContext, heads: chunks.ChunkVectors, waiting: Sequence[Item]
) -> dict[int, Suggestion]:
    by_id = {item.id: item for item in waiting}
    ids: list[int] = heads.item_ids.tolist()
    ordered = [by_id[item_id] for item_id in ids]
    counts = [context.by_source.get(item.source, {}) for item in ordered]
    in_areas = matches(store, ordered)
    every = suggest_from(context.filings, heads.vectors, in_areas, counts)
    # Before anything was filed only areas say something; a guess of one in four would be noise.
    told = zip(ids, every, in_areas, strict=True)
    return {item_id: suggestion for item_id, suggestion, matched in told if context.by_source or matched}


def cards(
    store: Store, context: CardContext, fingerprint: str, dimension: int, waiting: Sequence[Item]
) -> list[TriageCard]:
    """What is shown of each item, in their order. Without vectors yet, there is neither a suggestion nor a
    nearest read item, and the rest is shown all the same."""
    db = store.read()
    heads = chunks.head_vectors(db, fingerprint, dimension, [item.id for item in waiting])
    suggested = _suggested(store, context, heads, waiting)
    vector_of = dict(zip(heads.item_ids.tolist(), heads.vectors, strict=True))
    made = []
    for item in waiting:
        text = item.summary or items.document(db, item.id).text
        newness = novelty(store, context.read, item, vector_of.get(item.id), text)
        made.append(TriageCard(item, three_sentences(text, item.language), suggested.get(item.id), newness))
    return made
