"""What was handed to whom, and what came back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from kb.store import items
from kb.types import Item
from kb.types.waiting import Delegation

_COLUMNS = ("id", "person", "given_at", "due", "why", "returned_at", "gist", "rating")
_OPEN = "returned_at IS NULL"


def every(db: sqlite3.Connection) -> list[Delegation]:
    """All of them, the last given first."""
    return _select(db, "true")


def standing(db: sqlite3.Connection) -> list[Delegation]:
    """Those of which nothing came back, the earliest due first, those without a day last."""
    return sorted(_select(db, _OPEN), key=lambda one: (one.due or "9999", one.given_at, one.id))


def of_items(db: sqlite3.Connection, item_ids: Collection[int]) -> list[Delegation]:
    """Those of some items, the last given first."""
    return _select(db, "item_id IN (SELECT value FROM json_each(?))", json.dumps(list(item_ids)))


def held(db: sqlite3.Connection) -> set[int]:
    """Ids of the items that somebody has."""
    return {row["item_id"] for row in db.execute(f"SELECT item_id FROM delegations WHERE {_OPEN}")}


def names(db: sqlite3.Connection) -> list[str]:
    """Whom items were handed to, each once, those of the last first."""
    rows = db.execute("SELECT person FROM delegations GROUP BY person ORDER BY max(given_at) DESC, person")
    return [row["person"] for row in rows]


def names_by_item(db: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """To whom each item that was handed over went, by its id."""
    found: dict[int, tuple[str, ...]] = {}
    for row in db.execute("SELECT DISTINCT item_id, person FROM delegations ORDER BY person"):
        found[row["item_id"]] = (*found.get(row["item_id"], ()), row["person"])
    return found


def add(
    db: sqlite3.Connection, item: Item, person: str, given_at: str, due: str | None, why: str
) -> Delegation:
    """Notes that an item was handed over; the caller records the event."""
    made = db.execute(
        "INSERT INTO delegations (item_id, person, given_at, due, why, gist) VALUES (?, ?, ?, ?, ?, '')",
        (item.id, person, given_at, due, why),
    )
    return Delegation(int(made.lastrowid or 0), item, person, given_at, due, why)


def put(db: sqlite3.Connection, item_id: int, kept: str, other: str) -> None:
    """Makes a delegation again what the snapshot `kept` holds; an empty one takes away that of the snapshot
    `other`."""
    if not kept:
        db.execute("DELETE FROM delegations WHERE id = ?", (json.loads(other)["id"],))
        return
    columns = ("item_id", *_COLUMNS)
    marks = ", ".join(f":{column}" for column in columns)
    db.execute(
        f"INSERT OR REPLACE INTO delegations ({', '.join(columns)}) VALUES ({marks})",
        {**json.loads(kept), "item_id": item_id},
    )


def snapshot(one: Delegation) -> str:
    """A delegation as an event keeps it."""
    return json.dumps({column: getattr(one, column) for column in _COLUMNS}, ensure_ascii=False)


def _select(db: sqlite3.Connection, condition: str, *values: str) -> list[Delegation]:
    rows = db.execute(
        f"SELECT item_id, {', '.join(_COLUMNS)} FROM delegations WHERE {condition}"
        " ORDER BY given_at DESC, id DESC",
        values,
    ).fetchall()
    by_id = {item.id: item for item in items.by_ids(db, [row["item_id"] for row in rows])}
    return [
        Delegation(item=by_id[row["item_id"]], **{column: row[column] for column in _COLUMNS}) for row in rows
    ]
