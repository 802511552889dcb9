"""Summaries that a model wrote, one an item at most."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.types.summaries import WrittenSummary


def put(db: sqlite3.Connection, item_id: int, written: WrittenSummary) -> None:
    """Keeps a summary in place of an earlier one."""
    db.execute(
        "INSERT OR REPLACE INTO summaries (item_id, text, model, endpoint, written_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (item_id, written.text, written.model, written.host, written.written_at),
    )


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, WrittenSummary]:
    """The summaries of those of the items that have one, by id."""
    rows = db.execute(
        "SELECT item_id, text, model, endpoint, written_at FROM summaries"
        " WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    )
    return {row[0]: WrittenSummary(*row[1:]) for row in map(tuple, rows)}


def drop(db: sqlite3.Connection, item_id: int) -> bool:
    """Forgets the summary of an item; returns whether there was one."""
    return db.execute("DELETE FROM summaries WHERE item_id = ?", (item_id,)).rowcount > 0
