"""The words of slides, kept by what the file holds: reading a deck or a PDF takes a program of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from kb.store import Store, extracts
from kb.types.evidence import WrittenPage


class Extracts:
    """The pages of decks and PDFs. With a store, what was read of them before is known."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._read: dict[tuple[str, str], list[WrittenPage]] = {}
        self._used: set[tuple[str, str]] = set()

    def pages(
        self, digest: str, place: str, read: Callable[[], Iterable[WrittenPage]]
    ) -> Iterator[WrittenPage]:
        """The pages of a file, by `read` where they are not known.

        :raises ImportRefused: it cannot be read; that is not kept.
        """
        self._used.add((digest, place))
        known = self._read.get((digest, place))
        if known is None and self._store is not None:
            known = extracts.get(self._store.read(), digest, place)
        if known is None:
            self._read[digest, place] = known = list(read())
        yield from known

    def keep(self, db: sqlite3.Connection) -> None:
        """Keeps what was read, and nothing of files that are gone."""
        for (digest, place), pages in self._read.items():
            extracts.put(db, digest, place, pages)
        extracts.drop_unused(db, list(self._used))
