"""Nearest passages by meaning: Chroma for what it holds, exact search for the rest.

The answer is the same with Chroma complete, behind, broken or deleted: vectors in SQLite that the index
is not known to hold are compared exactly, and what the index returns is checked against SQLite.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.index import IndexUnavailable, Neighbours, VectorIndex
from kb.store import Store, chunks, facts, items
from kb.types import Filters

# Up to this share of the chunks a filter is answered by comparing its chunks alone; a broader one by
# asking the index for more and dropping what the filter excludes.
_SELECTIVE_SHARE = 0.2
_SYNC_BATCH = 4000


@dataclass(frozen=True, slots=True)
class Space:
    """A model's vector space: the key of its vectors in SQLite, their size, the collection's name."""

    fingerprint: str
    dimension: int

    @property
    def collection(self) -> str:
        safe = "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in self.fingerprint)
        return f"jomo-{safe}-{self.dimension}"[:200]


class Meaning:
    """Nearest-neighbour search over all passages of a library."""

    def __init__(self, store: Store, space: Space, index: VectorIndex | None) -> None:
        self._store = store
        self._space = space
        self._index = index
        self._sync_lock = threading.Lock()
        # Kept between questions, each with the revision of the library it was read at.
        self._matrix: tuple[int, chunks.ChunkVectors] | None = None
        self._behind: tuple[int, chunks.ChunkVectors] | None = None
        if index is not None:
            self._check_marker(index)

    @property
    def uses_index(self) -> bool:
        return self._index is not None

    def nearest(
        self, vector: NDArray[np.float32], k: int, allowed: Collection[int] | None = None
    ) -> Neighbours:
        """The k nearest chunks to a vector (d,) of unit length, among the allowed items if given."""
        if allowed is not None and not allowed:
            return Neighbours(np.empty(0, np.int64), np.empty(0, np.float32))
        if self._index is None:
            return self._exact(vector, k, allowed)
        db = self._store.read()
        if allowed is not None:
            total = items.count(db, Filters())
            if len(allowed) <= _SELECTIVE_SHARE * total:
                return _top(chunks.vectors(db, *self._key, allowed), vector, k)
            k_asked = min(int(k * total / len(allowed) * 1.5) + 10, 10_000)
        else:
            k_asked = k
        behind = self._not_indexed()
        try:
            near = self._index.nearest(vector, k_asked)
        except IndexUnavailable:
            return self._exact(vector, k, allowed)
        known = chunks.by_ids(db, [int(i) for i in near.chunk_ids])
        keep = np.array(
            [
                int(i) in known and (allowed is None or known[int(i)].item_id in allowed)
                for i in near.chunk_ids
            ],
            dtype=bool,
        )
        if keep.sum() < min(k, chunks.count_indexed(db, self._space.collection)):
            # Too little came back: the filter was hit rarely, or the index has lost its files.
            return self._exact(vector, k, allowed)
        if allowed is not None:
            wanted = np.isin(behind.item_ids, np.fromiter(allowed, dtype=np.int64))
            behind = chunks.ChunkVectors(
                behind.chunk_ids[wanted], behind.item_ids[wanted], behind.vectors[wanted]
            )
        rest = _top(behind, vector, k)
        ids = np.concatenate([near.chunk_ids[keep], rest.chunk_ids])
        similarities = np.concatenate([near.similarities[keep], rest.similarities])
        order = np.argsort(-similarities, kind="stable")[:k]
        return Neighbours(ids[order], similarities[order])

    def _not_indexed(self) -> chunks.ChunkVectors:
        db = self._store.read()
        revision = int(facts.get(db, "revision", "0"))
        if self._behind is None or self._behind[0] != revision:
            self._behind = (revision, chunks.not_indexed(db, self._space.collection, *self._key))
        return self._behind[1]

    @property
    def _key(self) -> tuple[str, int]:
        return self._space.fingerprint, self._space.dimension

    def _exact(self, vector: NDArray[np.float32], k: int, allowed: Collection[int] | None) -> Neighbours:
        """Compares with every vector; those of the whole library stay in memory between questions."""
        db = self._store.read()
        revision = int(facts.get(db, "revision", "0"))
        if self._matrix is None or self._matrix[0] != revision:
            self._matrix = (revision, chunks.vectors(db, *self._key))
        everything = self._matrix[1]
        if allowed is None:
            return _top(everything, vector, k)
        wanted = np.isin(everything.item_ids, np.fromiter(allowed, dtype=np.int64))
        return _top(
            chunks.ChunkVectors(
                everything.chunk_ids[wanted], everything.item_ids[wanted], everything.vectors[wanted]
            ),
            vector,
            k,
        )

    def _check_marker(self, index: VectorIndex) -> None:
        """Forgets what was indexed if the collection is not the one it was put into."""
        name, collection = f"index-marker:{self._space.collection}", self._space.collection
        db = self._store.read()
        sound = facts.get(db, name) == index.marker and self._sound(index)
        if not sound:
            index.clear()
            with self._store.write(silent=True) as writing:
                chunks.unmark_indexed(writing, collection)
                facts.put(writing, name, index.marker)

    def _sound(self, index: VectorIndex) -> bool:
        db, collection = self._store.read(), self._space.collection
        if index.count() != chunks.count_indexed(db, collection):
            return False
        sample = chunks.first_indexed(db, collection, *self._key)
        try:
            return not len(sample.chunk_ids) or index.finds(int(sample.chunk_ids[0]), sample.vectors[0])
        except IndexUnavailable:
            return False

    def behind(self) -> int:
        """How many vectors the index still lacks."""
        return chunks.count_not_indexed(self._store.read(), self._space.collection, self._space.fingerprint)

    def sync(self) -> int:
        """Brings the index up to SQLite; returns the number of chunks added or dropped. Interrupted
        anywhere, the next call goes on."""
        if self._index is None:
            return 0
        collection, changed = self._space.collection, 0
        with self._sync_lock:
            if gone := chunks.gone_from_chunks(self._store.read(), collection):
                self._index.remove(gone)
                with self._store.write(silent=True) as db:
                    chunks.unmark_indexed(db, collection, gone)
                changed += len(gone)
            while True:
                lacking = chunks.not_indexed(self._store.read(), collection, *self._key, limit=_SYNC_BATCH)
                if not len(lacking.chunk_ids):
                    return changed
                self._index.put(lacking.chunk_ids.tolist(), lacking.vectors)
                with self._store.write(silent=True) as db:
                    chunks.mark_indexed(db, collection, lacking.chunk_ids.tolist())
                self._behind = None
                changed += len(lacking.chunk_ids)

    def close(self) -> None:
        """Closes the index; afterwards search is exact."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def rebuild(self) -> int:
        """Fills the index anew from SQLite; returns the number of chunks in it."""
        if self._index is None:
            return 0
        self._index.clear()
        with self._store.write(silent=True) as db:
            chunks.unmark_indexed(db, self._space.collection)
            facts.put(db, f"index-marker:{self._space.collection}", self._index.marker)
        return self.sync()


def _top(candidates: chunks.ChunkVectors, vector: NDArray[np.float32], k: int) -> Neighbours:
    similarities = candidates.vectors @ vector
    best = np.arange(len(similarities))
    if len(similarities) > k:
        best = np.argpartition(-similarities, k)[:k]
    best = best[np.argsort(-similarities[best], kind="stable")]
    return Neighbours(candidates.chunk_ids[best], similarities[best])
