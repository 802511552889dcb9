"""The desk where things are filed: moves, states, the gate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from kb.catalogue import _
from kb.clock import now, today
from kb.errors import JomoError
from kb.store import Store, events, items, lists
from kb.store.filters import matching_ids
from kb.triage.gate import gate
from kb.types import READING_ZONES, TO_READ, Action, Filters, Gate, Move, Origin, State, Zone


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


def keep(store: Store, item_ids: Sequence[int]) -> list[Move]:
    """Records that items were looked at again and stay where they lie, as one step."""
    with store.write() as db:
        kept = items.by_ids(db, item_ids)
        events.record(
            db,
            [
                events.NewEvent(now(), Origin.ME, Action.KEPT, item.id, before=item.zone, after=item.zone)
                for item in kept
            ],
        )
    return [Move(item.key, item.zone, item.zone) for item in kept]


def snooze(store: Store, item_ids: Sequence[int], until: str) -> list[Move]:
    """Puts items off until a day, as one step; zone and state stay. Today brings them back at once. Items put
    off until then already are left out.

    :raises JomoError: it is no day, or one that is over.
    """
    try:
        over = date.fromisoformat(until).isoformat() < today()
    except ValueError:
        over = True
    if over:
        raise JomoError(
            _("Nothing can be put off until {until}; write a day to come as 2026-12-31", until=until)
        )
    with store.write() as db:
        standing = events.snoozed(db, today())
        going = [item for item in items.by_ids(db, item_ids) if standing.get(item.id, today()) != until]
        before = {item.id: standing.get(item.id, "") for item in going}
        events.record(
            db,
            [
                events.NewEvent(
                    now(), Origin.ME, Action.SNOOZED, item.id, before=before[item.id], after=until
                )
                for item in going
            ],
        )
    return [Move(item.key, before[item.id], until) for item in going]


def snoozed(store: Store) -> dict[int, str]:
    """Items put off beyond today, by id, and the day each comes back."""
    return events.snoozed(store.read(), today())


def mark_opened(store: Store, item_id: int, place: str) -> None:
    """Records that an item was looked at, and from where; the revision stays, so that no cache grows stale by
    reading."""
    with store.write(silent=True) as db:
        events.record(db, [events.NewEvent(now(), Origin.ME, Action.OPENED, item_id, note=place)])


def mark_cited(store: Store, item_ids: Sequence[int]) -> None:
    """Records that items were taken out together as references; the revision stays."""
    with store.write(silent=True) as db:
        events.record(db, [events.NewEvent(now(), Origin.ME, Action.CITED, item_id) for item_id in item_ids])


def gate_status(store: Store, limit: int, held: Collection[int]) -> Gate:
    """The gate as it stands, with the unread items of each reading zone. Must-have is meant to hold `limit`
    of them, any number where that is 0; `held` are ids of what is parked or with somebody."""
    db = store.read()
    counts = items.count_by(db, "zone", Filters(states=TO_READ))
    standing = events.snoozed(db, today())
    must = matching_ids(db, Filters(zones=(Zone.MUST_HAVE,), states=TO_READ)) if standing or held else set()
    return gate(
        {zone: counts.get(zone, 0) for zone in READING_ZONES},
        [day for item_id, day in standing.items() if item_id in must],
        sorted(must.intersection(held)),
        lists.moved_down(db, today()),
        limit,
    )


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
