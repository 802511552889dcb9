"""What the history tells of items that lie in the reading lists: left alone, put off again and again, looked
at once more, filed in haste. Steps taken back are left out."""

from __future__ import annotations

import sqlite3

from kb.store.days import day, full
from kb.store.events import STANDING
from kb.types import Action, Origin, State, Zone


def untouched(db: sqlite3.Connection, zone: Zone, since: str) -> list[int]:
    """Unread items of a list with which the person did nothing since a day, those that were saved first in
    front. What an import updates is not touched by it."""
    rows = db.execute(
        f"SELECT id FROM items WHERE zone = ? AND state = ? AND {full('saved_at')} < ? AND NOT EXISTS"
        " (SELECT 1 FROM events WHERE item_id = items.id AND origin != ? AND action != ? AND at >= ?"
        f" AND {STANDING}) ORDER BY saved_at, id",
        (zone, State.UNREAD, since, Origin.IMPORT, Action.UNDONE, since),
    )
    return [row["id"] for row in rows]


def put_off(db: sqlite3.Connection, zone: Zone, times: int) -> dict[int, int]:
    """Unread items of a list that were put off at least so many times since they were filed there or kept,
    and how many times."""
    settled = f"action IN (?, ?) AND {STANDING.replace('events.id', 'settled.id')}"
    rows = db.execute(
        "SELECT item_id, count(*) AS times FROM events JOIN items ON items.id = item_id"
        f" WHERE zone = ? AND state IN (?, ?) AND action = ? AND after > {day('at')} AND {STANDING}"
        " AND events.id > coalesce((SELECT max(id) FROM events AS settled"
        f" WHERE settled.item_id = events.item_id AND {settled}), 0)"
        " GROUP BY item_id HAVING times >= ? ORDER BY times DESC, item_id",
        (zone, State.UNREAD, State.READING, Action.SNOOZED, Action.MOVED, Action.KEPT, times),
    )
    return {row["item_id"]: row["times"] for row in rows}


def moved_down(db: sqlite3.Connection, since: str) -> list[int]:
    """Items that the person took out of must-have unread since a day, and that are unread in another list."""
    rows = db.execute(
        "SELECT DISTINCT item_id FROM events JOIN items ON items.id = item_id"
        f" WHERE action = ? AND before = ? AND {day('at')} >= ? AND {STANDING}"
        " AND zone NOT IN (?, ?) AND state IN (?, ?) ORDER BY item_id",
        (Action.MOVED, Zone.MUST_HAVE, since, Zone.MUST_HAVE, Zone.INBOX, State.UNREAD, State.READING),
    )
    return [row["item_id"] for row in rows]


def kept(db: sqlite3.Connection, since: str) -> set[int]:
    """Items that were looked at again since a day and left where they lie."""
    rows = db.execute(
        f"SELECT DISTINCT item_id FROM events WHERE action = ? AND {day('at')} >= ? AND {STANDING}",
        (Action.KEPT, since),
    )
    return {row["item_id"] for row in rows}


def filings(db: sqlite3.Connection, zone: Zone) -> list[tuple[int, str, Origin, int]]:
    """The last filing of each unread item of a list: its id, when, by whom, how many were filed in that step.
    Items that were saved straight into the list have none."""
    rows = db.execute(
        "SELECT item_id, at, origin,"
        " (SELECT count(*) FROM events AS others WHERE others.batch = events.batch) AS together"
        " FROM events JOIN items ON items.id = item_id WHERE zone = ? AND state = ? AND events.id IN"
        f" (SELECT max(id) FROM events WHERE action = ? AND {STANDING} GROUP BY item_id) ORDER BY events.id",
        (zone, State.UNREAD, Action.MOVED),
    )
    return [(row["item_id"], row["at"], Origin(row["origin"]), row["together"]) for row in rows]
