"""Saved searches: questions to come back to, and when each was last looked at."""

from __future__ import annotations

import sqlite3

from kb.types import SavedSearch


def every(db: sqlite3.Connection) -> list[SavedSearch]:
    """All saved searches by name, with nothing counted yet."""
    rows = db.execute("SELECT name, query, seen_at FROM saved_searches ORDER BY name COLLATE NOCASE, name")
    return [SavedSearch(row["name"], row["query"], row["seen_at"], new=0) for row in rows]


def get(db: sqlite3.Connection, name: str) -> SavedSearch | None:
    """The search saved under just this name."""
    return next((one for one in every(db) if one.name == name), None)


def put(db: sqlite3.Connection, search: SavedSearch) -> None:
    """Saves a question under its name; the same name asks another question from now on."""
    db.execute(
        "INSERT INTO saved_searches (name, query, made_at, seen_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET query = excluded.query, seen_at = excluded.seen_at",
        (search.name, search.query, search.seen_at, search.seen_at),
    )


def remove(db: sqlite3.Connection, name: str) -> None:
    """Forgets a saved search."""
    db.execute("DELETE FROM saved_searches WHERE name = ?", (name,))


def mark_seen(db: sqlite3.Connection, name: str, moment: str) -> bool:
    """Notes that the results were looked at; returns whether there is such a search."""
    changed = db.execute("UPDATE saved_searches SET seen_at = ? WHERE name = ?", (moment, name))
    return changed.rowcount > 0


def saved_after(db: sqlite3.Connection, moment: str) -> set[int]:
    """Ids of the items saved after a moment."""
    return {row["id"] for row in db.execute("SELECT id FROM items WHERE saved_at > ?", (moment,))}
