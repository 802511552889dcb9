"""What drift is counted from: when items came, what they belong to, and the steps they were filed and read
by. Steps taken back are left out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kb.store.days import day
from kb.store.events import STANDING
from kb.types import Action, Stance, State, Verdict, Zone


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item, the person's day on which it was saved, and its verdict if it has one."""

    item_id: int
    saved_on: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Filing:
    """An item was put into a zone on a day; `before` is None where it was saved there."""

    item_id: int
    on: str
    before: Zone | None
    after: Zone


def arrivals(db: sqlite3.Connection) -> list[Arrival]:
    """All items, what was saved first first."""
    rows = db.execute(f"SELECT id, {day('items.saved_at')}, verdict FROM items ORDER BY items.saved_at, id")
    return [Arrival(row[0], row[1], Verdict(row[2]) if row[2] else None) for row in rows]


def memberships(db: sqlite3.Connection) -> dict[str, tuple[Stance, frozenset[int]]]:
    """Stance and members of every area by its name."""
    members: dict[str, tuple[Stance, set[int]]] = {
        row["name"]: (Stance(row["stance"]), set())
        for row in db.execute("SELECT name, stance FROM areas ORDER BY name COLLATE NOCASE")
    }
    for row in db.execute("SELECT name, item_id FROM area_members JOIN areas ON areas.id = area_id"):
        members[row["name"]][1].add(row["item_id"])
    return {name: (stance, frozenset(ids)) for name, (stance, ids) in members.items()}


def filings(db: sqlite3.Connection) -> list[Filing]:
    """All steps from zone to zone, and into the first one, oldest first."""
    rows = db.execute(
        f"SELECT item_id, {day('events.at')} AS on_day, action, before, after FROM events"
        f" WHERE action IN (?, ?) AND item_id IS NOT NULL AND {STANDING} ORDER BY events.at, id",
        (Action.ADDED, Action.MOVED),
    )
    return [
        Filing(
            row["item_id"], row["on_day"], Zone(row["before"]) if row["action"] == Action.MOVED else None,
            Zone(row["after"]),
        )
        for row in rows
    ]  # fmt: skip


def readings(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """Items and the days on which they were begun or read, oldest first."""
    rows = db.execute(
        f"SELECT item_id, {day('events.at')} AS on_day FROM events"
        " WHERE action = ? AND after IN (?, ?) AND item_id IS NOT NULL"
        f" AND {STANDING} ORDER BY events.at, id",
        (Action.STATE, State.READING, State.READ),
    )
    return [(row["item_id"], row["on_day"]) for row in rows]
