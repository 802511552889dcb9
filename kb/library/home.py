"""`Home`: one library folder opened, with its store, its encoder and its vector index."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from kb import clock, logs, search
from kb.embedding import Encoder, make_encoder
from kb.embedding.reranker import Reranker
from kb.errors import NotFound
from kb.ingest.derived import refresh_words
from kb.settings import Settings
from kb.store import Store, chunks, facts, items, words
from kb.text.chunking import CHUNKER
from kb.text.identity import canonical_key
from kb.types import Filters, SearchMode
from kb.vectors.chroma import VectorIndex
from kb.vectors.language import language_axis
from kb.vectors.nearest import Meaning, Space

_FIRST = "warming up прогрев"
"""A question in both languages, so that what either needs is loaded."""


class Home:
    """One person's library.

    Safe to use from any thread. With `keep_index` this process asks to own the vector index; if another
    one does, meaning is searched exactly, which gives the same answers. An `encoder` given stands in
    for the one the settings name.
    """

    def __init__(
        self, settings: Settings, *, keep_index: bool = False, encoder: Encoder | None = None
    ) -> None:
        clock.live_in(settings.timezone)
        self.settings = settings
        self.home = settings.home
        self.store = Store(self.home / "jomo.sqlite")
        with self.store.telling():
            if not self.store.read_only and words.stale(self.store.read()):
                refresh_words(self.store)
        self.keeps_index = keep_index
        self._index_lock = FileLock(self.home / "index.lock", thread_local=False)
        self._opening = threading.Lock()
        self._warming = threading.Lock()
        self._warm = False
        self._encoder = encoder
        self._pending: tuple[int, int] | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model; loads nothing heavy until it encodes."""
        return self._encoder or make_encoder(
            self.settings.model, self.settings.cache, network=self.settings.network
        )

    @cached_property
    def space(self) -> Space:
        """Where this library's vectors live. A changed model or chunker is another space."""
        return Space(f"{self.encoder.fingerprint}-chunks{CHUNKER}", self.encoder.dimension)

    @property
    def meaning(self) -> Meaning:
        """Nearest-passage search, through the index where this process owns it."""
        with self._opening:
            return self._meaning

    @cached_property
    def _meaning(self) -> Meaning:
        keeps = self.keeps_index and self.own_index()
        meaning = Meaning(self.store, self.space, self._open_index if keeps else None)
        if meaning.trouble:
            logs.warn(meaning.trouble)
        return meaning

    def _open_index(self, seal: str) -> VectorIndex:
        return VectorIndex(self.settings, self.space.collection, seal)

    @property
    def meaning_opened(self) -> bool:
        return "_meaning" in self.__dict__

    def warm_up(self) -> None:
        """Loads what the first question would wait for: the query engine, the index, every vector, the
        dictionaries. May run in a thread beside questions, and again, which does nothing."""
        with self._warming:
            if not self._warm:
                self.meaning.warm_up()
                search.find(
                    self.store, self.meaning, self.understanding, _FIRST, Filters(), SearchMode.HYBRID, 1
                )
                self._warm = True

    @property
    def warm(self) -> bool:
        """Whether `warm_up` has done its work."""
        return self._warm

    def own_index(self) -> bool:
        """Whether this process may open the index: one process at a time does."""
        if self.store.read_only:
            return False
        try:
            self._index_lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    @cached_property
    def language_axis(self) -> NDArray[np.float32]:
        """What questions in Russian differ by from the same ones in English, for this model (d,). Found once
        a model; it takes a second."""
        name = f"language-axis:{self.encoder.fingerprint}"
        if kept := facts.get(self.store.read(), name):
            return np.array(json.loads(kept), dtype=np.float32)
        axis = language_axis(self.encoder)
        if self.store.read_only:
            return axis
        with self.store.write(silent=True) as db:
            facts.put(db, name, json.dumps([round(float(part), 6) for part in axis]))
        return axis

    @property
    def understanding(self) -> search.Understanding:
        rerank = self._reranker.scores if self._reranker else None
        return search.Understanding(self.encode_query, self.language_axis, rerank)

    @cached_property
    def _reranker(self) -> Reranker | None:
        named = self.settings.reranker
        return Reranker(named, network=self.settings.network) if named else None

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encoder.encode_query(text)

    def revision(self) -> int:
        """Grows with every change; belongs into cache keys."""
        return int(facts.get(self.store.read(), "revision", "0"))

    def pending(self) -> int:
        """How many texts lack a vector. Every page asks, so it is counted once while no passage comes or
        goes."""
        passages = int(facts.get(self.store.read(), "passages", "0"))
        if self._pending is None or self._pending[0] != passages:
            counted = chunks.count_without_vector(self.store.read(), self.space.fingerprint)
            self._pending = (passages, counted)
        return self._pending[1]

    def _id(self, key: str) -> int:
        found = items.resolve(self.store.read(), [canonical_key(key)]) or items.resolve(
            self.store.read(), [key]
        )
        if not found:
            raise NotFound(f"No item answers to {key}; `search` finds keys, `add` saves new items")
        return found[0]

    def _ids(self, keys: Sequence[str]) -> list[int]:
        return [self._id(key) for key in keys]

    @property
    def _key(self) -> tuple[str, int]:
        return self.space.fingerprint, self.space.dimension

    def sync_index(self) -> bool:
        """Brings the vector index up to date if this process may own it; returns whether it did."""
        if not self.meaning.uses_index:
            return False
        self.meaning.sync()
        return True

    def close(self) -> None:
        """Lets go of the index and of this thread's connection."""
        if self.meaning_opened:
            self._meaning.close()
            del self.__dict__["_meaning"]
            self._warm = False
        self._index_lock.release(force=True)
        self.store.close()
