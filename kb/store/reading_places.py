"""Where the person is in what they read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.types.reading import AT_END, BEGUN, ReadingPlace


def put(db: sqlite3.Connection, item_id: int, place: ReadingPlace) -> None:
    """Notes where the person is in an item now."""
    db.execute(
        "INSERT INTO reading_places (item_id, share, place, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (item_id)"
        " DO UPDATE SET share = excluded.share, place = excluded.place, at = excluded.at",
        (item_id, place.share, place.place, place.at),
    )


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, ReadingPlace]:
    """Where the person is in those of these items that they read in, by id."""
    rows = db.execute(
        "SELECT item_id, share, place, at FROM reading_places"
        " WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    )
    return {row["item_id"]: ReadingPlace(row["share"], row["place"], row["at"]) for row in rows}


def begun(db: sqlite3.Connection, limit: int) -> list[int]:
    """Ids of the items that were begun and neither read nor left, read in last first."""
    rows = db.execute(
        "SELECT item_id FROM reading_places JOIN items ON items.id = item_id"
        " WHERE share > ? AND share < ? AND state IN ('unread', 'reading') ORDER BY at DESC, item_id LIMIT ?",
        (BEGUN, AT_END, limit),
    )
    return [row["item_id"] for row in rows]
