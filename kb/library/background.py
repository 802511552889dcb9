"""What is usual in a library: what texts are judged against, whoever compares them."""

from __future__ import annotations

from kb import search
from kb.library.vectors import Vectors
from kb.search.similarity import CorpusStats
from kb.store import Store, items
from kb.types import Filters


class Background:
    """Sampled when it is first asked for, and anew once the library has grown by a twentieth."""

    def __init__(self, store: Store, vectors: Vectors) -> None:
        self._store = store
        self._vectors = vectors
        self._sampled: tuple[int, CorpusStats] | None = None

    def stats(self) -> CorpusStats:
        """How many items there are, how rare each stem is among them, and their mean vectors."""
        count = items.count(self._store.read(), Filters())
        if self._sampled is None or abs(count - self._sampled[0]) > count // 20:
            space = self._vectors.space
            self._sampled = (count, search.library_stats(self._store, space.fingerprint, space.dimension))
        return self._sampled[1]
