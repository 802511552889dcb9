"""`library.duplicates`: items that may be one work, and what the person says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb.clock import now
from kb.errors import EncoderUnavailable
from kb.ingest import duplicates, merging
from kb.ingest.translations import Floats
from kb.library.keys import item_id
from kb.library.vectors import Vectors
from kb.store import Store, chunks, items
from kb.types import Item
from kb.types.duplicates import Pair


class Duplicates:
    """Nothing is merged without the person. `refresh_areas` is called where two items became one."""

    def __init__(self, store: Store, vectors: Vectors, refresh_areas: Callable[[], None]) -> None:
        self._store = store
        self._vectors = vectors
        self._refresh_areas = refresh_areas

    def pairs(self) -> list[Pair]:
        """Items that may be one work, the likeliest first, without those that the person held apart. Takes
        seconds for tens of thousands. Translations are found among what was read for meaning."""
        return duplicates.find(self._store.read(), self._heads())

    def _heads(self) -> Mapping[int, Floats]:
        try:
            space = self._vectors.space
        except EncoderUnavailable:
            return {}
        found = chunks.head_vectors(self._store.read(), space.fingerprint, space.dimension)
        return dict(zip(found.item_ids.tolist(), found.vectors, strict=True))

    def of(self, key: str) -> list[Pair]:
        """Those of one item, by its title; translations are told of in the list of all.

        :raises NotFound: no item answers to `key`.
        """
        return duplicates.of_item(self._store.read(), item_id(self._store, key))

    def merge(self, key: str, other: str) -> Item:
        """Makes one item of two, with the histories, notes and addresses of both; the one saved first gives
        the key. One step that can be taken back; `library.items.split` parts them as well.

        :raises NotFound: no item answers to a key.
        :raises JomoError: they are one item already, or certainly two works.
        """
        with self._store.write() as db:
            kept = merging.merge(db, item_id(self._store, key), item_id(self._store, other), now())
        self._refresh_areas()
        [item] = items.by_ids(self._store.read(), [kept])
        return item

    def hold_apart(self, key: str, other: str) -> None:
        """Says that two items are two works: they are not proposed again, and no import joins them. A step
        that can be taken back.

        :raises NotFound: no item answers to a key.
        :raises JomoError: they are one item.
        """
        with self._store.write() as db:
            merging.hold_apart(db, item_id(self._store, key), item_id(self._store, other), now())
