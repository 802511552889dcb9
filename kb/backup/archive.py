"""A backup is a zip file: the database as of one moment, the uploads, and a manifest with the size and the
SHA-256 of each. The vector index stays out: it is filled anew from the database."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kb.appearing import workshop
from kb.clock import now
from kb.errors import BackupRefused
from kb.store import Store, checks, moving
from kb.store.connection import looking, newest_schema, schema_of

DATABASE = "jomo.sqlite"
UPLOADS = "uploads"
_MANIFEST = "manifest.json"
_FORMAT = "jomo-backup"
_VERSION = 1
"""Goes up when a backup holds what an earlier Jomo could not restore."""
_LARGEST_MANIFEST = 100_000_000
"""Bytes: hundreds of thousands of files. More would be read into memory from a file nobody has vouched
for."""
_CHUNK = 1 << 20
"""Bytes copied at once."""
# What would lead elsewhere, in the names of this system.
_FORBIDDEN = "\\:\0" if os.name == "nt" else "\0"
# Text packs well at once; vectors hardly at all, whatever time is spent on them.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a backup: bytes, and SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, of which folder and schema, how many rows of each kind
    it holds, and its files by name."""

    made_at: str
    home: str
    schema: int
    counts: Mapping[str, int]
    members: Mapping[str, Member]

    @property
    def items(self) -> int:
        """How many items the backup holds."""
        return self.counts["items"]


def write(store: Store, target: Path, *, replace: bool = False) -> Manifest:
    """Writes a backup of a library, also while others work on it, and verifies it before it gets its name.

    :raises BackupRefused: something lies there already (unless `replace`), or the folder cannot be used.
    """
    target = target.expanduser().absolute()
    if target.is_dir() or (target.exists() and not replace):
        raise BackupRefused(f"{target} exists already; choose another name, or `--force` to replace a file")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}; make it, or choose another")
    try:
        # Beside the target: a file gets its name at once only within one disk.
        with workshop(target) as folder:
            made = folder / "backup"
            manifest = _pack(store, made, folder / DATABASE)
            verify(made)
            made.replace(target)
    except OSError as error:
        raise BackupRefused(
            f"{target} cannot be written ({error.strerror or error}); free space or choose another folder"
        ) from error
    return manifest


def _pack(store: Store, target: Path, copy: Path) -> Manifest:
    store.backup(copy)
    with looking(copy) as db:
        schema, counts = schema_of(db), moving.counts(db)
    home = store.path.parent
    members: dict[str, Member] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        members[DATABASE] = _add(archive, DATABASE, copy)
        copy.unlink()
        for file in _uploads(home / UPLOADS):
            name = file.relative_to(home).as_posix()
            members[name] = _add(archive, name, file)
        manifest = Manifest(now(), str(home.resolve()), schema, counts, members)
        said = {"format": _FORMAT, "version": _VERSION, **asdict(manifest)}
        archive.writestr(_MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))
    with target.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _uploads(folder: Path) -> list[Path]:
    """The files people gave; links are not followed."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> Member:
    # A fixed date: the zip format knows none before 1980, and the file's own tells nothing.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
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
    with workshop(path) as folder:
        return unpack(path, folder)


def unpack(path: Path, folder: Path) -> Manifest:
    """Lays a backup's files out in an empty folder, each compared with the manifest; the database is looked
    through.

    :raises BackupRefused: it is no backup, damaged, or of a newer Jomo.
    """
    with _opened(path) as archive:
        manifest = _manifest(path, archive)
        for name, member in manifest.members.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as out:
                copied = _copied(source, out, limit=member.size)
            if copied != member:
                raise _damaged(path, f"{name} is not what was written")
    with looking(folder / DATABASE) as db:
        if problems := checks.integrity(db):
            raise _damaged(path, problems[0])
        if moving.counts(db) != manifest.counts:
            raise _damaged(path, "its counts do not fit the database")
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupRefused(f"There is no file {path}; check the path") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, str(error)) from error


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    """What the backup says of itself, once it fits what lies in it.

    :raises BackupRefused: it does not.
    """
    entries = {entry.filename: entry for entry in archive.infolist()}
    try:
        if entries[_MANIFEST].file_size > _LARGEST_MANIFEST:
            raise ValueError("its manifest is too large")
        said = json.loads(archive.read(_MANIFEST))
        if said["format"] != _FORMAT:
            raise ValueError("its manifest is of another program")
        version, schema = int(said["version"]), int(said["schema"])
        members = {
            str(name): Member(int(one["size"]), str(one["sha256"])) for name, one in said["members"].items()
        }
        counts = {str(table): int(number) for table, number in said["counts"].items()}
        manifest = Manifest(str(said["made_at"]), str(said["home"]), schema, counts, members)
        manifest.items  # noqa: B018  (missing, it raises)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupRefused(
            f"{path} is no backup of Jomo ({error}); name a file that `backup` wrote"
        ) from error
    if version > _VERSION or schema > newest_schema():
        raise BackupRefused(
            f"{path} was made by a newer Jomo (schema {schema}, known {newest_schema()}); update Jomo"
        )
    if len(entries) != len(archive.infolist()) or entries.keys() != {_MANIFEST, *members}:
        raise _damaged(path, "its files do not fit its manifest")
    if DATABASE not in members:
        raise _damaged(path, "it holds no database")
    for name in members:
        if not _belongs(name) or stat.S_ISLNK(entries[name].external_attr >> 16):
            raise BackupRefused(f"{path} holds {name!r}, which no backup has; it is not to be trusted")
    return manifest


def _belongs(name: str) -> bool:
    """Whether a file of this name may lie in a backup: the database, or something below the uploads."""
    parts = PurePosixPath(name).parts
    return name == DATABASE or (
        len(parts) > 1
        and parts[0] == UPLOADS
        and name == "/".join(parts)
        and not any(part in (".", "..") or any(sign in part for sign in _FORBIDDEN) for part in parts)
    )


def _damaged(path: Path, reason: str) -> BackupRefused:
    return BackupRefused(f"The backup {path} is damaged ({reason}); use another one")
