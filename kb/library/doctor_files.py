"""What the doctor finds of files: the library's folder, uploads, originals, backups."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.backup import daily
from kb.catalogue import _, listed, n_, number
from kb.ingest import originals
from kb.settings import Settings
from kb.store import Store, checks
from kb.store import originals as files
from kb.types import Original, Remedy

_ROOM = 3
"""Free space a library wants, in its own sizes: a copy is written, packed and unpacked to be verified."""
_LEAST_ROOM = 100_000_000
"""Bytes; below this even a small library should not be written to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether all is well, what was found, and what helps: in words, as a remedy that has a command, or both
    where the command alone is not all of it."""

    ok: bool
    found: str
    helps: str = ""
    remedy: Remedy | None = None


def folder(home: Path, read_only: bool) -> Finding:
    """Whether the library can be written to, and has room for copies."""
    if read_only:
        return Finding(
            False,
            _(
                "{folder} is read-only: everything can be read, nothing saved; make folder and file writable,"
                " or copy the folder and set KB_HOME to the copy",
                folder=home,
            ),
        )
    file = home / "jomo.sqlite"
    size = file.stat().st_size if file.exists() else 0
    free, wanted = shutil.disk_usage(home).free, max(_LEAST_ROOM, _ROOM * size)
    if free < wanted:
        return Finding(
            False,
            _(
                "{free} MB free, about {wanted} are wanted for copies; free some space",
                free=number(free // 10**6),
                wanted=number(wanted // 10**6),
            ),
        )
    return Finding(True, _("{folder}, {free} GB free", folder=home, free=number(free // 10**9)))


def uploads(settings: Settings, store: Store) -> Finding:
    """Whether the files that were handed over lie where they were put."""
    uploaded = checks.files_below(store.read(), settings.home.resolve() / "uploads")
    missing = [file for file in uploaded if not file.exists()]
    if missing:
        return Finding(
            False,
            _(
                "{missing} of {all} files are gone, {file} among them; their text is kept, the files"
                " themselves are in a backup made before",
                missing=number(len(missing)),
                all=number(len(uploaded)),
                file=missing[0].name,
            ),
        )
    return Finding(True, n_("{count} file", "{count} files", len(uploaded)))


def kept_originals(settings: Settings, store: Store, fix: bool) -> Finding:
    """Whether the files that items were read from are there and whole; with `fix` those that no item needs
    are deleted."""
    db, home = store.read(), settings.home
    every = {one.sha256: (item_id, one) for item_id, one in files.every(db)}
    missing, damaged = [], []
    for item_id, one in every.values():
        path = originals.find(db, home, item_id, one)
        if not one.linked and path != originals.path_of(home, one.sha256):
            path = None
        if path is None:
            missing.append(one)
        elif not one.linked and not originals.is_whole(path, one.sha256):
            damaged.append(one)
    dropped = originals.drop_unused(store) if fix else 0
    if missing or damaged:
        return Finding(
            False,
            _(
                "of {all} files {troubles}; add them again, or `restore` a backup made before; texts and"
                " notes are kept",
                all=number(len(every)),
                troubles=listed(list(_troubles(missing, damaged))),
            ),
        )
    linked = sum(one.linked for _item, one in every.values())
    told = n_(
        "{count} file, {linked} of them linked",
        "{count} files, {linked} of them linked",
        len(every),
        linked=number(linked),
    )
    if dropped:
        gone = n_(
            "{count} that no item needs was deleted", "{count} that no item needs were deleted", dropped
        )
        told = f"{told}; {gone}"
    return Finding(True, told)


def _troubles(missing: Sequence[Original], damaged: Sequence[Original]) -> Iterator[str]:
    if missing:
        yield n_(
            "{count} is missing ({file}, from {place}, among them)",
            "{count} are missing ({file}, from {place}, among them)",
            len(missing),
            file=missing[0].name,
            place=missing[0].place,
        )
    if damaged:
        yield n_(
            "{count} is damaged ({file}, from {place}, among them)",
            "{count} are damaged ({file}, from {place}, among them)",
            len(damaged),
            file=damaged[0].name,
            place=damaged[0].place,
        )


def backups(settings: Settings, store: Store) -> Finding:
    """Whether a copy was made when one was due, and is there."""
    if not settings.backups:
        return Finding(True, _("no daily copies (KB_BACKUPS is 0); `backup FILE` makes one"))
    made = daily.last(store)
    if made is None:
        return Finding(True, _("none yet; the app makes one a day, `backup FILE` one now"))
    if made.trouble:
        return Finding(False, _("none was made on {day}: {why}", day=made.day, why=made.trouble))
    if not Path(made.file).exists():
        return Finding(
            False,
            _(
                "the copy of {day} is gone from {folder}; `backup FILE` makes one",
                day=made.day,
                folder=Path(made.file).parent,
            ),
        )
    return Finding(True, _("the last on {day}, {file}", day=made.day, file=made.file))
