"""What items were called before; a trigger notes it whenever a title changes."""

from __future__ import annotations

import sqlite3


def every(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """Ids of items with each of their former titles, those saved first before others."""
    return [tuple(row) for row in db.execute("SELECT item_id, title FROM former_titles ORDER BY item_id")]


def of_item(db: sqlite3.Connection, item_id: int) -> list[str]:
    """An item's former titles."""
    return [row[0] for row in db.execute("SELECT title FROM former_titles WHERE item_id = ?", (item_id,))]


def joined(db: sqlite3.Connection, kept: int, dropped: int) -> None:
    """Of two items that become one, the titles of the other are former titles of the kept one."""
    db.execute(
        "INSERT OR IGNORE INTO former_titles (item_id, title)"
        " SELECT ?1, title FROM items WHERE id = ?2 AND NOT stub"
        " UNION SELECT ?1, title FROM former_titles WHERE item_id = ?2",
        (kept, dropped),
    )
