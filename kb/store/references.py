"""What the texts of items point to, and who points to an item."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kb.store import aliases, retellings
from kb.types import Reference


def of_item(db: sqlite3.Connection, item_id: int) -> tuple[Reference, ...]:
    """What an item's text points to, in the order of the text."""
    rows = db.execute("SELECT url, key, label FROM refs WHERE item_id = ? ORDER BY position", (item_id,))
    return tuple(Reference(row["url"], row["key"], row["label"]) for row in rows)


def mentioned_by(db: sqlite3.Connection, item_id: int) -> list[int]:
    """Ids of items that link to this one or were confirmed to retell it, newest first."""
    rows = db.execute(
        "SELECT id FROM items WHERE id != ?1 AND id IN (SELECT refs.item_id FROM aliases"
        " JOIN refs ON refs.key = aliases.key WHERE aliases.item_id = ?1"
        " UNION SELECT value FROM json_each(?2)) ORDER BY dated DESC, id DESC",
        (item_id, json.dumps(retellings.tellers_of(db, item_id))),
    )
    return [row["id"] for row in rows]


def mentioning(db: sqlite3.Connection, key: str) -> list[int]:
    """Ids of items that link to the work with this canonical key or were confirmed to retell it, newest
    first."""
    tellers = [teller for paper in aliases.resolve(db, [key]) for teller in retellings.tellers_of(db, paper)]
    rows = db.execute(
        "SELECT id FROM items WHERE id IN (SELECT item_id FROM refs WHERE key = ?"
        " UNION SELECT value FROM json_each(?)) ORDER BY dated DESC, id DESC",
        (key, json.dumps(tellers)),
    )
    return [row["id"] for row in rows]


def put(db: sqlite3.Connection, item_id: int, references: Iterable[Reference]) -> None:
    """Replaces what an item's text points to."""
    db.execute("DELETE FROM refs WHERE item_id = ?", (item_id,))
    db.executemany(
        "INSERT INTO refs (item_id, position, key, url, label) VALUES (?, ?, ?, ?, ?)",
        [(item_id, n, ref.key, ref.url, ref.label) for n, ref in enumerate(references)],
    )
