"""`library.reading`: where the person is in what they read."""

from __future__ import annotations

from collections.abc import Iterable

from kb.clock import now
from kb.library.keys import item_id
from kb.store import Store, items, reading_places
from kb.types import Item
from kb.types.reading import ReadingPlace

_PLACE_LENGTH = 200
"""Characters of a heading that are kept: two lines."""


class Reading:
    """One place an item, which moves with the reading and is no step to take back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def reached(self, key: str, share: float, place: str = "") -> None:
        """Notes that the person has come to a `share` of an item, taken as 0 to 1, and the page or heading
        there, where anything can be noted.

        :raises NotFound: no item answers to the key.
        """
        if self._store.read_only:
            return
        here = ReadingPlace(min(1.0, max(0.0, share)), place.strip()[:_PLACE_LENGTH], now())
        of = item_id(self._store, key)
        with self._store.write(silent=True) as db:
            reading_places.put(db, of, here)

    def places(self, of: Iterable[Item]) -> dict[int, ReadingPlace]:
        """Where the person is in those of these items that they read in, by id."""
        return reading_places.of_items(self._store.read(), [item.id for item in of])

    def begun(self, limit: int) -> list[tuple[Item, ReadingPlace]]:
        """What the person began and has neither read nor left, with where they are, read in last first."""
        db = self._store.read()
        found = items.by_ids(db, reading_places.begun(db, limit))
        where = self.places(found)
        return [(item, where[item.id]) for item in found]
