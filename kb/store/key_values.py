"""Single named values of a library: markers, counters, remembered choices."""

from __future__ import annotations

import sqlite3


def get(db: sqlite3.Connection, name: str, default: str = "") -> str:
    """The value kept under a name, else the default."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else default


def put(db: sqlite3.Connection, name: str, value: str) -> None:
    """Keeps a value under a name, instead of the one before."""
    db.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def bump(db: sqlite3.Connection, name: str) -> int:
    """Raises a counter by one and returns it."""
    value = int(get(db, name, "0")) + 1
    put(db, name, str(value))
    return value
