"""The files that items were read from: which there are, and which of them lie in the library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kb.types import Original

_COLUMNS = "sha256, name, media_type, size, place, linked"


def _original(row: sqlite3.Row) -> Original:
    return Original(
        row["sha256"], row["name"], row["media_type"], row["size"], row["place"], bool(row["linked"])
    )


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[Original]]:
    """The originals of those of these items that have any, by the items' ids."""
    rows = db.execute(
        f"SELECT item_id, {_COLUMNS} FROM originals WHERE item_id IN (SELECT value FROM json_each(?))"
        # Pictures come along with what the item was read from.
        " ORDER BY item_id, media_type LIKE 'image/%', media_type, name, sha256",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[Original]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(_original(row))
    return found


def every(db: sqlite3.Connection) -> list[tuple[int, Original]]:
    """All originals, each with the id of its item."""
    rows = db.execute(f"SELECT item_id, {_COLUMNS} FROM originals ORDER BY sha256, item_id")
    return [(row["item_id"], _original(row)) for row in rows]


def kept(db: sqlite3.Connection) -> dict[str, int]:
    """The size in bytes of each file that lies in the library, by its SHA-256."""
    rows = db.execute("SELECT DISTINCT sha256, size FROM originals WHERE NOT linked ORDER BY sha256")
    return dict(map(tuple, rows))


def find(db: sqlite3.Connection, sha256: str) -> tuple[int, Original] | None:
    """An item with the original of this digest, and the original; None where no item has it. One that lies in
    the library comes before one that is linked."""
    row = db.execute(
        f"SELECT item_id, {_COLUMNS} FROM originals WHERE sha256 = ? ORDER BY linked, item_id LIMIT 1",
        (sha256,),
    ).fetchone()
    return None if row is None else (row["item_id"], _original(row))


def put(db: sqlite3.Connection, given: Iterable[tuple[int, Original]]) -> None:
    """Adds what the items, told by id, lack. A file that was linked and lies in the library now is no link
    any more."""
    db.executemany(
        f"INSERT INTO originals (item_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item_id, sha256) DO UPDATE SET linked = 0 WHERE NOT excluded.linked",
        [
            (item_id, one.sha256, one.name, one.media_type, one.size, one.place, int(one.linked))
            for item_id, one in given
        ],
    )
