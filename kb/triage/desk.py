"""The desk where things are filed: moves, states, the gate, the card of one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kb.clock import now, today
from kb.store import Store, areas, chunks, events, items
from kb.triage.gate import gate
from kb.triage.novelty import nearest_read, new_terms
from kb.triage.suggestion import AreaMatch, suggest_all
from kb.triage.summary import three_sentences
from kb.types import (
    READING_ZONES,
    Action,
    Filters,
    Gate,
    Item,
    Move,
    Origin,
    State,
    Suggestion,
    TriageCard,
    Zone,
)

_ENOUGH_FOR_A_CENTRE = 20


def move(store: Store, item_ids: Sequence[int], zone: Zone, origin: Origin, note: str = "") -> list[Move]:
    """Files items into a zone, as one step. Items already there are left out."""
    with store.write() as db:
        going = [item for item in items.by_ids(db, item_ids) if item.zone is not zone]
        for item in going:
            items.set_zone(db, item.id, zone)
        events.record(
            db,
            [
                events.NewEvent(now(), origin, Action.MOVED, item.id, before=item.zone, after=zone, note=note)
                for item in going
            ],
        )
    return [Move(item.key, item.zone, zone) for item in going]


def set_state(store: Store, item_ids: Sequence[int], state: State) -> list[Move]:
    """Sets how far the person got, as one step. Items already in that state are left out."""
    with store.write() as db:
        changing = [item for item in items.by_ids(db, item_ids) if item.state is not state]
        for item in changing:
            items.set_state(db, item.id, state)
        events.record(
            db,
            [
                events.NewEvent(now(), Origin.ME, Action.STATE, item.id, before=item.state, after=state)
                for item in changing
            ],
        )
    return [Move(item.key, item.state, state) for item in changing]


def mark_opened(store: Store, item_id: int) -> None:
    with store.write(silent=True) as db:
        events.record(db, [events.NewEvent(now(), Origin.ME, Action.OPENED, item_id)])


def gate_status(store: Store) -> Gate:
    """The gate as it stands, with the unread items of each reading zone."""
    counts = items.count_by(store.read(), "zone", Filters(states=(State.UNREAD, State.READING)))
    return gate({zone: counts.get(zone, 0) for zone in READING_ZONES})


def open_gate(store: Store, zone: Zone, reason: str) -> None:
    """Records that the person opened a closed list all the same; it stays open for the day."""
    with store.write() as db:
        events.record(
            db, [events.NewEvent(now(), Origin.ME, Action.GATE_OPENED, subject=zone, after=zone, note=reason)]
        )


def opened_today(store: Store) -> set[Zone]:
    """Closed lists that were opened today in spite of the gate."""
    found = events.since(store.read(), Action.GATE_OPENED, today())
    return {Zone(event.after) for event in found}


def suggestions(
    store: Store, waiting: Sequence[Item], fingerprint: str, dimension: int
) -> dict[int, Suggestion]:
    """The suggested zone of each waiting item that has a vector, by item id."""
    db = store.read()
    filed = items.select(db, Filters(zones=READING_ZONES))
    zone_of = {item.id: item.zone for item in filed}
    heads = chunks.head_vectors(db, fingerprint, dimension, [*zone_of, *(item.id for item in waiting)])
    is_filed = np.isin(heads.item_ids, np.fromiter(zone_of, dtype=np.int64, count=len(zone_of)))
    wanted = {item.id: item for item in waiting}
    rows = [n for n, item_id in enumerate(heads.item_ids.tolist()) if item_id in wanted]
    if not rows:
        return {}
    ids = [int(heads.item_ids[n]) for n in rows]
    per_source = _filings_by_source(filed)
    found = suggest_all(
        heads.vectors[rows],
        heads.vectors[is_filed],
        [zone_of[int(i)] for i in heads.item_ids[is_filed]],
        [[AreaMatch(*match) for match in areas.of_item(db, i)] for i in ids],
        [per_source.get(wanted[i].source, {}) for i in ids],
    )
    return dict(zip(ids, found, strict=True))


def _filings_by_source(filed: Sequence[Item]) -> Mapping[str, dict[Zone, int]]:
    counts: dict[str, dict[Zone, int]] = {}
    for item in filed:
        of_source = counts.setdefault(item.source, {})
        of_source[item.zone] = of_source.get(item.zone, 0) + 1
    return counts


def card(store: Store, item: Item, text: str, fingerprint: str, dimension: int) -> TriageCard:
    """What is shown of an item while it is being filed. Without vectors yet, there is neither a
    suggestion nor a nearest read item, and the rest is shown all the same."""
    db = store.read()
    read = [other.id for other in items.select(db, Filters(states=(State.READ,))) if other.id != item.id]
    heads = chunks.head_vectors(db, fingerprint, dimension, [item.id, *read])
    own = heads.vectors[heads.item_ids == item.id]
    others = heads.item_ids != item.id
    nearest: tuple[Item, float] | None = None
    fresh: tuple[str, ...] = ()
    if len(own) and others.any():
        seen = heads.vectors[others]
        centre = seen.mean(axis=0) if len(seen) >= _ENOUGH_FOR_A_CENTRE else None
        found = nearest_read(own[0], seen, heads.item_ids[others].tolist(), centre)
        if found:
            [like] = items.by_ids(db, [found[0]])
            nearest = (like, found[1])
            fresh = new_terms(text, [items.document(db, like.id).text or like.summary])
    return TriageCard(
        item=item,
        summary=three_sentences(text, item.language),
        suggestion=suggestions(store, [item], fingerprint, dimension).get(item.id),
        nearest_read=nearest,
        new_terms=fresh,
    )
