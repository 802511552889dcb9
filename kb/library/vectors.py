"""`library.vectors`: the model, the space its vectors lie in, and the nearest passages there."""

from __future__ import annotations

import threading
from functools import cached_property

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from kb import logs
from kb.embedding import Encoder, make_encoder
from kb.errors import EncoderUnavailable
from kb.settings import Settings
from kb.store import Store, chunks, key_values
from kb.store.embedded import OF_ITEMS
from kb.text.chunking import CHUNKER
from kb.vectors.chroma import VectorIndex
from kb.vectors.index import Space
from kb.vectors.language import language_axis
from kb.vectors.nearest import NearestPassages


class Vectors:
    """Nothing of a model is loaded before a text is encoded, nothing of Chroma before a question is asked.

    With `keep_index` this process asks to own the vector index; if another one does, meaning is searched
    exactly, which gives the same answers. An `encoder` given stands in for the one the settings name.
    """

    def __init__(self, settings: Settings, store: Store, keep_index: bool, encoder: Encoder | None) -> None:
        self.keeps_index = keep_index
        self._settings = settings
        self._store = store
        self._encoder = encoder
        self._index_lock = FileLock(settings.home / "index.lock", thread_local=False)
        self._opening = threading.Lock()
        self._aside: threading.Thread | None = None
        self._pending: tuple[int, int] | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model; loads nothing heavy until it encodes."""
        return self._encoder or make_encoder(
            self._settings.model, self._settings.cache, network=self._settings.network
        )

    @cached_property
    def space(self) -> Space:
        """Where this library's vectors live. A changed model or chunker is another space."""
        return Space(f"{self.encoder.fingerprint}-chunks{CHUNKER}", self.encoder.dimension)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A question's vector (d,), of unit length."""
        return self.encoder.encode_query(text)

    @cached_property
    def language_axis(self) -> NDArray[np.float32]:
        """What questions in Russian differ by from the same ones in English, for this model (d,)."""
        return language_axis(self.encoder, self._settings.cache)

    def pending(self) -> int:
        """How many texts lack a vector. Every page asks, so it is counted once while no passage comes or
        goes. While the model cannot be had, no text has one of its vectors."""
        passages = int(key_values.get(self._store.read(), "passages", "0"))
        if self._pending is None or self._pending[0] != passages:
            self._pending = (passages, self._count_pending())
        return self._pending[1]

    def _count_pending(self) -> int:
        db = self._store.read()
        try:
            return OF_ITEMS.count_without_vector(db, self.space.fingerprint)
        except EncoderUnavailable:
            return chunks.count(db)

    # -- the index --------------------------------------------------------------------------------

    @property
    def passages(self) -> NearestPassages:
        """Nearest-passage search, through the index where this process owns it."""
        with self._opening:
            return self._passages

    @cached_property
    def _passages(self) -> NearestPassages:
        keeps = self.keeps_index and self.own_index()
        nearest = NearestPassages(self._store, self.space, self._open_index if keeps else None)
        if nearest.index.trouble:
            logs.warn(nearest.index.trouble)
        return nearest

    def _open_index(self, seal: str) -> VectorIndex:
        return VectorIndex(self._settings, self.space.collection, seal)

    @property
    def opened(self) -> bool:
        """Whether `passages` was asked for already."""
        return "_passages" in self.__dict__

    def own_index(self) -> bool:
        """Whether this process may open the index: one process at a time does."""
        if self._store.read_only:
            return False
        try:
            self._index_lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def sync_index(self, *, aside: bool = False) -> bool:
        """Brings the vector index up to date if this process may own it; returns whether it did. `aside` from
        what others wait for, it takes twice as long."""
        if not self.passages.index.answers:
            return False
        self.passages.index.sync(aside=aside)
        return True

    def sync_aside(self) -> None:
        """As `sync_index`, in a thread, where the index is open already and lacks something. One at a time:
        every page calls this, and a first index takes minutes."""
        with self._opening:
            if self._aside is not None and self._aside.is_alive():
                return
            if self.keeps_index and self.opened and self._passages.index.behind():
                self._aside = threading.Thread(
                    target=self.sync_index, kwargs={"aside": True}, name="index", daemon=True
                )
                self._aside.start()

    def close(self) -> None:
        """Lets go of the index."""
        if self.opened:
            self._passages.index.close()
            del self.__dict__["_passages"]
        self._index_lock.release(force=True)
