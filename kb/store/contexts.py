"""The words around an item's links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping


def put(db: sqlite3.Connection, item_id: int, contexts: Mapping[str, str]) -> None:
    """Keeps the words around each link of an item, by the canonical key it leads to, instead of
    those before."""
    db.execute("DELETE FROM contexts WHERE item_id = ?", (item_id,))
    add(db, [(item_id, contexts)])


def add(db: sqlite3.Connection, given: Iterable[tuple[int, Mapping[str, str]]]) -> None:
    """As `put`, for items, told by id, of which nothing is kept yet."""
    db.executemany(
        "INSERT INTO contexts (item_id, key, words) VALUES (?, ?, ?)",
        [(item_id, key, words) for item_id, contexts in given for key, words in contexts.items()],
    )


def of_item(db: sqlite3.Connection, item_id: int) -> dict[str, str]:
    """The words around an item's links, by the canonical key each leads to."""
    rows = db.execute("SELECT key, words FROM contexts WHERE item_id = ?", (item_id,))
    return {row["key"]: row["words"] for row in rows}


def about(db: sqlite3.Connection, item_id: int) -> dict[int, str]:
    """What items that link to this one say around the link, by their ids."""
    rows = db.execute(
        "SELECT contexts.item_id, contexts.words FROM aliases JOIN refs ON refs.key = aliases.key"
        " JOIN contexts ON contexts.item_id = refs.item_id AND contexts.key = refs.key"
        " WHERE aliases.item_id = ? ORDER BY refs.position DESC",
        (item_id,),
    )
    return {row["item_id"]: row["words"] for row in rows}
