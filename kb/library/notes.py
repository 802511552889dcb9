"""`library.notes`: the person's own notes and highlights."""

from __future__ import annotations

from kb.clock import day
from kb.ingest import annotating
from kb.library.keys import item_id
from kb.store import Store, items, notes
from kb.types import Annotation, Filters, Item


class Notes:
    """Kept apart from the texts they are about, and found with them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, key: str, note: str, *, quote: str = "", place: str = "") -> int:
        """Adds a note to an item, or, with a `quote`, a highlight of words in it; returns its number.

        :raises JomoError: there are no words, or the same note is there already.
        """
        return annotating.annotate(self._store, item_id(self._store, key), Annotation(quote, note, place))

    def take_off(self, number: int) -> Annotation:
        """Takes the note or highlight of that number off its item.

        :raises NotFound: there is none of that number.
        """
        return annotating.take_off(self._store, number)

    def of_item(self, key: str) -> list[tuple[int, Annotation]]:
        """An item's notes and highlights with their numbers, those made last first."""
        of = notes.numbered(self._store.read(), [item_id(self._store, key)])
        return [(number, one) for number, _, one in of]

    def select(self, filters: Filters = Filters(), since: str = "") -> list[tuple[int, Item, Annotation]]:
        """Notes and highlights of the items the filters let through, each with its number, those made last
        first. `since` is a day, a month or a year of the person's: what was made before, or nobody knows
        when, is left out."""
        db = self._store.read()
        chosen = {item.id: item for item in items.select(db, filters)}
        every = [(number, chosen[of], one) for number, of, one in notes.numbered(db, list(chosen))]
        if not since:
            return every
        return [row for row in every if (made := row[2].made_at) and day(made) >= since]
