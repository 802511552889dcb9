"""The desk where items are parked, let out, and settled by a survey."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError
from kb.store import Store, areas, events, items, parked
from kb.store.events import NewEvent
from kb.store.parked import Place, Wait
from kb.text.called import called
from kb.types import Action, Item, Move, Origin, Zone


def place(store: Store, name: str) -> Place:
    """The place where items of an area, or of a topic in the person's own words, wait.

    :raises JomoError: there is no name, or a new one that is too long.
    """
    asked = " ".join(name.split())
    if not asked:
        raise JomoError(_("Say what they wait for: the name of an area, or a topic"))
    with store.write() as db:
        area = areas.get(db, asked)
        return parked.place(db, asked if area else called(asked), area)


def park(store: Store, item_ids: Sequence[int], where: Place) -> list[Move]:
    """Lets items wait in a place, as one step. Those that wait there already are left out."""
    with store.write() as db:
        return _park(db, item_ids, where, ())


def watch(store: Store, where: Place, watched: bool, item_ids: Sequence[int]) -> list[Move]:
    """Lets new items of an area wait by themselves from now on, or no more, and those given along with it, as
    one step."""
    since = now() if watched else None
    with store.write() as db:
        change: list[NewEvent] = []
        if bool(where.watched_since) is not watched:
            parked.set_watched(db, where.id, since)
            before, after = where.watched_since or "", since or ""
            about = f"{where.id}"
            change = [NewEvent(now(), Origin.ME, Action.WATCHED, None, about, before, after, where.name)]
        return _park(db, item_ids, where, change)


def _park(
    db: sqlite3.Connection, item_ids: Sequence[int], where: Place, last: Sequence[NewEvent]
) -> list[Move]:
    before = parked.waits(db)
    going = [item for item in items.by_ids(db, item_ids) if not _waits_in(before.get(item.id), where)]
    after = Wait(where.id, where.name, now())
    done = [(item, before.get(item.id), after) for item in going]
    events.record(db, [*_waited(db, Action.PARKED, done), *last])
    return [Move(item.key, parked.told(was), after.told) for item, was, after in done]


def end(store: Store, waiting: Mapping[int, Wait]) -> list[Move]:
    """Lets items, by id and how they wait, out again, as one step."""
    with store.write() as db:
        going = [(item, waiting[item.id]) for item in items.by_ids(db, list(waiting))]
        done = [(item, wait, replace(wait, ended_at=now())) for item, wait in going]
        events.record(db, _waited(db, Action.LET_OUT, done))
    return [Move(item.key, wait.told, _("let out")) for item, wait in going]


def settle(store: Store, survey: Item, waiting: Mapping[int, Wait]) -> list[Move]:
    """Settles items, by id and how they wait, with the one reading of a survey, as one step: they are put
    away, and remember by what."""
    with store.write() as db:
        going = [(item, waiting[item.id]) for item in items.by_ids(db, list(waiting)) if item.id != survey.id]
        for item, _wait in going:
            items.set_zone(db, item.id, Zone.PUT_AND_FORGET)
        away = Zone.PUT_AND_FORGET
        filed = [
            NewEvent(now(), Origin.ME, Action.MOVED, item.id, before=item.zone, after=away, note=survey.key)
            for item, _wait in going
            if item.zone is not away
        ]
        done = [(item, wait, replace(wait, ended_at=now(), survey_id=survey.id)) for item, wait in going]
        events.record(db, [*filed, *_waited(db, Action.SETTLED, done, survey.key)])
    by = _("settled by {key}", key=survey.key)
    return [Move(item.key, wait.told, by) for item, wait in going]


def _waited(
    db: sqlite3.Connection, action: Action, done: Sequence[tuple[Item, Wait | None, Wait]], note: str = ""
) -> list[NewEvent]:
    """Writes how items wait from now on; returns the events to record."""
    for item, _before, after in done:
        parked.put(db, item.id, after)
    return [
        NewEvent(
            now(),
            Origin.ME,
            action,
            item.id,
            before=parked.snapshot(before),
            after=parked.snapshot(after),
            note=note,
        )
        for item, before, after in done
    ]


def _waits_in(wait: Wait | None, where: Place) -> bool:
    return wait is not None and wait.ended_at is None and wait.parking_id == where.id
