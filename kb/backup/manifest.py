"""What a backup says of itself. One that is read may come from anywhere: nothing in it is trusted."""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from kb.catalogue import _
from kb.errors import BackupRefused
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.store.connection import newest_schema

DATABASE = "jomo.sqlite"
UPLOADS = "uploads"
MANIFEST = "manifest.json"
_FORMAT = "jomo-backup"
_VERSION = 2
"""Goes up when a backup holds what an earlier Jomo could not restore."""
_LARGEST_MANIFEST = 100_000_000
"""Bytes: hundreds of thousands of files. More would be read into memory from a file nobody has vouched
for."""
# What would lead elsewhere, in the names of this system.
_FORBIDDEN = "\\:\0" if os.name == "nt" else "\0"
_ORIGINAL = re.compile(rf"{ORIGINALS}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a backup: bytes, and SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, of which folder and schema, how many rows of each kind
    it holds, and its files by name. `twins` are further names of these, each with the one it is another name
    of; `beside` are originals that lie beside the backup."""

    made_at: str
    home: str
    schema: int
    counts: Mapping[str, int]
    members: Mapping[str, Member]
    twins: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Member] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """All files of the library that is restored from it, whether they can be found or not."""
        return {*self.members, *self.twins, *self.beside}

    @property
    def items(self) -> int:
        """How many items the backup holds."""
        return self.counts["items"]


def written(manifest: Manifest) -> str:
    """A manifest as it lies in a backup."""
    said = {"format": _FORMAT, "version": _VERSION, **asdict(manifest)}
    return json.dumps(said, ensure_ascii=False, indent=1)


def read(path: Path, archive: zipfile.ZipFile) -> Manifest:
    """What the backup says of itself, once it fits what lies in it.

    :raises BackupRefused: it does not.
    """
    entries = {entry.filename: entry for entry in archive.infolist()}
    try:
        if entries[MANIFEST].file_size > _LARGEST_MANIFEST:
            raise ValueError(_("its manifest is too large"))
        said = json.loads(archive.read(MANIFEST))
        if said["format"] != _FORMAT:
            raise ValueError(_("its manifest is of another program"))
        version, schema = int(said["version"]), int(said["schema"])
        members, beside = (
            {str(name): Member(int(one["size"]), str(one["sha256"])) for name, one in named.items()}
            for named in (said["members"], said.get("beside", {}))
        )
        twins = {str(name): str(twin) for name, twin in said.get("twins", {}).items()}
        counts = {str(table): int(number) for table, number in said["counts"].items()}
        made_at, home = str(said["made_at"]), str(said["home"])
        manifest = Manifest(made_at, home, schema, counts, members, twins, beside)
        manifest.items  # noqa: B018  (missing, it raises)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupRefused(
            _("{file} is no backup of Jomo ({why}); name a file that `backup` wrote", file=path, why=error)
        ) from error
    if version > _VERSION or schema > newest_schema():
        raise BackupRefused(
            _(
                "{file} was made by a newer Jomo (schema {schema}, known {known}); update Jomo",
                file=path,
                schema=schema,
                known=newest_schema(),
            )
        )
    if len(entries) != len(archive.infolist()) or entries.keys() != {MANIFEST, *members}:
        raise damaged(path, _("its files do not fit its manifest"))
    if DATABASE not in members:
        raise damaged(path, _("it holds no database"))
    if not set(twins.values()) <= {*members, *beside}:
        raise damaged(path, _("its files do not fit its manifest"))
    for name in manifest.names:
        is_link = name in members and stat.S_ISLNK(entries[name].external_attr >> 16)
        if not _belongs(name) or is_link or (name in beside and not _ORIGINAL.fullmatch(name)):
            raise BackupRefused(
                _(
                    "{file} holds {name}, which no backup has; it is not to be trusted",
                    file=path,
                    name=repr(name),
                )
            )
    return manifest


def _belongs(name: str) -> bool:
    """Whether a file of this name may lie in a backup: the database, an original, or something below the
    uploads."""
    parts = PurePosixPath(name).parts
    return bool(name == DATABASE or _ORIGINAL.fullmatch(name)) or (
        len(parts) > 1
        and parts[0] == UPLOADS
        and name == "/".join(parts)
        and not any(part in (".", "..") or any(sign in part for sign in _FORBIDDEN) for part in parts)
    )


def damaged(path: Path, reason: str) -> BackupRefused:
    """What is said of a backup that is not as it was written."""
    return BackupRefused(_("The backup {file} is damaged ({why}); use another one", file=path, why=reason))
