"""`library.upkeep`: what the library amounts to, whether it is sound, and copies of all of it."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

from kb.backup import archive, copies, daily, restoring
from kb.backup.manifest import DATABASE, Manifest
from kb.catalogue import _
from kb.errors import LibraryBusy
from kb.exporting import Format
from kb.exporting.folder import Whole, write
from kb.ingest.derived import reindex_words
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.library import doctor
from kb.library.areas import Areas
from kb.library.items import Items
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, areas, chunks, events, items, role, searches, writing
from kb.store.embedded import OF_ITEMS, OF_WRITING
from kb.types import Check, Copy, Filters, Sizes, Stats

_PARTS = {ORIGINALS: "originals", daily.FOLDER: "copies", "chroma": "index"}
"""Which part of a library a folder of its home is."""


class Upkeep:
    """Everything here reads or derives; nothing changes what the person keeps."""

    def __init__(
        self, settings: Settings, store: Store, vectors: Vectors, areas: Areas, items: Items
    ) -> None:
        self._settings = settings
        self._store = store
        self._vectors = vectors
        self._areas = areas
        self._items = items

    def stats(self) -> Stats:
        """Counts of everything."""
        db = self._store.read()
        return Stats(
            items=items.count(db, Filters()),
            by_kind=items.count_by(db, "kind"),
            by_zone=items.count_by(db, "zone"),
            by_state=items.count_by(db, "state"),
            by_language=items.count_by(db, "language"),
            sources=items.count_by(db, "source"),
            chunks=chunks.count(db),
            pending_vectors=self._vectors.pending(),
            stubs=len(items.stub_keys(db)),
            links=items.count_links(db),
            bytes=self.sizes().all,
            last_copy=daily.day_of_last(self._store),
        )

    def sizes(self) -> Sizes:
        """What the parts of the library's folder take. Copies elsewhere are not counted."""
        by_part: Counter[str] = Counter()
        for file in self._settings.home.rglob("*"):
            part = file.relative_to(self._settings.home).parts[0]
            by_part[_PARTS.get(part, "database" if part.startswith(DATABASE) else "rest")] += _size(file)
        return Sizes(**{field.name: by_part[field.name] for field in fields(Sizes)})

    def doctor(self, fix: bool = False) -> list[Check]:
        """What is wrong, what helps; with `fix`, what can be derived is made anew."""
        return doctor.examine(doctor.Patient(self._settings, self._store, self._vectors, self._areas), fix)

    def reindex(self) -> tuple[int, float]:
        """Makes passages, words index and vector index anew from what is stored; returns the number of
        chunks and the seconds it took.

        :raises LibraryBusy: another process owns the vector index.
        """
        started = time.perf_counter()
        if not self._vectors.own_index():
            raise LibraryBusy(_("The app has the vector index open; stop the app and run `reindex` again"))
        reindex_words(self._store)
        with self._store.write() as db:
            OF_ITEMS.drop_unused(db)
            OF_WRITING.drop_unused(db)
        self._vectors.passages.index.rebuild()
        return chunks.count(self._store.read()), time.perf_counter() - started

    def backup(self, target: Path, replace: bool = False) -> int:
        """Writes everything into one file, verified, while others work on; returns the number of items.

        :raises BackupRefused: something lies there already (unless `replace`), or the folder cannot be used.
        """
        return archive.write(self._store, target, replace=replace).items

    def copies(self) -> list[Copy]:
        """The backups that lie where Jomo keeps them, the newest first."""
        return copies.every(self._settings)

    def copies_folder(self) -> Path:
        """Where daily copies and those made by hand lie."""
        return daily.folder(self._settings)

    def trouble_with_copies(self) -> str:
        """Why the last daily copy could not be made; empty where it was."""
        made = daily.last(self._store)
        return made.trouble if made else ""

    def copy(self) -> Copy:
        """Makes a whole backup where the daily copies lie.

        :raises BackupRefused: the folder cannot be used.
        """
        return copies.make(self._settings, self._store)

    def look_at(self, backup: Path) -> Manifest:
        """Reads a backup through and says what it holds; nothing is brought back.

        :raises BackupRefused: it is none, damaged, or of a newer Jomo.
        """
        return restoring.look(backup, self._settings.home)

    def export(self, target: Path, form: Format) -> int:
        """Writes everything into an empty folder in a form other programs read; returns the number of
        items.

        :raises JomoError: the folder holds something, or cannot be written.
        """
        db = self._store.read()
        every = sorted(self._items.select(), key=lambda item: item.key)
        found = writing.traces(db, writing.traced(db))
        whole = Whole(
            [self._items.get(item.key) for item in every],
            areas.every(db),
            role.asks(db),
            searches.every(db),
            events.of_no_item(db),
            [source for source in writing.sources(db) if source.path],
            {item.key: found[item.id] for item in every if item.id in found},
        )
        return write(whole, form, target, self._settings.home)


def _size(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.lstat().st_size
    return 0
