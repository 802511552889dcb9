"""A backup is a zip file: the database as of one moment, the uploads, the originals, and a manifest with the
size and the SHA-256 of each. The vector index stays out: it is filled anew from the database.

Daily copies share their originals, which lie beside them in a folder: a library of a thousand papers would
be copied whole every day otherwise.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kb.appearing import workshop
from kb.backup.manifest import DATABASE, MANIFEST, UPLOADS, Manifest, Member, damaged, read, written
from kb.catalogue import _, cause
from kb.clock import now
from kb.errors import BackupRefused
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.ingest.originals import path_of, second_name
from kb.store import Store, checks, moving, originals
from kb.store.connection import looking, schema_of

_PACK_BEGINS = b"PK"
"""A zip file."""
_CHUNK = 1 << 20
"""Bytes copied at once."""
# Text packs well at once; vectors hardly at all, whatever time is spent on them.
_LEVEL = 1
# PDFs and pictures are packed already.
_PACKED = (f"{ORIGINALS}/",)


def write(store: Store, target: Path, *, replace: bool = False, sharing: bool = False) -> Manifest:
    """Writes a backup of a library, also while others work on it, and verifies it before it gets its name.
    With `sharing` its originals lie beside it, each once for all backups of the folder.

    :raises BackupRefused: something lies there already (unless `replace`), or the folder cannot be used.
    """
    target = target.expanduser().absolute()
    if target.is_dir() or (target.exists() and not replace):
        raise BackupRefused(
            _("{file} exists already; choose another name, or `--force` to replace a file", file=target)
        )
    if not target.parent.is_dir():
        raise BackupRefused(
            _("There is no folder {folder}; make it, or choose another", folder=target.parent)
        )
    try:
        # Beside the target: a file gets its name at once only within one disk.
        with workshop(target) as folder:
            made = folder / "backup"
            manifest = _pack(store, made, folder / DATABASE, target.parent if sharing else None)
            _verify(made, target.parent)
            made.replace(target)
    except OSError as error:
        raise BackupRefused(
            _(
                "{file} cannot be written ({why}); free space or choose another folder",
                file=target,
                why=cause(error),
            )
        ) from error
    return manifest


def _pack(store: Store, target: Path, copy: Path, shared: Path | None) -> Manifest:
    store.backup(copy)
    with looking(copy) as db:
        schema, counts, kept = schema_of(db), moving.counts(db), originals.kept(db)
    home = store.path.parent
    members: dict[str, Member] = {}
    twins: dict[str, str] = {}
    # One that is gone is told by `doctor`; the rest is copied all the same.
    files = [file for file in (path_of(home, digest) for digest in kept) if file.is_file()]
    beside = {_name(file, home): Member(file.stat().st_size, file.name) for file in files} if shared else {}
    if shared:
        for name in beside:
            _share(home / name, shared / name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        members[DATABASE] = _add(archive, DATABASE, copy)
        copy.unlink()
        for file in () if shared else files:
            members[_name(file, home)] = _add(archive, _name(file, home), file)
        known = {_identity(file): _name(file, home) for file in files}
        for file in _uploads(home / UPLOADS):
            name = _name(file, home)
            if twin := known.get(_identity(file)):
                twins[name] = twin
            else:
                members[name] = _add(archive, name, file)
        manifest = Manifest(now(), str(home.resolve()), schema, counts, members, twins, beside)
        archive.writestr(MANIFEST, written(manifest))
    with target.open("rb+") as packed:
        os.fsync(packed.fileno())
    return manifest


def _name(file: Path, home: Path) -> str:
    return file.relative_to(home).as_posix()


def _identity(file: Path) -> tuple[int, int]:
    """What names of one file have in common."""
    status = file.stat()
    return status.st_dev, status.st_ino


def _share(file: Path, target: Path) -> None:
    """Lays an original beside backups, unless it is there: by a second name on the same disk."""
    if target.is_file() and target.stat().st_size == file.stat().st_size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with workshop(target) as folder:
        _same_or_copy(file, folder / target.name)
        (folder / target.name).replace(target)


def _same_or_copy(file: Path, target: Path) -> None:
    """Gives a file a second name, or copies it where that cannot be."""
    if not second_name(file, target):
        shutil.copyfile(file, target)


def _uploads(folder: Path) -> list[Path]:
    """The files people gave; links are not followed."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> Member:
    # A fixed date: the zip format knows none before 1980, and the file's own tells nothing.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_STORED if name.startswith(_PACKED) else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as out:
        return _copied(source, out)


