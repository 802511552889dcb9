"""Passages of the person's own writing that may retell a paper, and their vectors.

They stand apart from the passages of items, which are searched and are what the index holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kb.store.embedded import Floats, unpacked
from kb.text.digest import text_hash
from kb.types.evidence import WrittenPassage


def put(db: sqlite3.Connection, page_id: int, passages: Iterable[WrittenPassage]) -> None:
    """Keeps the passages of a page that has none yet."""
    db.executemany(
        "INSERT INTO writing_passages (page_id, line, made_at, text_hash, text) VALUES (?, ?, ?, ?, ?)",
        [(page_id, one.line, one.made_at, text_hash(one.text), one.text) for one in passages],
    )


def any_kept(db: sqlite3.Connection) -> bool:
    """Whether there are any."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM writing_passages)").fetchone()[0])


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
