"""Vectors of a library kept in memory, brought up to date by reading only what came since.

A vector takes 4 bytes a dimension: 154 MB for 100,000 passages of 384.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.store import chunks
from kb.store.chunks import ChunkVectors
from kb.store.connection import Store

_BATCH = 4096
"""Rows read at once: 3 MB of vectors."""
_ROOM = 1.25
"""Rows reserved for each passage there is: those to come need no copying. Untouched, they take no memory."""
_MOST_GONE = 0.25
"""Share of rows left behind by passages that are gone, above which everything is read anew."""


@dataclass(frozen=True, slots=True)
class HighWaterMark:
    """How far a library has been read: the counter of comings and goings, the last passage, the last
    vector. Numbers of passages and vectors only grow, so what came later lies beyond them."""

    passages: int = 0
    chunk_id: int = 0
    vector_id: int = 0


def high_water_mark(db: sqlite3.Connection) -> HighWaterMark:
    """How far there is to read now, at one moment."""
    row = db.execute(
        "SELECT (SELECT value FROM facts WHERE name = 'passages'),"
        " (SELECT max(id) FROM chunks), (SELECT max(id) FROM vectors)"
    ).fetchone()
    return HighWaterMark(*(int(value or 0) for value in row))


def only_added(db: sqlite3.Connection, since: HighWaterMark, until: HighWaterMark) -> bool:
    """Whether nothing went in between: as many rows are new as came or went."""
    (new,) = db.execute(
        "SELECT (SELECT count(*) FROM chunks WHERE id > ? AND id <= ?)"
        " + (SELECT count(*) FROM vectors WHERE id > ? AND id <= ?)",
        (since.chunk_id, until.chunk_id, since.vector_id, until.vector_id),
    ).fetchone()
    return bool(new == until.passages - since.passages)


def arrived(
    db: sqlite3.Connection, fingerprint: str, dimension: int, since: HighWaterMark, until: HighWaterMark
) -> Iterator[ChunkVectors]:
    """Passages that have a vector now and had none before, in batches of no particular order."""
    # CROSS JOIN keeps the order of the loops: the one over what is new comes first.
    yield from _batches(
        db,
        "SELECT chunks.id, chunks.item_id, vectors.vector"
        " FROM vectors CROSS JOIN chunks ON chunks.text_hash = vectors.text_hash"
        " WHERE vectors.fingerprint = ? AND vectors.id > ? AND vectors.id <= ? AND chunks.id <= ?",
        (fingerprint, since.vector_id, until.vector_id, until.chunk_id),
        dimension,
    )
    if since.vector_id and until.chunk_id > since.chunk_id:
        yield from _batches(
            db,
            "SELECT chunks.id, chunks.item_id, vectors.vector"
            " FROM chunks CROSS JOIN vectors ON vectors.text_hash = chunks.text_hash"
            " AND vectors.fingerprint = ? WHERE vectors.id <= ? AND chunks.id > ? AND chunks.id <= ?",
            (fingerprint, since.vector_id, since.chunk_id, until.chunk_id),
            dimension,
        )


def _batches(
    db: sqlite3.Connection, query: str, parameters: tuple[object, ...], dimension: int
) -> Iterator[ChunkVectors]:
    rows = db.cursor()
    rows.row_factory = None
    rows.execute(query, parameters)
    while batch := rows.fetchmany(_BATCH):
        yield chunks.gather(batch, dimension)


class Resident:
    """All vectors of one space, in memory from the first time they are asked for.

    Safe from any thread. Bringing the copy up to date costs nothing if no passage came or went, time for
    the new ones if some came, and a look at the ids of all if some went.
    """

    _frontier: HighWaterMark
    _count: int
    _chunk_ids: NDArray[np.int64]
    _item_ids: NDArray[np.int64]
    _vectors: NDArray[np.float32]

    def __init__(self, store: Store, fingerprint: str, dimension: int) -> None:
        self._store = store
        self._fingerprint = fingerprint
        self._dimension = dimension
        self._lock = threading.Lock()
        self._start_anew()

    def current(self) -> ChunkVectors:
        """Every passage that has a vector, in no particular order. A row of item 0 holds nothing."""
        with self._lock:
            db = self._store.read()
            until = high_water_mark(db)
            if until != self._frontier:
                if self._frontier.passages and not only_added(db, self._frontier, until):
                    self._drop_gone(db)
                if not self._frontier.passages:
                    self._reserve(int(_ROOM * chunks.count(db)) + _BATCH, keep=0)
                count = self._count
                for batch in arrived(db, self._fingerprint, self._dimension, self._frontier, until):
                    count = self._append(batch, count)
                self._count, self._frontier = count, until
            n = self._count
            return ChunkVectors(self._chunk_ids[:n], self._item_ids[:n], self._vectors[:n])

    def _start_anew(self) -> None:
        self._frontier, self._count = HighWaterMark(), 0
        self._reserve(0, keep=0)

    def _reserve(self, room: int, keep: int) -> None:
        """Arrays of so many rows, the first ones kept. Who holds the old arrays goes on using them."""
        chunk_ids, item_ids = np.zeros(room, np.int64), np.zeros(room, np.int64)
        vectors = np.empty((room, self._dimension), np.float32)
        if keep:
            chunk_ids[:keep], item_ids[:keep] = self._chunk_ids[:keep], self._item_ids[:keep]
            vectors[:keep] = self._vectors[:keep]
        self._chunk_ids, self._item_ids, self._vectors = chunk_ids, item_ids, vectors

    def _append(self, batch: ChunkVectors, start: int) -> int:
        """Writes rows from `start` on, which nobody has been handed yet; returns where they end."""
        end = start + len(batch.chunk_ids)
        if end > len(self._chunk_ids):
            self._reserve(int(_ROOM * end) + _BATCH, keep=start)
        self._chunk_ids[start:end] = batch.chunk_ids
        self._item_ids[start:end] = batch.item_ids
        self._vectors[start:end] = batch.vectors
        return end

    def _drop_gone(self, db: sqlite3.Connection) -> None:
        """Empties the rows of passages that are gone, in copies of the ids: others may be reading them."""
        there = np.isin(self._chunk_ids, chunks.every_id(db))
        if np.count_nonzero(there) < (1 - _MOST_GONE) * self._count:
            self._start_anew()
            return
        self._chunk_ids = np.where(there, self._chunk_ids, 0)
        self._item_ids = np.where(there, self._item_ids, 0)
