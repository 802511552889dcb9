"""Nearest passages by meaning: Chroma for the whole library, exact search for a part of it.

A question of the whole library goes to Chroma; what it is not known to hold yet is compared exactly, and
what it returns is checked against SQLite. A filtered question is compared with every vector the filter
lets through, from a copy in memory: exact, and quicker than a filter inside Chroma. So the answer is the
same with Chroma complete, behind, broken or deleted.

No question sees an old state: a copy in memory knows from one counter that passages came or went, and
reads those that came.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.store import Store, chunks, key_values
from kb.store.chunks import ChunkVectors
from kb.store.resident import HighWaterMark, Resident, arrived, high_water_mark, only_added
from kb.vectors.chroma import IndexUnavailable, Neighbours, VectorIndex

Ids = Collection[int] | NDArray[np.int64]

_SYNC_BATCH = 4000
"""Vectors handed to the index at once; below Chroma's own limit of 5,461 rows a call."""
_SAMPLE = 1000
"""Passages whose similarities tell what is usual: mean and deviation are then known within some 3 %."""
_SAMPLE_AGE = 0.05
"""Share of passages and vectors that may come or go before the sample is drawn anew."""
# Asked of the index beyond what is wanted: some of its passages may be gone from the library since.
_SPARE = 20
_MOST_COPIES = 16
"""Passages of one similarity that the index is believed with; more are copies of one vector. Its search
stays among thousands of copies and misses what is nearer: beside 3,000, it missed the nearest of 1,000
passages."""
# Above this, vectors the index lacks are not kept apart: the copy of all answers until it has caught up.
_MOST_BEHIND = 4000
# Above this share of the rows, comparing with all of them is quicker than gathering those wanted.
_GATHERED_SHARE = 0.3
_GATHERED_ROWS = 1024
"""Rows gathered at a time: 1.5 MB, which stay in the processor's cache until they are compared."""


_RETRY_S = 20.0
"""How long an index that failed is left alone: a server may come back."""
_SEAL = "index-seal"

OpenIndex = Callable[[str], VectorIndex]
"""Opens the index that bears a seal, or an empty one."""


@dataclass(frozen=True, slots=True)
class _Behind:
    """Vectors the index lacks, as of a moment. None stands for more than are kept apart."""

    frontier: HighWaterMark
    vectors: ChunkVectors | None


@dataclass(frozen=True, slots=True)
class Space:
    """A model's vector space: the key of its vectors in SQLite, their size, the collection's name."""

    fingerprint: str
    dimension: int

    @property
    def collection(self) -> str:
        """The name of Chroma's collection for these vectors."""
        safe = "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in self.fingerprint)
        return f"jomo-{safe}-{self.dimension}"[:200]


