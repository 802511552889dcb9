"""What the library holds of the works that documents may be, looked up once for all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from kb.store import aliases, items
from kb.types import Document


class Known:
    """The owners of canonical keys, and those items as they were when they were looked up.

    What is asked beyond the keys given at first is looked up then. It tells of one moment: who writes makes
    another.
    """

    def __init__(self, db: sqlite3.Connection, keys: Iterable[str] = ()) -> None:
        self.db = db
        self._owners: dict[str, int | None] = {}
        self._documents: dict[int, Document] = {}
        self._keys: dict[int, list[str]] = {}
        self._look_up(dict.fromkeys(keys))

    def owners(self, keys: Iterable[str]) -> dict[str, int]:
        """The item each key leads to, for those that lead to one, in order of the keys."""
        wanted = dict.fromkeys(keys)
        if not wanted.keys() <= self._owners.keys():
            self._look_up([key for key in wanted if key not in self._owners])
        return {key: owner for key in wanted if (owner := self._owners[key]) is not None}

    def resolve(self, keys: Iterable[str]) -> list[int]:
        """Ids of the items the keys lead to, each once, in order of the keys."""
        return list(dict.fromkeys(self.owners(keys).values()))

    def document(self, item_id: int) -> Document:
        """An item that a key leads to, as a document."""
        return self._documents[item_id]

    def keys_of(self, item_id: int) -> Sequence[str]:
        """All keys that lead to an item to which one of those asked for does."""
        return self._keys[item_id]

    def _look_up(self, keys: Iterable[str]) -> None:
        wanted = list(keys)
        if not wanted:
            return
        found = aliases.owners(self.db, wanted)
        self._owners.update({key: found.get(key) for key in wanted})
        ids = [owner for owner in dict.fromkeys(found.values()) if owner not in self._documents]
        self._documents.update(items.documents(self.db, ids))
        self._keys.update(aliases.every_key(self.db, ids))
