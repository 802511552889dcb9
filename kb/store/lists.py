"""The inbox and the reading lists, and what the history tells of items that lie there: left alone, put off
again and again, looked at once more, filed in haste. Steps taken back are left out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from kb.store.days import day, full
from kb.store.events import STANDING
from kb.store.filters import where
from kb.types import Action, Filters, Kind, Origin, State, Zone


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


def inbox(db: sqlite3.Connection, filters: Filters) -> list[tuple[int, Kind, str]]:
    """Id, kind and source of what the filters let through in the inbox, what was saved last first."""
    condition, parameters = where(replace(filters, zones=(Zone.INBOX,)))
    rows = db.execute(
        f"SELECT id, kind, source FROM items WHERE {condition} ORDER BY saved_at DESC, id DESC", parameters
    )
    return [(row["id"], Kind(row["kind"]), row["source"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Filing:
    """How an unread item came into the list where it lies: when, by whom, how many were filed `together` in
    that step, when the filing `before` it was. Saved straight into the list, it came by an import."""

    item_id: int
    at: str
    origin: Origin
    together: int
    before: str | None


def filings(db: sqlite3.Connection, zone: Zone, filters: Filters) -> list[Filing]:
    """How each unread item of a list that the filters let through came there."""
    condition, parameters = where(replace(filters, zones=(zone,), states=(State.UNREAD,)))
    rows = db.execute(
        "WITH steps AS (SELECT batch, count(*) AS together, lag(min(at)) OVER (ORDER BY batch) AS before"
        " FROM events WHERE action = ? GROUP BY batch),"
        " last AS (SELECT item_id AS item, max(id) AS id FROM events"
        f" WHERE action = ? AND {STANDING} GROUP BY item_id)"
        " SELECT items.id, coalesce(events.at, items.saved_at) AS at, coalesce(origin, ?) AS origin,"
        " coalesce(together, 1) AS together, steps.before AS before"
        " FROM items LEFT JOIN last ON item = items.id LEFT JOIN events ON events.id = last.id"
        " LEFT JOIN steps ON steps.batch = events.batch"
        f" WHERE {condition} ORDER BY items.id",
        (Action.MOVED, Action.MOVED, Origin.IMPORT, *parameters),
    )
    return [
        Filing(row["id"], row["at"], Origin(row["origin"]), row["together"], row["before"]) for row in rows
    ]
