"""Passages and their vectors. What still needs a vector and what the index lacks are queries here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.types import Passage

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored passage. Position 0 is the head: title and summary."""

    id: int
    item_id: int
    position: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChunkVectors:
    """Vectors beside the chunks and items they belong to: ids (n,), items (n,), vectors (n, d)."""

    chunk_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]
    vectors: Floats


def put(db: sqlite3.Connection, item_id: int, passages: Sequence[Passage], hashes: Sequence[str]) -> None:
    """Makes these the item's passages; those that are the same keep their ids."""
    wanted = _rows(passages, hashes)
    stored = {
        (row["position"], row["label"], row["text"], row["text_hash"]): row["id"]
        for row in db.execute("SELECT * FROM chunks WHERE item_id = ?", (item_id,))
    }
    gone = [(chunk_id,) for chunk, chunk_id in stored.items() if chunk not in set(wanted)]
    db.executemany("DELETE FROM chunks WHERE id = ?", gone)
    _insert(db, ((item_id, *chunk) for chunk in wanted if chunk not in stored))


def add(db: sqlite3.Connection, given: Iterable[tuple[int, Sequence[Passage], Sequence[str]]]) -> None:
    """Gives items that have none yet their passages, beside the hashes of those."""
    _insert(db, ((item_id, *row) for item_id, passages, hashes in given for row in _rows(passages, hashes)))


def _rows(passages: Sequence[Passage], hashes: Sequence[str]) -> list[tuple[int, str, str, str]]:
    return [(n, p.label, p.text, h) for n, (p, h) in enumerate(zip(passages, hashes, strict=True))]


def _insert(db: sqlite3.Connection, rows: Iterable[tuple[int, int, str, str, str]]) -> None:
    db.executemany(
        "INSERT INTO chunks (item_id, position, label, text, text_hash) VALUES (?, ?, ?, ?, ?)", rows
    )


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> list[Chunk]:
    """The passages of these items, each item's in the order of its text."""
    rows = db.execute(
        "SELECT id, item_id, position, label, text FROM chunks"
        " WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY item_id, position",
        (json.dumps(list(item_ids)),),
    )
    return [Chunk(*row) for row in rows]


def texts(db: sqlite3.Connection, chunk_ids: Sequence[int]) -> dict[int, str]:
    """What passages say, by chunk id; those that are gone are left out."""
    rows = db.execute(
        "SELECT id, text FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(chunk_ids)),),
    )
    return {row["id"]: row["text"] for row in rows}


def sample(db: sqlite3.Connection, fingerprint: str, dimension: int, size: int) -> ChunkVectors:
    """About `size` vectors, evenly from all passages."""
    step = max(1, count(db) // size)
    rows = db.execute(f"{_VECTOR_ROWS} WHERE chunks.id % ? = 0 ORDER BY chunks.id", (fingerprint, step))
    return gather(rows, dimension)


def owners(db: sqlite3.Connection, chunk_ids: Sequence[int]) -> dict[int, int]:
    """The item each chunk belongs to, by chunk id; chunks that are gone are left out."""
    rows = db.execute(
        "SELECT id, item_id FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(chunk_ids)),),
    )
    return {row["id"]: row["item_id"] for row in rows}


def every_id(db: sqlite3.Connection) -> NDArray[np.int64]:
    # One text is a fifth of the work of as many rows.
    """The ids of all passages (n,)."""
    (joined,) = db.execute("SELECT group_concat(id) FROM chunks").fetchone()
    return np.fromstring(joined or "", dtype=np.int64, sep=",")


def count(db: sqlite3.Connection) -> int:
    """How many passages there are."""
    return int(db.execute("SELECT count(*) FROM chunks").fetchone()[0])


def without_vector(db: sqlite3.Connection, fingerprint: str, limit: int) -> list[tuple[str, str]]:
    """(text hash, text) still to be embedded: heads first, so that the map and the similar items are
    useful early; equal texts once."""
    rows = db.execute(
        "SELECT text_hash, text FROM chunks WHERE NOT EXISTS"
        " (SELECT 1 FROM vectors WHERE vectors.text_hash = chunks.text_hash AND fingerprint = ?)"
        " GROUP BY text_hash ORDER BY min(position) > 0, min(id) LIMIT ?",
        (fingerprint, limit),
    )
    return [(row["text_hash"], row["text"]) for row in rows]


def count_without_vector(db: sqlite3.Connection, fingerprint: str) -> int:
    """How many different texts still lack a vector of this model."""
    return int(
        db.execute(
            "SELECT count(DISTINCT text_hash) FROM chunks WHERE NOT EXISTS"
            " (SELECT 1 FROM vectors WHERE vectors.text_hash = chunks.text_hash AND fingerprint = ?)",
            (fingerprint,),
        ).fetchone()[0]
    )


def put_vectors(db: sqlite3.Connection, fingerprint: str, hashes: Sequence[str], vectors: Floats) -> None:
    """Stores vectors (n, d) of unit length as float16. A text that has one of this model keeps it."""
    db.executemany(
        "INSERT OR IGNORE INTO vectors (text_hash, fingerprint, vector) VALUES (?, ?, ?)",
        [(text_hash, fingerprint, row) for text_hash, row in zip(hashes, halves(vectors), strict=True)],
    )


def drop_unused_vectors(db: sqlite3.Connection) -> int:
    """Forgets vectors of texts no chunk has any more; returns how many."""
    return db.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM chunks)").rowcount


