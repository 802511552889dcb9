"""Nearest passages by meaning: the index for the whole library, exact search for a part of it.

A filtered question is compared with every vector the filter lets through, from a copy in memory: exact, and
quicker than a filter inside Chroma. So is every question where the index cannot tell; the answer is the same
with Chroma complete, behind, broken or deleted.

No question sees an old state: a copy in memory knows from one counter that passages came or went, and
reads those that came.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.store import Store, chunks, key_values
from kb.store.resident import Resident
from kb.vectors.chroma import Neighbours
from kb.vectors.exact import Ids, rows_of, top
from kb.vectors.index import OpenIndex, PassageIndex, Space

_SAMPLE = 1000
"""Passages whose similarities tell what is usual: mean and deviation are then known within some 3 %."""
_SAMPLE_AGE = 0.05
"""Share of passages and vectors that may come or go before the sample is drawn anew."""


class NearestPassages:
    """Nearest-neighbour search over all passages of a library. Safe from any thread."""

    def __init__(self, store: Store, space: Space, open_index: OpenIndex | None) -> None:
        self.index = PassageIndex(store, space, open_index)
        self._store = store
        self._key = (space.fingerprint, space.dimension)
        self._dimension = space.dimension
        self._resident = Resident(store, *self._key)
        # The counter of passages when it was drawn, and vectors (n, d).
        self._sample: tuple[int, NDArray[np.float32]] | None = None

    def warm_up(self) -> None:
        """Reads now what the first questions would read: every vector, and the index."""
        anything = np.zeros(self._dimension, np.float32)
        anything[0] = 1.0
        self._exact(anything, 1, None)
        self.nearest(anything, 1)

    def nearest(self, vector: NDArray[np.float32], k: int, allowed: Ids | None = None) -> Neighbours:
        """The k nearest chunks to a vector (d,) of unit length, among those of the allowed items if given."""
        found = self.index.nearest(vector, k) if allowed is None else None
        return found or self._exact(vector, k, allowed)

    def usual(self, vector: NDArray[np.float32]) -> tuple[float, float]:
        """Mean and standard deviation of the similarities of a vector (d,) to the library's passages, from an
        even sample of them: what a question has in common with just anything."""
        similarities = self._drawn() @ vector
        return (float(similarities.mean()), float(similarities.std())) if len(similarities) else (0.0, 1.0)

    def to_heads(self, vector: NDArray[np.float32], item_ids: Collection[int]) -> dict[int, float]:
        """Similarities of a vector (d,) to the heads of these items, by item id; of those that have one."""
        heads = chunks.head_vectors(self._store.read(), *self._key, item_ids)
        return dict(zip(heads.item_ids.tolist(), (heads.vectors @ vector).tolist(), strict=True))

    def between_heads(self, item_ids: Collection[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of these items whose head has a vector, (n,), and the cosines (n, n) of their heads about the
        library's mean: what two items have in common beyond what any two have."""
        heads = chunks.head_vectors(self._store.read(), *self._key, item_ids)
        if not len(heads.item_ids):
            return heads.item_ids, np.empty((0, 0), dtype=np.float32)
        vectors = unit_rows(heads.vectors - self._drawn().mean(axis=0))
        return heads.item_ids, vectors @ vectors.T

    def to_likest(
        self, vectors: NDArray[np.float32], item_ids: Collection[int]
    ) -> dict[int, NDArray[np.float32]]:
        """Similarities of these items to vectors (q, d), each by whichever of the item's passages is likest
        to it, (q,), by item id; of those that have a passage with a vector."""
        found = chunks.vectors_of(self._store.read(), *self._key, item_ids)
        ids, starts = np.unique(found.item_ids, return_index=True)
        if not len(ids):
            return {}
        likest = np.maximum.reduceat(found.vectors @ vectors.T, starts, axis=0)
        return dict(zip(ids.tolist(), likest, strict=True))

    def _drawn(self) -> NDArray[np.float32]:
        """The sample of passages, (n, d), drawn anew where it has grown old."""
        db = self._store.read()
        passages = int(key_values.get(db, "passages", "0"))
        if self._sample is None or abs(passages - self._sample[0]) > _SAMPLE_AGE * passages:
            self._sample = (passages, chunks.sample(db, *self._key, _SAMPLE).vectors)
        return self._sample[1]

    def _exact(self, vector: NDArray[np.float32], k: int, allowed: Ids | None) -> Neighbours:
        everything = self._resident.current()
        return top(everything, vector, k, rows_of(everything, allowed))
