"""Pages that were asked for and have not come yet: since when, how often they were tried, when again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.store.filters import where
from kb.types import Filters, Pending

_LACKING = (
    "stub AND (key LIKE 'url:http%' OR key LIKE 'doi:%' OR (key LIKE 'post:telegram/%'"
    " AND key NOT LIKE 'post:telegram/c/%'))"
)
"""What is known by an address that anybody may open; `c/` are private channels."""


def lacking(db: sqlite3.Connection, filters: Filters = Filters(), limit: int | None = None) -> list[int]:
    """Items known by their address only, of those the filters let through; the ones saved last first."""
    condition, parameters = where(filters)
    rows = db.execute(
        f"SELECT id FROM items WHERE {_LACKING} AND {condition} ORDER BY saved_at DESC, id DESC LIMIT ?",
        [*parameters, -1 if limit is None else limit],
    )
    return [row["id"] for row in rows]


def ask(db: sqlite3.Connection, item_ids: Sequence[int], now: str) -> None:
    """Notes that these pages are wanted now; how often they were tried stays known."""
    db.executemany(
        "INSERT INTO fetches (item_id, asked_at, due_at) VALUES (?1, ?2, ?2)"
        " ON CONFLICT (item_id) DO UPDATE SET asked_at = ?2, due_at = ?2",
        [(item_id, now) for item_id in item_ids],
    )


def due(db: sqlite3.Connection, now: str) -> list[int]:
    """Items whose pages were asked for and may be tried now, those that waited longest first."""
    rows = db.execute(
        "SELECT item_id FROM fetches WHERE due_at <= ? AND item_id IN (SELECT id FROM items WHERE"
        f" {_LACKING}) ORDER BY due_at, item_id",
        (now,),
    )
    return [row["item_id"] for row in rows]


def failed(db: sqlite3.Connection, item_id: int, reason: str, now: str, due_at: str | None) -> None:
    """Notes that a page did not come. Where the item is gone there is nothing to note."""
    db.execute(
        "INSERT INTO fetches (item_id, asked_at, attempts, tried_at, reason, due_at)"
        " SELECT id, ?2, 1, ?2, ?3, ?4 FROM items WHERE id = ?1 ON CONFLICT (item_id) DO UPDATE"
        " SET attempts = attempts + 1, tried_at = ?2, reason = ?3, due_at = ?4",
        (item_id, now, reason, due_at),
    )


def came(db: sqlite3.Connection, item_ids: Sequence[int]) -> None:
    """Forgets the pages that have come."""
    db.execute(
        "DELETE FROM fetches WHERE item_id IN (SELECT value FROM json_each(?))", (json.dumps(list(item_ids)),)
    )


def of_item(db: sqlite3.Connection, item_id: int) -> Pending | None:
    """How an item's page stands, or None where nobody asked for it or it has come."""
    row = db.execute(
        "SELECT asked_at, attempts, tried_at, reason, due_at FROM fetches WHERE item_id = ?"
        " AND item_id IN (SELECT id FROM items WHERE stub)",
        (item_id,),
    ).fetchone()
    return Pending(*row) if row else None
