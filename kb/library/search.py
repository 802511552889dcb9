"""`library.search`: from words or items to items, and the questions that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from kb import search
from kb.catalogue import _
from kb.embedding.reranker import Reranker
from kb.errors import EncoderUnavailable, JomoError
from kb.library.background import Background
from kb.library.keys import item_ids
from kb.library.vectors import Vectors
from kb.search import saved
from kb.search.similarity import Texts
from kb.settings import Settings
from kb.store import Store, items, key_values, searches
from kb.text.language import detect_language
from kb.types import Filters, Found, Hit, Item, Kind, SavedSearch, SearchMode


class Search:
    """Words are searched without a model; meaning loads one at the first question."""

    def __init__(self, settings: Settings, store: Store, vectors: Vectors, background: Background) -> None:
        self._settings = settings
        self._store = store
        self._vectors = vectors
        self._background = background
        self._counted: tuple[tuple[str, list[SavedSearch]], list[SavedSearch]] | None = None

    def find(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> Found:
        """Items that answer what was typed into the search box, with everything the page tells beside."""
        return search.find(self._store, self._understanding, query, filters, mode, limit)

    def hits(
        self,
        query: str,
        filters: Filters = Filters(),
        mode: SearchMode = SearchMode.HYBRID,
        limit: int = 20,
    ) -> list[Hit]:
        """The items alone that `find` finds, best first."""
        return list(self.find(query, filters, mode, limit).hits)

    @property
    def _understanding(self) -> search.Understanding:
        return search.Understanding(
            lambda: self._vectors.passages,
            self._vectors.encode_query,
            lambda: self._vectors.language_axis,
            self._reranker.scores if self._reranker else None,
        )

    @cached_property
    def _reranker(self) -> Reranker | None:
        named = self._settings.reranker
        return Reranker(named, network=self._settings.network) if named else None

    def similar(
        self,
        keys: str | Sequence[str] = (),
        *,
        text: str = "",
        limit: int = 10,
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """More like these items, like a text, or like all of them together; the items themselves left out.

        :raises JomoError: neither an item nor a text was given.
        :raises NotFound: no item answers to one of the keys.
        """
        ids = item_ids(self._store, [keys] if isinstance(keys, str) else keys)
        space = self._vectors.space
        seeds = search.texts(self._store, ids, space.fingerprint, space.dimension)
        if text.strip():
            pasted = np.vstack([self._vectors.encode_query(one) for one in (text, *search.parts_of(text))])
            seeds = Texts(
                np.vstack([seeds.vectors, pasted[:1]]),
                [*seeds.texts, text],
                [*seeds.languages, detect_language(text)],
                [*seeds.forms, ""],
                [*seeds.passages, pasted],
            )
        if not seeds.texts:
            raise JomoError(_("Name an item or paste a text to find what is like it"))
        allowed = search.passing(self._store.read(), filters)
        return search.similar(
            self._store,
            self._vectors.passages,
            space.fingerprint,
            self._background.stats(),
            seeds,
            ids,
            allowed,
            limit,
        )

    def likest_papers(self, asked: Sequence[Item]) -> Iterator[list[tuple[Item, float]]]:
        """Of each item the papers that speak most of the same, with their likeness in standard deviations."""
        if not asked:
            return
        space, db = self._vectors.space, self._store.read()
        papers = search.passing(db, Filters(kinds=(Kind.PAPER,)))
        for item in asked:
            found = search.standing_out(
                self._store,
                self._vectors.passages,
                space.fingerprint,
                self._background.stats(),
                search.texts(self._store, [item.id], space.fingerprint, space.dimension),
                papers,
                search.CONSIDERED,
            )
            known = items.by_ids(db, [paper for paper, _ in found])
            yield list(zip(known, (above for _, above in found), strict=True))

    # -- saved searches ---------------------------------------------------------------------------

    def saved(self) -> list[SavedSearch]:
        """Questions to come back to, each with how many of its results are new. Counted once a revision."""
        db = self._store.read()
        kept = searches.every(db)
        state = (key_values.get(db, "revision", "0"), kept)
        if self._counted is None or self._counted[0] != state:
            self._counted = (state, saved.counted(self._store, kept, self._best))
        return self._counted[1]

    def _best(self, query: str, limit: int) -> list[Hit]:
        """The best results, by words alone while the model cannot be had: counting must not fail a page."""
        try:
            return self.hits(query, limit=limit)
        except EncoderUnavailable:
            return self.hits(query, mode=SearchMode.WORDS, limit=limit)

    def save(self, name: str, query: str) -> SavedSearch:
        """Keeps a question; the same name asks another question from now on.

        :raises JomoError: name or question is empty, or the name too long.
        """
        return saved.save(self._store, name, query)

    def forget(self, name: str) -> SavedSearch:
        """Forgets a saved search and returns what it was.

        :raises NotFound: there is none of that name.
        """
        return saved.forget(self._store, name)

    def mark_seen(self, name: str) -> None:
        """Notes that the results were looked at now: nothing of them is new any more.

        :raises NotFound: there is none of that name.
        """
        saved.mark_seen(self._store, name)
