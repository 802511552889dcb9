"""Bringing a backup back into a home folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kb.appearing import workshop
from kb.backup import archive
from kb.backup.manifest import DATABASE, UPLOADS, Manifest
from kb.catalogue import _
from kb.errors import BackupRefused, JomoError, LibraryBusy, LibraryDamaged
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.store import Store, explained, moving
from kb.vectors.chroma import chroma_folder, discard

_LOCKS = ("index.lock", "work.lock", "save.lock")
"""What processes hold that work on a home: who keeps the index, who thinks, who saves."""


def restore(path: Path, home: Path, *, force: bool = False) -> Manifest:
    """Makes a home folder hold what a backup holds. Everything is verified before anything is replaced; a
    library that lies there already is kept in the folder `backups` (with `force`) or left alone.

    :raises BackupRefused: it is no sound backup, or the home holds a library and `force` was not given.
    :raises LibraryBusy: the app or another command works on the home.
    """
    path, home = path.expanduser().absolute(), home.expanduser().absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home), workshop(home / "restore", alone=True) as folder:
            if not force and not _is_empty(home):
                raise BackupRefused(
                    _(
                        "{folder} holds a library already; set KB_HOME to a new folder, or add `--force`,"
                        " which first keeps a copy of it in its folder `backups`",
                        folder=home,
                    )
                )
            manifest = archive.unpack(path, folder)
            _adapt(folder / DATABASE, manifest.home, home)
            _keep_aside(home)
            _put_in_place(folder, home, manifest)
    except OSError as error:
        told = explained(error, home / DATABASE)
        raise told or error from error
    return manifest


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keeps every other process from working on the home.

    :raises LibraryBusy: one is at it.
    """
    with ExitStack() as held:
        for name in _LOCKS:
            try:
                held.enter_context(FileLock(home / name).acquire(timeout=1))
            except Timeout as error:
                raise LibraryBusy(
                    _(
                        "The app or another command works on {folder}; stop it, then restore again",
                        folder=home,
                    )
                ) from error
        yield


def _is_empty(home: Path) -> bool:
    """Whether nothing a person would miss lies there."""
    file = home / DATABASE
    if not file.exists():
        return True
    try:
        # Opening it settles what a killed process left in the log.
        store = Store(file)
        rows = sum(moving.counts(store.read()).values())
        store.close()
    except JomoError:
        return False
    return not rows


def _adapt(database: Path, old_home: str, home: Path) -> None:
    """Makes a database at home in another folder, and brings an earlier schema up to date."""
    store = Store(database)
    with store.write(silent=True) as db:
        moving.move_home(db, old_home, home.resolve())
        moving.forget_index(db)
    store.close()


def _keep_aside(home: Path) -> None:
    """Keeps what lies in a home: as a backup, or, where it is too damaged for one, the files as they are."""
    if _is_empty(home):
        return
    folder = home / "backups"
    folder.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    try:
        store = Store(home / DATABASE)
        archive.write(store, folder / f"before-restore-{stamp}.zip")
        store.close()
    except (LibraryDamaged, BackupRefused):
        aside = folder / f"damaged-{stamp}"
        aside.mkdir()
        for file in home.glob(f"{DATABASE}*"):
            shutil.copy2(file, aside)
        for name in (UPLOADS, ORIGINALS):
            if (home / name).exists():
                shutil.copytree(home / name, aside / name, symlinks=True)


def _put_in_place(folder: Path, home: Path, manifest: Manifest) -> None:
    """Moves unpacked files to where a library has them. The vector index of what was there goes. Until the
    database is replaced the old library is whole, afterwards the new one: the files of both lie there."""
    discard(chroma_folder(home))
    for name in manifest.names - {DATABASE}:
        # What should have lain beside the backup may be gone.
        if (folder / name).exists():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder / name, home / name)
    for end in ("-wal", "-shm"):
        (home / f"{DATABASE}{end}").unlink(missing_ok=True)
    (folder / DATABASE).replace(home / DATABASE)
    _drop_others(home, manifest)


def _drop_others(home: Path, manifest: Manifest) -> None:
    """Deletes the uploads and originals that belong to the library that was replaced."""
    names = manifest.names
    both = (*(home / UPLOADS).rglob("*"), *(home / ORIGINALS).rglob("*"))
    for path in sorted(both, reverse=True):
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # It holds something that stays.
                path.rmdir()
        elif path.relative_to(home).as_posix() not in names:
            path.unlink()
