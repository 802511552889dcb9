"""Bringing a backup back into a home folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kb.appearing import workshop
from kb.backup import archive, copies, daily
from kb.backup.manifest import DATABASE, UPLOADS, Manifest
from kb.catalogue import _
from kb.errors import BackupRefused, JomoError, LibraryBusy, LibraryDamaged
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.store import Store, explained, key_values, moving
from kb.vectors.chroma import chroma_folder, discard

_LOCKS = ("index.lock", "work.lock", "save.lock", "web.lock", "feeds.lock")
"""What processes hold that work on a home: who keeps the index, who thinks, saves, fetches, asks feeds."""
_REVISION = "revision"


def restore(path: Path, home: Path, *, force: bool = False, patience_s: float = 1) -> Manifest:
    """Makes a home folder hold what a backup holds. Everything is verified before anything is replaced; a
    library that lies there already is kept in the folder `backups` (with `force`) or left alone. So long it
    waits for each process that works on the home to end.

    :raises BackupRefused: it is no sound backup, or the home holds a library and `force` was not given.
    :raises LibraryBusy: the app or another command works on the home.
    """
    path, home = path.expanduser().absolute(), home.expanduser().absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home, patience_s), workshop(home / "restore", alone=True) as folder:
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
            _count_on(folder / DATABASE, home / DATABASE)
            _put_in_place(folder, home, manifest)
    except OSError as error:
        told = explained(error, home / DATABASE)
        raise told or error from error
    return manifest


def look(path: Path, home: Path) -> Manifest:
    """What a backup holds that is to be brought back into a home, read through as `restore` does; nothing is
    replaced.

    :raises BackupRefused: it is no sound backup.
    :raises JomoError: there is no room in the home to unpack it.
    """
    path, home = path.expanduser().absolute(), home.expanduser().absolute()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with workshop(home / "look") as folder:
            return archive.unpack(path, folder)
    except OSError as error:
        told = explained(error, home / DATABASE)
        raise told or error from error


@contextmanager
def _alone(home: Path, patience_s: float) -> Iterator[None]:
    """Keeps every other process from working on the home.

    :raises LibraryBusy: one is at it.
    """
    with ExitStack() as held:
        for name in _LOCKS:
            try:
                held.enter_context(FileLock(home / name).acquire(timeout=patience_s))
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


def _count_on(database: Path, replaced: Path) -> None:
    """Lets a library's revision go on from that of the one it takes the place of: to who read that one, what
    they read is stale."""
    if not replaced.exists():
        return
    try:
        before = _revision(replaced)
    except JomoError:
        # Too damaged to tell: nobody read it either.
        return
    store = Store(database)
    with store.write(silent=True) as db:
        key_values.put(db, _REVISION, str(max(before, _revision(database)) + 1))
    store.close()


def _revision(database: Path) -> int:
    store = Store(database)
    try:
        return int(key_values.get(store.read(), _REVISION, "0"))
    finally:
        store.close()


def _keep_aside(home: Path) -> None:
    """Keeps what lies in a home: as a backup, or, where it is too damaged for one, the files as they are."""
    if _is_empty(home):
        return
    folder = home / daily.FOLDER
    folder.mkdir(exist_ok=True)
    stamp = copies.stamp()
    try:
        store = Store(home / DATABASE)
        archive.write(store, folder / copies.BEFORE_RESTORE.format(stamp))
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