class NearestPassages:
    """Nearest-neighbour search over all passages of a library. Safe from any thread."""

    def __init__(self, store: Store, space: Space, open_index: OpenIndex | None) -> None:
        self._store = store
        self._space = space
        self._open_index = open_index
        self._index: VectorIndex | None = None
        self._failed_at = -_RETRY_S
        self._trouble = ""
        self._resident = Resident(store, *self._key)
        # The counter of passages when it was drawn, and vectors (n, d).
        self._sample: tuple[int, NDArray[np.float32]] | None = None
        self._sync_lock = threading.Lock()
        self._behind_lock = threading.Lock()
        self._connecting = threading.Lock()
        self._behind: _Behind | None = None
        self._connected()

    @property
    def uses_index(self) -> bool:
        """Whether the index answers for the whole library; exact search does otherwise."""
        return self._index is not None

    @property
    def trouble(self) -> str:
        """Why the index that this process keeps could not be used last, or empty."""
        return self._trouble

    def connect(self) -> bool:
        """Opens the index now if this process keeps it, however short ago it failed; returns whether it is
        open and answers."""
        self._failed_at = -_RETRY_S
        index = self._connected()
        if index is not None:
            try:
                index.count()
            except IndexUnavailable as error:
                self._failed(error)
        return self.uses_index

    def _connected(self) -> VectorIndex | None:
        """The index, opened where it can be; one that failed is tried again after a while."""
        if self._index is None and self._open_index is not None:
            with self._connecting:
                if self._index is None and time.monotonic() - self._failed_at >= _RETRY_S:
                    try:
                        self._connect(self._open_index)
                    except IndexUnavailable as error:
                        self._failed(error)
        return self._index

    def _connect(self, open_index: OpenIndex) -> None:
        index = open_index(key_values.get(self._store.read(), _SEAL))
        self._check_marker(index)
        self._keep_seal(index)
        self._index, self._trouble, self._behind = index, "", None

    def _failed(self, error: IndexUnavailable) -> None:
        """Does without the index for a while."""
        broken, self._index = self._index, None
        self._trouble, self._failed_at = str(error), time.monotonic()
        if broken is not None:
            with suppress(IndexUnavailable):
                broken.close()

    def _keep_seal(self, index: VectorIndex) -> None:
        with self._store.write(silent=True) as db:
            key_values.put(db, _SEAL, index.seal())

    @property
    def _key(self) -> tuple[str, int]:
        return self._space.fingerprint, self._space.dimension

    def warm_up(self) -> None:
        """Reads now what the first questions would read: every vector, and the index."""
        anything = np.zeros(self._space.dimension, np.float32)
        anything[0] = 1.0
        self._exact(anything, 1, None)
        self.nearest(anything, 1)

    def nearest(self, vector: NDArray[np.float32], k: int, allowed: Ids | None = None) -> Neighbours:
        """The k nearest chunks to a vector (d,) of unit length, among those of the allowed items if given."""
        found = None
        if allowed is None and (index := self._connected()) is not None:
            try:
                found = self._by_index(index, vector, k)
            except IndexUnavailable as error:
                self._failed(error)
        return found or self._exact(vector, k, allowed)

    def usual(self, vector: NDArray[np.float32]) -> tuple[float, float]:
        """Mean and standard deviation of the similarities of a vector (d,) to the library's passages, from an
        even sample of them: what a question has in common with just anything."""
        db = self._store.read()
        passages = int(key_values.get(db, "passages", "0"))
        if self._sample is None or abs(passages - self._sample[0]) > _SAMPLE_AGE * passages:
            self._sample = (passages, chunks.sample(db, *self._key, _SAMPLE).vectors)
        similarities = self._sample[1] @ vector
        return (float(similarities.mean()), float(similarities.std())) if len(similarities) else (0.0, 1.0)

    def to_heads(self, vector: NDArray[np.float32], item_ids: Collection[int]) -> dict[int, float]:
        """Similarities of a vector (d,) to the heads of these items, by item id; of those that have one."""
        heads = chunks.head_vectors(self._store.read(), *self._key, item_ids)
        return dict(zip(heads.item_ids.tolist(), (heads.vectors @ vector).tolist(), strict=True))

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

    def _exact(self, vector: NDArray[np.float32], k: int, allowed: Ids | None) -> Neighbours:
        everything = self._resident.current()
        return _top(everything, vector, k, _rows(everything, allowed))

    def _by_index(self, index: VectorIndex, vector: NDArray[np.float32], k: int) -> Neighbours | None:
        """From the index and what it lacks, fewer where the index finds fewer at once; None if too much is
        lacking, if the index lost something, or if it may have stayed among copies of one passage."""
        lacking = self._not_indexed()
        if lacking is None:
            return None
        k = min(k, index.most - _SPARE)
        near = index.nearest(vector, k + _SPARE)
        if np.unique(near.similarities, return_counts=True)[1].max(initial=0) > _MOST_COPIES:
            return None
        rest = _top(lacking, vector, k)
        # What is just being put into the index may come from both.
        best = dict(zip(near.chunk_ids.tolist(), near.similarities.tolist(), strict=True))
        best |= dict(zip(rest.chunk_ids.tolist(), rest.similarities.tolist(), strict=True))
        db = self._store.read()
        known = chunks.owners(db, list(best))
        held = sum(chunk_id in known for chunk_id in near.chunk_ids.tolist())
        if held < k and (
            held < chunks.count_indexed(db, self._space.collection) or self._not_indexed() is not lacking
        ):
            return None
        ids = sorted(known, key=lambda chunk_id: (-best[chunk_id], chunk_id))[:k]
        return Neighbours(np.array(ids, np.int64), np.array([best[i] for i in ids], np.float32))

    def _not_indexed(self, put: NDArray[np.int64] | None = None) -> ChunkVectors | None:
        """What the index is not known to hold, or None if that is more than is kept apart. `put` are
        chunks it is known to hold from now on."""
        with self._behind_lock:
            db = self._store.read()
            until, seen = high_water_mark(db), self._behind
            gone = seen is not None and not only_added(db, seen.frontier, until)
            if seen is None or (seen.vectors is None and gone):
                lacking = chunks.not_indexed(db, self._space.collection, *self._key, limit=_MOST_BEHIND + 1)
                seen = _Behind(until, lacking)
            elif seen.vectors is not None and seen.frontier != until:
                lacking = seen.vectors
                if gone:
                    there = list(chunks.owners(db, lacking.chunk_ids.tolist()))
                    lacking = _only(np.isin(lacking.chunk_ids, there), lacking)
                seen = _Behind(until, _joined(lacking, *arrived(db, *self._key, seen.frontier, until)))
            if seen.vectors is not None and put is not None:
                seen = _Behind(until, _only(~np.isin(seen.vectors.chunk_ids, put), seen.vectors))
            if seen.vectors is not None and len(seen.vectors.chunk_ids) > _MOST_BEHIND:
                seen = _Behind(until, None)
            self._behind = seen
            return seen.vectors

    def _check_marker(self, index: VectorIndex) -> None:
        """Forgets what was indexed if the collection is not the one it was put into."""
        name, collection = f"index-marker:{self._space.collection}", self._space.collection
        db = self._store.read()
        sound = key_values.get(db, name) == index.marker and self._sound(index)
        if not sound:
            index.clear()
            with self._store.write(silent=True) as writing:
                chunks.unmark_indexed(writing, collection)
                key_values.put(writing, name, index.marker)

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
        if (lacking := self._not_indexed()) is not None:
            return len(lacking.chunk_ids)
        return chunks.count_not_indexed(self._store.read(), self._space.collection, self._space.fingerprint)

    def sync(self) -> int:
        """Brings the index up to SQLite; returns the number of chunks added or dropped. Interrupted
        anywhere, the next call goes on.

        :raises IndexUnavailable: it cannot be written.
        """
        index = self._connected()
        if index is None:
            return 0
        with self._sync_lock:
            try:
                changed = self._put(index)
                if changed:
                    self._keep_seal(index)
            except IndexUnavailable as error:
                self._failed(error)
                raise
        return changed

    def _put(self, index: VectorIndex) -> int:
        collection, changed = self._space.collection, 0
        if gone := chunks.gone_from_chunks(self._store.read(), collection):
            index.remove(gone)
            with self._store.write(silent=True) as db:
                chunks.unmark_indexed(db, collection, gone)
            changed += len(gone)
        while True:
            lacking = chunks.not_indexed(self._store.read(), collection, *self._key, limit=_SYNC_BATCH)
            if not len(lacking.chunk_ids):
                return changed
            index.put(lacking.chunk_ids.tolist(), lacking.vectors)
            with self._store.write(silent=True) as db:
                chunks.mark_indexed(db, collection, lacking.chunk_ids.tolist())
            if self._not_indexed(put=lacking.chunk_ids) is None:
                self._behind = None
            changed += len(lacking.chunk_ids)

    def close(self) -> None:
        """Closes the index; afterwards search is exact."""
        self._open_index = None
        if self._index is not None:
            self._index.close()
            self._index = None

    def rebuild(self) -> int:
        """Fills the index anew from SQLite; returns the number of chunks in it, 0 where this process does
        not keep it.

        :raises IndexUnavailable: it cannot be made.
        """
        if self._open_index is None:
            return 0
        if not self.connect() or self._index is None:
            raise IndexUnavailable(self._trouble)
        index = self._index
        index.clear()
        with self._store.write(silent=True) as db:
            chunks.unmark_indexed(db, self._space.collection)
            key_values.put(db, f"index-marker:{self._space.collection}", index.marker)
        self._behind = None
        return self.sync()


def _joined(*parts: ChunkVectors) -> ChunkVectors:
    return ChunkVectors(
        np.concatenate([part.chunk_ids for part in parts]),
        np.concatenate([part.item_ids for part in parts]),
        np.concatenate([part.vectors for part in parts]),
    )


def _only(kept: NDArray[np.bool_], rows: ChunkVectors) -> ChunkVectors:
    return ChunkVectors(rows.chunk_ids[kept], rows.item_ids[kept], rows.vectors[kept])


def _rows(candidates: ChunkVectors, allowed: Ids | None) -> NDArray[np.int64] | None:
    """The rows that hold a passage of an allowed item; None for all rows."""
    owners = candidates.item_ids
    if allowed is None:
        return None if owners.all() else np.flatnonzero(owners)
    wanted = allowed if isinstance(allowed, np.ndarray) else np.fromiter(allowed, np.int64, len(allowed))
    chosen = np.zeros(owners.max(initial=0) + 1, dtype=bool)
    chosen[wanted[(wanted > 0) & (wanted < len(chosen))]] = True
    return np.flatnonzero(chosen[owners])


def _top(
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
