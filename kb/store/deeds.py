"""What the history tells of the use of items: when they were opened, read and cited. Steps taken back are
left out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from kb.store.events import STANDING
from kb.types import Action, State


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done with an item at a moment in UTC. `note` is what its event says beside; `together` how
    many items it was done with at once."""

    item_id: int
    at: str
    note: str
    together: int


def openings(db: sqlite3.Connection, item_ids: Collection[int]) -> list[Deed]:
    """When items were looked at, oldest first; the note is the page they were opened from, if that is
    known."""
    return _deeds(db, item_ids, Action.OPENED)


def finishings(db: sqlite3.Connection, item_ids: Collection[int]) -> list[Deed]:
    """When items were marked as read, oldest first."""
    return _deeds(db, item_ids, Action.STATE, State.READ)


def citings(db: sqlite3.Connection, item_ids: Collection[int]) -> list[Deed]:
    """When items were taken out as references, oldest first."""
    return _deeds(db, item_ids, Action.CITED)


def filed_first(db: sqlite3.Connection, item_ids: Collection[int]) -> dict[int, str]:
    """When each item left the inbox, or was saved outside of it; those still in it are left out."""
    rows = db.execute(
        "SELECT item_id, min(at) AS at FROM events WHERE action IN (?, ?) AND after != 'inbox'"
        f" AND item_id IN (SELECT value FROM json_each(?)) AND {STANDING} GROUP BY item_id",
        (Action.ADDED, Action.MOVED, json.dumps(list(item_ids))),
    )
    return {row["item_id"]: row["at"] for row in rows}


def _deeds(
    db: sqlite3.Connection, item_ids: Collection[int], action: Action, after: str | None = None
) -> list[Deed]:
    rows = db.execute(
        "SELECT item_id, at, note, (SELECT count(*) FROM events AS same WHERE same.batch = events.batch) AS n"
        f" FROM events WHERE action = ? AND (? IS NULL OR after = ?) AND {STANDING}"
        " AND item_id IN (SELECT value FROM json_each(?)) ORDER BY at, id",
        (action, after, after, json.dumps(list(item_ids))),
    )
    return [Deed(row["item_id"], row["at"], row["note"], row["n"]) for row in rows]