def halves(vectors: Floats) -> list[bytes]:
    """Vectors (n, d) as they are stored: float16, a row each."""
    return [row.tobytes() for row in vectors.astype(np.float16)]


def unpacked(stored: Sequence[bytes], dimension: int) -> Floats:
    """Stored vectors of one size as an array (n, d)."""
    vectors = np.frombuffer(b"".join(stored), dtype=np.float16).reshape(-1, dimension).astype(np.float32)
    # Halves round lengths off by up to a thousandth, enough to swap near neighbours against an index that
    # compares by angle.
    return unit_rows(vectors, out=vectors)


def gather(rows: Iterable[Sequence[Any]], dimension: int) -> ChunkVectors:
    """Rows of (chunk id, item id, stored vector) as arrays; vectors of another size are left out."""
    found = [row for row in rows if len(row[2]) == 2 * dimension]
    return ChunkVectors(
        np.array([row[0] for row in found], dtype=np.int64),
        np.array([row[1] for row in found], dtype=np.int64),
        unpacked([row[2] for row in found], dimension),
    )


_VECTOR_ROWS = (
    "SELECT chunks.id, chunks.item_id, vectors.vector FROM chunks"
    " JOIN vectors ON vectors.text_hash = chunks.text_hash AND vectors.fingerprint = ?"
)


def head_vectors(
    db: sqlite3.Connection, fingerprint: str, dimension: int, item_ids: Iterable[int] | None = None
) -> ChunkVectors:
    """One vector an item, that of its head, in order of item id."""
    restriction, parameters = "", [fingerprint]
    if item_ids is not None:
        restriction = " AND chunks.item_id IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(list(item_ids)))
    rows = db.execute(
        f"{_VECTOR_ROWS} WHERE chunks.position = 0{restriction} ORDER BY chunks.item_id", parameters
    )
    return gather(rows, dimension)


# CROSS JOIN: what the index holds is passed over before any vector is looked for.
_NOT_INDEXED = (
    " FROM chunks CROSS JOIN vectors ON vectors.text_hash = chunks.text_hash AND vectors.fingerprint = ?"
    " WHERE chunks.id NOT IN (SELECT chunk_id FROM indexed WHERE collection = ?)"
)


def not_indexed(
    db: sqlite3.Connection, collection: str, fingerprint: str, dimension: int, limit: int
) -> ChunkVectors:
    """Vectors the index is not known to hold yet, `limit` of them at most."""
    rows = db.execute(
        f"SELECT chunks.id, chunks.item_id, vectors.vector{_NOT_INDEXED} LIMIT ?",
        (fingerprint, collection, limit),
    )
    return gather(rows, dimension)


def count_not_indexed(db: sqlite3.Connection, collection: str, fingerprint: str) -> int:
    """How many passages have a vector of the model and are not in the collection."""
    return int(db.execute(f"SELECT count(*){_NOT_INDEXED}", (fingerprint, collection)).fetchone()[0])


def first_indexed(db: sqlite3.Connection, collection: str, fingerprint: str, dimension: int) -> ChunkVectors:
    """One vector the index should hold, or none."""
    rows = db.execute(
        f"{_VECTOR_ROWS} JOIN indexed ON indexed.chunk_id = chunks.id AND indexed.collection = ? LIMIT 1",
        (fingerprint, collection),
    )
    return gather(rows, dimension)


def gone_from_chunks(db: sqlite3.Connection, collection: str) -> list[int]:
    """Ids the index holds although their chunks are gone."""
    rows = db.execute(
        "SELECT chunk_id FROM indexed WHERE collection = ? AND chunk_id NOT IN (SELECT id FROM chunks)",
        (collection,),
    )
    return [row["chunk_id"] for row in rows]


def mark_indexed(db: sqlite3.Connection, collection: str, chunk_ids: Iterable[int]) -> None:
    """Notes that the collection holds these passages."""
    db.executemany(
        "INSERT OR IGNORE INTO indexed (collection, chunk_id) VALUES (?, ?)",
        [(collection, int(chunk_id)) for chunk_id in chunk_ids],
    )


def unmark_indexed(db: sqlite3.Connection, collection: str, chunk_ids: Iterable[int] | None = None) -> None:
    """Forgets that the index holds these chunks, or any."""
    if chunk_ids is None:
        db.execute("DELETE FROM indexed WHERE collection = ?", (collection,))
    else:
        db.executemany(
            "DELETE FROM indexed WHERE collection = ? AND chunk_id = ?",
            [(collection, int(chunk_id)) for chunk_id in chunk_ids],
        )


def count_indexed(db: sqlite3.Connection, collection: str) -> int:
    """How many passages the collection is remembered to hold."""
    return int(db.execute("SELECT count(*) FROM indexed WHERE collection = ?", (collection,)).fetchone()[0])
