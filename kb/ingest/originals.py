"""The files that items were read from, kept in the library by what they hold: each once, whatever it was
called and however often it came."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kb.appearing import sweep, workshop
from kb.catalogue import _, cause
from kb.ingest import uploads
from kb.store import Store, aliases, originals
from kb.types import Document, Failure, Original, Remark, SourceFile

FOLDER = "originals"
_SETTLED_S = 24 * 3600
"""Seconds after which nobody is still about to note a file that was copied: an import notes each within
seconds. By judgement."""
_Other = TypeVar("_Other")


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept in the library at `home`: files of up to `most` bytes that lie in none of the folders
    `linked`. Of all others only the place is remembered."""

    home: Path
    linked: Sequence[Path]
    most: int

    def documents(
        self, found: Iterable[Document | Failure | _Other]
    ) -> Iterator[Document | Failure | _Other]:
        """The same with the files of each document kept. One that cannot be is told in a remark."""
        for one in found:
            if not isinstance(one, Document) or not one.files:
                yield one
                continue
            known: list[Original] = []
            for file in one.files:
                try:
                    known.append(self.keep(file))
                except OSError as error:
                    name = file.path.name
                    reason = _(
                        "{file} was read but not kept ({reason}); free some space and add it again",
                        file=name,
                        reason=cause(error),
                    )
                    yield Remark(name, reason)
            yield replace(one, files=(), originals=tuple(known))

    def keep(self, file: SourceFile) -> Original:
        """Copies a file into the library unless it is there, or only looks at one that is to be linked.

        :raises OSError: it cannot be read, or the library not be written.
        """
        path, size = file.path.resolve(), file.path.stat().st_size
        packed = file.place != str(path)
        linked = size > self.most or (not packed and any(path.is_relative_to(one) for one in self.linked))
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        if not linked:
            _put(path, path_of(self.home, digest), digest, own=path.is_relative_to(uploads.folder(self.home)))
        return Original(digest, file.path.name, file.media_type, size, file.place, linked)


def path_of(home: Path, digest: str) -> Path:
    """Where the file of this SHA-256 lies in a library, if it does."""
    return home / FOLDER / digest[:2] / digest


def _put(source: Path, target: Path, digest: str, *, own: bool) -> None:
    """Makes a file appear whole under its digest. One's `own` upload is here: it gets a second name."""
    if target.is_file() and target.stat().st_size == source.stat().st_size:
        os.utime(target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with workshop(target) as folder:
        partly = folder / digest
        if not (own and second_name(source, partly)):
            shutil.copyfile(source, partly)
            if not is_whole(partly, digest):
                raise OSError(errno.EBUSY, _("it was changed meanwhile"))
        partly.replace(target)


def second_name(file: Path, target: Path) -> bool:
    """Gives a file a second name, and says whether that went: some file systems know none."""
    try:
        os.link(file, target)
    except OSError:
        return False
    return True


def find(db: sqlite3.Connection, home: Path, item_id: int, one: Original) -> Path | None:
    """Where an item's original lies: in the library, where it was, or at another place from which the same
    bytes were read; None where it is at none."""
    if not one.linked and _lies_at(path_of(home, one.sha256), one):
        return path_of(home, one.sha256)
    paths = (key.removeprefix("path:") for key in aliases.keys_of(db, item_id) if key.startswith("path:"))
    places = dict.fromkeys(map(Path, (one.place, *sorted(paths))))
    return next((path for path in places if _lies_at(path, one)), None)


def _lies_at(path: Path, one: Original) -> bool:
    try:
        return path.is_file() and path.stat().st_size == one.size
    except (OSError, ValueError):
        # Out of reach, or no name of a file.
        return False


def is_whole(path: Path, digest: str) -> bool:
    """Whether a file still holds what it is called by.

    :raises OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def drop_unused(store: Store, among: Iterable[str] | None = None) -> int:
    """Deletes files to which no item leads: of those `among`, or all that have lain there for a day; returns
    how many. Younger ones may be an import's that is about to note them. With all of them goes what killed
    imports left half copied."""
    home, kept = store.path.parent, originals.kept(store.read())
    if among is not None:
        unused = [path_of(home, digest) for digest in among if digest not in kept]
    else:
        sweep(home / FOLDER, "??/.*")
        young = time.time() - _SETTLED_S
        unused = [
            path
            for path in (home / FOLDER).glob("??/*")
            if path.name not in kept and path.lstat().st_mtime < young
        ]
    gone = [path for path in unused if path.is_file()]
    for path in gone:
        path.unlink()
    return len(gone)
