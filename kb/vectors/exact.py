"""Exact comparison of a question with vectors in memory."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from kb.store.chunks import ChunkVectors
from kb.vectors.chroma import Neighbours

Ids = Collection[int] | NDArray[np.int64]

# Above this share of the rows, comparing with all of them is quicker than gathering those wanted.
_GATHERED_SHARE = 0.3
_GATHERED_ROWS = 1024
"""Rows gathered at a time: 1.5 MB, which stay in the processor's cache until they are compared."""


def rows_of(candidates: ChunkVectors, allowed: Ids | None) -> NDArray[np.int64] | None:
    """The rows that hold a passage of an allowed item; None for all rows."""
    owners = candidates.item_ids
    if allowed is None:
        return None if owners.all() else np.flatnonzero(owners)
    wanted = allowed if isinstance(allowed, np.ndarray) else np.fromiter(allowed, np.int64, len(allowed))
    chosen = np.zeros(owners.max(initial=0) + 1, dtype=bool)
    chosen[wanted[(wanted > 0) & (wanted < len(chosen))]] = True
    return np.flatnonzero(chosen[owners])


def top(
    candidates: ChunkVectors, vector: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None = None
) -> Neighbours:
    """The k nearest to a vector, of these rows if given, nearest first; equally near ones by id."""
    similarities, chunk_ids = _similarities(candidates.vectors, vector, rows), candidates.chunk_ids
    if rows is not None:
        chunk_ids = chunk_ids[rows]
    best = np.arange(len(similarities))
    if len(similarities) > k:
        best = np.argpartition(similarities, len(similarities) - k)[len(similarities) - k :]
    best = best[np.lexsort((chunk_ids[best], -similarities[best]))]
    return Neighbours(chunk_ids[best], similarities[best])


def _similarities(
    vectors: NDArray[np.float32], vector: NDArray[np.float32], rows: NDArray[np.int64] | None
) -> NDArray[np.float32]:
    if rows is None:
        return _products(vectors, vector)
    if len(rows) > _GATHERED_SHARE * len(vectors):
        return _products(vectors, vector)[rows]
    similarities = np.empty(len(rows), np.float32)
    part = np.empty((min(_GATHERED_ROWS, len(rows)), vectors.shape[1]), np.float32)
    for start in range(0, len(rows), _GATHERED_ROWS):
        wanted = rows[start : start + _GATHERED_ROWS]
        np.take(vectors, wanted, axis=0, out=part[: len(wanted)], mode="clip")
        similarities[start : start + len(wanted)] = _products(part[: len(wanted)], vector)
    return similarities


def _products(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row times the vector, in one thread: memory bounds the speed, and the threads of `@` wait for
    each other whenever something else, embedding say, keeps the cores busy."""
    products: NDArray[np.float32] = np.einsum("ij,j->i", vectors, vector)
    return products
