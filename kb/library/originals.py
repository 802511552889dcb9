"""`library.originals`: the files that items were read from."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kb.catalogue import _
from kb.errors import NotFound
from kb.ingest.originals import find
from kb.library.keys import item_id
from kb.store import Store, originals
from kb.types import Original


class Originals:
    """Kept by what they hold, or only linked; either way each is where this says, or at no place any more."""

    def __init__(self, home: Path, store: Store) -> None:
        self._home = home
        self._store = store

    def of_item(self, key: str) -> list[tuple[Original, Path | None]]:
        """An item's originals, each with where it lies now; None where it is gone.

        :raises NotFound: no item answers to the key.
        """
        db, known = self._store.read(), item_id(self._store, key)
        of = originals.of_items(db, [known]).get(known, [])
        return [(one, find(db, self._home, known, one)) for one in of]

    def get(self, sha256: str) -> tuple[Original, Path]:
        """The original of this digest, and where it lies.

        :raises NotFound: no item was read from it, or it is gone; then the message says where it was.
        """
        db = self._store.read()
        item, one = _known(db, sha256)
        found = find(db, self._home, item, one)
        if found is None:
            raise NotFound(gone(one))
        return one, found

    def pictures_beside(self, sha256: str) -> dict[str, tuple[Path, str]]:
        """The pictures that were kept of those beside the saved page of this digest: (file, media type) by
        their names as the page has them, relative to where it lay.

        :raises NotFound: no item was read from it.
        """
        db = self._store.read()
        item, page = _known(db, sha256)
        around = page.place.replace("\\", "/").rpartition("/")[0] + "/"
        beside: dict[str, tuple[Path, str]] = {}
        for one in originals.of_items(db, [item]).get(item, []):
            place = one.place.replace("\\", "/")
            if not (one.media_type.startswith("image/") and place.startswith(around)):
                continue
            if (path := find(db, self._home, item, one)) is not None:
                beside[place.removeprefix(around)] = (path, one.media_type)
        return beside


def _known(db: sqlite3.Connection, sha256: str) -> tuple[int, Original]:
    found = originals.find(db, sha256)
    if found is None:
        raise NotFound(_("No item was read from this file"))
    return found


def gone(one: Original) -> str:
    """What is said of an original that is at no place any more."""
    if one.linked:
        return _(
            "{name} is gone; it was linked from {place}. Put it back there, or add it again",
            name=one.name,
            place=one.place,
        )
    return _(
        "{name} is gone; it was read from {place}. Put it back there, or add it again",
        name=one.name,
        place=one.place,
    )
