"""The keys under which a library holds addresses, and the rules they were made by."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kb.store import key_values

_MADE_BY = "forms-of-addresses"


def stale(db: sqlite3.Connection, rules: str) -> bool:
    """Whether keys were made by other rules than these."""
    return key_values.get(db, _MADE_BY) != rules


def every_key(db: sqlite3.Connection) -> list[str]:
    """The keys of pages that items have, that lead to items, or that items point to."""
    rows = db.execute(
        "SELECT key FROM items WHERE key LIKE 'url:%' UNION SELECT key FROM aliases WHERE key LIKE 'url:%'"
        " UNION SELECT key FROM refs WHERE key LIKE 'url:%'"
    )
    return [row["key"] for row in rows]


def rename(db: sqlite3.Connection, keys: Mapping[str, str], rules: str) -> None:
    """Gives keys their form by these rules: of items and what leads to them, of what items point to and the
    words around it. What two items would then go by stays as it is."""
    for old, new in keys.items():
        if db.execute("SELECT 1 FROM aliases WHERE key = ?", (new,)).fetchone() is None:
            db.execute("UPDATE OR IGNORE items SET key = ? WHERE key = ?", (new, old))
            db.execute("UPDATE aliases SET key = ? WHERE key = ?", (new, old))
        db.execute("UPDATE refs SET key = ? WHERE key = ?", (new, old))
        db.execute("UPDATE OR REPLACE contexts SET key = ? WHERE key = ?", (new, old))
    key_values.put(db, _MADE_BY, rules)