def _copied(source: IO[bytes], out: IO[bytes], limit: int | None = None) -> Member:
    digest, size = hashlib.sha256(), 0
    while part := source.read(_CHUNK):
        size += len(part)
        if limit is not None and size > limit:
            break
        digest.update(part)
        out.write(part)
    return Member(size, digest.hexdigest())


def verify(path: Path) -> Manifest:
    """Reads a backup through, database and all.

    :raises BackupRefused: it is none, or damaged.
    """
    return _verify(path, path.parent)


def _verify(path: Path, shared: Path) -> Manifest:
    """As `verify`; of originals beside the backup only that they are there: they are read when they are
    needed, not every day.

    :raises BackupRefused: it is none, or damaged.
    """
    with workshop(path) as folder:
        manifest = _unpacked(path, folder)
    for name, member in manifest.beside.items():
        file = shared / name
        if not file.is_file() or file.stat().st_size != member.size:
            raise damaged(path, _("{file} beside it is gone or was changed", file=file))
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Lays a backup's files out in an empty folder, each compared with the manifest; the database is looked
    through. Of originals that should lie beside it those that are gone or damaged are left out.

    :raises BackupRefused: it is no backup, damaged, or of a newer Jomo.
    """
    manifest = _unpacked(path, folder)
    for name, member in manifest.beside.items():
        if (path.parent / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (path.parent / name).open("rb") as source, (folder / name).open("wb") as out:
                copied = _copied(source, out, limit=member.size)
            if copied != member:
                (folder / name).unlink()
    for name, twin in manifest.twins.items():
        if (folder / twin).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            _same_or_copy(folder / twin, folder / name)
    return manifest


def _unpacked(path: Path, folder: Path) -> Manifest:
    """:raises BackupRefused: it is no backup, damaged, or of a newer Jomo."""
    with _opened(path) as archive:
        manifest = read(path, archive)
        for name, member in manifest.members.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as out:
                copied = _copied(source, out, limit=member.size)
            if copied != member:
                raise damaged(path, _("{file} is not what was written", file=name))
    with looking(folder / DATABASE) as db:
        if problems := checks.integrity(db):
            raise damaged(path, problems[0])
        if moving.counts(db) != manifest.counts:
            raise damaged(path, _("its counts do not fit the database"))
    return manifest


def drop_unshared(folder: Path, backups: Iterable[Path]) -> None:
    """Deletes the originals beside backups that none of these needs. Where one of them cannot be read, nobody
    knows, and all stay."""
    try:
        needed = {name for path in backups for name in _said(path).beside}
    except BackupRefused:
        return
    for file in (folder / ORIGINALS).glob("??/*"):
        if _name(file, folder) not in needed and file.is_file():
            file.unlink()


def _said(path: Path) -> Manifest:
    """:raises BackupRefused: it is no backup, damaged, or of a newer Jomo."""
    with _opened(path) as archive:
        return read(path, archive)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file:
            is_packed = file.read(len(_PACK_BEGINS)) == _PACK_BEGINS
    except FileNotFoundError as error:
        raise BackupRefused(_("There is no file {file}; check the path", file=path)) from error
    except OSError as error:
        raise BackupRefused(
            _("{file} cannot be read ({why}); check the path", file=path, why=cause(error))
        ) from error
    if not is_packed:
        raise BackupRefused(
            _(
                "{file} is no backup of Jomo ({why}); name a file that `backup` wrote",
                file=path,
                why=_("it is no zip file"),
            )
        )
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path, cause(error)) from error
