"""Passages of the person's own writing that may retell a paper, and their vectors.

They stand apart from the passages of items, which are searched and are what the index holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from kb.store.chunks import Floats, halves, unpacked
from kb.text.digest import text_hash
from kb.types.evidence import WrittenPassage

_LACKING = (
    " FROM writing_passages WHERE NOT EXISTS (SELECT 1 FROM writing_vectors"
    " WHERE writing_vectors.text_hash = writing_passages.text_hash AND fingerprint = ?)"
)


def put(db: sqlite3.Connection, page_id: int, passages: Iterable[WrittenPassage]) -> None:
    """Keeps the passages of a page that has none yet."""
    db.executemany(
        "INSERT INTO writing_passages (page_id, line, made_at, text_hash, text) VALUES (?, ?, ?, ?, ?)",
        [(page_id, one.line, one.made_at, text_hash(one.text), one.text) for one in passages],
    )


def any_kept(db: sqlite3.Connection) -> bool:
    """Whether there are any."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM writing_passages)").fetchone()[0])


def without_vector(db: sqlite3.Connection, fingerprint: str, limit: int) -> list[tuple[str, str]]:
    """(text hash, text) still to be embedded; equal texts once."""
    rows = db.execute(
        f"SELECT text_hash, text{_LACKING} GROUP BY text_hash ORDER BY min(id) LIMIT ?", (fingerprint, limit)
    )
    return [(row["text_hash"], row["text"]) for row in rows]


def count_without_vector(db: sqlite3.Connection, fingerprint: str) -> int:
    """How many different texts still lack a vector of this model."""
    return int(db.execute(f"SELECT count(DISTINCT text_hash){_LACKING}", (fingerprint,)).fetchone()[0])


def put_vectors(db: sqlite3.Connection, fingerprint: str, hashes: Sequence[str], vectors: Floats) -> None:
    """Stores vectors (n, d) of unit length as float16. A text that has one of this model keeps it."""
    db.executemany(
        "INSERT OR IGNORE INTO writing_vectors (text_hash, fingerprint, vector) VALUES (?, ?, ?)",
        [(one, fingerprint, row) for one, row in zip(hashes, halves(vectors), strict=True)],
    )


def embedded(db: sqlite3.Connection, fingerprint: str, dimension: int) -> tuple[list[WrittenPassage], Floats]:
    """The passages that have a vector of a model, and these vectors (m, d). Their place is the number of
    their page: what it is called is unique in its source only."""
    rows = db.execute(
        "SELECT page_id, line, made_at, text, vector FROM writing_passages"
        " JOIN writing_vectors USING (text_hash) WHERE fingerprint = ? AND length(vector) = ?"
        " ORDER BY writing_passages.id",
        (fingerprint, 2 * dimension),
    ).fetchall()
    told = [WrittenPassage(str(row["page_id"]), row["line"], row["made_at"], row["text"]) for row in rows]
    return told, unpacked([row["vector"] for row in rows], dimension)


def drop_unused_vectors(db: sqlite3.Connection) -> None:
    """Forgets vectors of texts that no passage has any more."""
    db.execute("DELETE FROM writing_vectors WHERE text_hash NOT IN (SELECT text_hash FROM writing_passages)")
