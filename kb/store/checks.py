"""What may be wrong with a library's rows, counted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kb.store.connection import blank


def integrity(db: sqlite3.Connection, most: int = 3) -> list[str]:
    """What SQLite finds wrong with the file's structure, in its words; empty when nothing is."""
    told = [" ".join(row[0].split()) for row in db.execute(f"PRAGMA quick_check({most})")]
    return [line for line in told if line != "ok"]


def lacking(db: sqlite3.Connection) -> list[str]:
    """Names of the tables, views and triggers that a library has and this one lacks."""
    with blank() as whole:
        expected = _names(whole)
    return sorted(expected - _names(db))


def _names(db: sqlite3.Connection) -> set[str]:
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type != 'index' AND name NOT LIKE 'sqlite_%'")
    return {row[0] for row in rows}


def dangling(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each table point at rows that are not there."""
    found: dict[str, int] = {}
    for row in db.execute("PRAGMA foreign_key_check"):
        found[row[0]] = found.get(row[0], 0) + 1
    return found


def without_passages(db: sqlite3.Connection) -> int:
    """How many items have no passages although they have words."""
    (number,) = db.execute(
        "SELECT count(*) FROM items WHERE id NOT IN (SELECT item_id FROM chunks)"
    ).fetchone()
    return int(number)


def misshapen_vectors(db: sqlite3.Connection, fingerprint: str, dimension: int) -> int:
    """How many vectors of a model have not its size (two bytes a dimension)."""
    (number,) = db.execute(
        "SELECT count(*) FROM vectors WHERE fingerprint = ? AND length(vector) != ?",
        (fingerprint, 2 * dimension),
    ).fetchone()
    return int(number)


def drop_misshapen_vectors(db: sqlite3.Connection, fingerprint: str, dimension: int) -> None:
    """Forgets them; their texts wait for `embed` then."""
    db.execute(
        "DELETE FROM vectors WHERE fingerprint = ? AND length(vector) != ?", (fingerprint, 2 * dimension)
    )


def files_below(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """The files in a folder that items were read from."""
    rows = db.execute("SELECT address FROM aliases WHERE key GLOB 'path:*' ORDER BY key")
    paths = (Path(row[0].removeprefix("path:")) for row in rows)
    return [path for path in paths if path.is_relative_to(folder)]
