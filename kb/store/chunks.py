"""Passages of items and their vectors. What the index lacks is a query here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.store.embedded import Floats, unpacked
from kb.types import Passage


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


_BEGINNING = 8
"""Passages that speak for a text without a summary, about 1,000 words: a book is read no further. By
judgement."""
_ITS_OWN = "{passage}.label NOT IN ('note', 'highlight')"
"""Whether a passage is of the item itself: what the person marked or wrote to it stands behind its text, and
would speak for a short one (`kb.types.Annotation.kind` labels these)."""
SPEAKS = (
    "(chunks.position = 0 AND (items.summary <> '' OR items.title = '' OR NOT EXISTS"
    " (SELECT 1 FROM chunks AS others WHERE others.item_id = items.id AND others.position > 0"
    f" AND {_ITS_OWN.format(passage='others')}))"
    f" OR chunks.position BETWEEN 1 AND {_BEGINNING} AND items.summary = ''"
    f" AND {_ITS_OWN.format(passage='chunks')})"
)
"""Whether a passage tells what its item is about: the head, where that holds a summary or nothing else is
there; otherwise the beginning of the text."""


def item_vectors(
    db: sqlite3.Connection, fingerprint: str, dimension: int, item_ids: Iterable[int] | None = None
) -> ChunkVectors:
    """One vector an item, of unit length, in order of item id: that of title and summary, or without a
    summary the mean of its first passages. `chunk_ids` are the first passages that speak for each. Items of
    which any such passage still lacks its vector are left out.

    Titles alone say little: of notes titled by numbers, 24 on two subjects five times over, the three
    nearest shared the subject in 0.47 by title, 0.86 by the mean with the title, 0.88 by that without it.
    """
    restriction, parameters = "", [fingerprint]
    if item_ids is not None:
        restriction = " AND items.id IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(list(item_ids)))
    rows = db.execute(
        "SELECT chunks.id, chunks.item_id, vectors.vector"
        " FROM items CROSS JOIN chunks ON chunks.item_id = items.id"
        " LEFT JOIN vectors ON vectors.text_hash = chunks.text_hash AND vectors.fingerprint = ?"
        f" WHERE {SPEAKS}{restriction} ORDER BY chunks.item_id, chunks.position",
        parameters,
    ).fetchall()
    lacking = {row[1] for row in rows if row[2] is None or len(row[2]) != 2 * dimension}
    found = gather((row for row in rows if row[1] not in lacking), dimension)
    owners, first = np.unique(found.item_ids, return_index=True)
    if len(owners) == len(found.item_ids):
        return found
    return ChunkVectors(
        found.chunk_ids[first], owners, unit_rows(np.add.reduceat(found.vectors, first, axis=0))
    )


def beginnings(
    db: sqlite3.Connection, fingerprint: str, dimension: int, item_ids: Iterable[int]
) -> ChunkVectors:
    """The vectors of the heads and of the first passages of these items, in order of item id and place; what
    the person marked and wrote is left out."""
    own = f" AND chunks.position <= {_BEGINNING} AND {_ITS_OWN.format(passage='chunks')}"
    return _of_items(db, fingerprint, dimension, item_ids, own)


def vectors_of(
    db: sqlite3.Connection, fingerprint: str, dimension: int, item_ids: Iterable[int]
) -> ChunkVectors:
    """The vectors of all passages of these items, in order of item id and place."""
    return _of_items(db, fingerprint, dimension, item_ids)


def _of_items(
    db: sqlite3.Connection, fingerprint: str, dimension: int, item_ids: Iterable[int], restriction: str = ""
) -> ChunkVectors:
    rows = db.execute(
        f"{_VECTOR_ROWS} WHERE chunks.item_id IN (SELECT value FROM json_each(?)){restriction}"
        " ORDER BY chunks.item_id, chunks.position",
        (fingerprint, json.dumps(list(item_ids))),
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
