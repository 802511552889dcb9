"""Chroma's index of the passages, brought up to what SQLite holds.

What the index is not known to hold yet is compared exactly, and what it returns is checked against SQLite:
so the answer is the same with Chroma complete or behind, and there is none where it is broken or deleted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.store import Store, chunks, key_values
from kb.store.chunks import ChunkVectors
from kb.store.resident import HighWaterMark, arrived, high_water_mark, only_added
from kb.vectors.chroma import IndexUnavailable, Neighbours, VectorIndex
from kb.vectors.exact import top

_SYNC_BATCH = 4000
"""Vectors handed to the index at once; below Chroma's own limit of 5,461 rows a call."""
# Asked of the index beyond what is wanted: some of its passages may be gone from the library since.
_SPARE = 20
_MOST_COPIES = 16
"""Passages of one similarity that the index is believed with; more are copies of one vector. Its search
stays among thousands of copies and misses what is nearer: beside 3,000, it missed the nearest of 1,000
passages."""
# Above this, vectors the index lacks are not kept apart: the copy of all answers until it has caught up.
_MOST_BEHIND = 4000
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


class PassageIndex:
    """The index of a library's passages, where this process keeps it. Safe from any thread."""

    def __init__(self, store: Store, space: Space, open_index: OpenIndex | None) -> None:
        self._store = store
        self._space = space
        self._open_index = open_index
        self._index: VectorIndex | None = None
        self._failed_at = -_RETRY_S
        self._trouble = ""
        self._sync_lock = threading.Lock()
        self._behind_lock = threading.Lock()
        self._connecting = threading.Lock()
        self._behind: _Behind | None = None
        self._connected()

    @property
    def answers(self) -> bool:
        """Whether it answers for the whole library; exact search does otherwise."""
        return self._index is not None

    @property
    def trouble(self) -> str:
        """Why it could not be used last where this process keeps it, or empty."""
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
                self._failed(error, index)
        return self.answers

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

    def _failed(self, error: IndexUnavailable, index: VectorIndex | None = None) -> None:
        """Does without the index for a while. That an `index` fails which another thread already does without
        is no news."""
        if index is not None and index is not self._index:
            return
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

    def nearest(self, vector: NDArray[np.float32], k: int) -> Neighbours | None:
        """The k nearest chunks to a vector (d,) of unit length, fewer where the index finds fewer at once.
        None where it cannot tell: it is not open or fails, too much is lacking, it lost something, or it may
        have stayed among copies of one passage."""
        if (index := self._connected()) is None:
            return None
        try:
            return self._asked(index, vector, k)
        except IndexUnavailable as error:
            self._failed(error, index)
            return None

    def _asked(self, index: VectorIndex, vector: NDArray[np.float32], k: int) -> Neighbours | None:
        lacking = self._not_indexed()
        if lacking is None:
            return None
        k = min(k, index.most - _SPARE)
        near = index.nearest(vector, k + _SPARE)
        if np.unique(near.similarities, return_counts=True)[1].max(initial=0) > _MOST_COPIES:
            return None
        rest = top(lacking, vector, k)
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

    def sync(self, *, aside: bool = False) -> int:
        """Brings the index up to SQLite; returns the number of chunks added or dropped. Interrupted
        anywhere, also by being closed meanwhile, the next call goes on. `aside` from what others wait for, it
        takes twice as long.

        :raises IndexUnavailable: it cannot be written.
        """
        index = self._connected()
        if index is None:
            return 0
        with self._sync_lock:
            try:
                changed = self._put(index, aside)
                if changed:
                    self._keep_seal(index)
            except IndexUnavailable as error:
                if index is not self._index:
                    # Another thread, which asked it, did without it meanwhile.
                    return 0
                self._failed(error, index)
                raise
        return changed

    def _put(self, index: VectorIndex, aside: bool) -> int:
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
            index.put(lacking.chunk_ids.tolist(), lacking.vectors, aside=aside)
            with self._store.write(silent=True) as db:
                chunks.mark_indexed(db, collection, lacking.chunk_ids.tolist())
            if self._not_indexed(put=lacking.chunk_ids) is None:
                self._behind = None
            changed += len(lacking.chunk_ids)

    def close(self) -> None:
        """Closes it; afterwards search is exact."""
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
