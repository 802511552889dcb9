"""A copy a day, made by the background process when something changed since the last one."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kb import clock
from kb.backup import archive
from kb.catalogue import _, cause
from kb.errors import JomoError
from kb.ingest import originals
from kb.settings import Settings
from kb.store import Store, key_values

_FACT = "daily-copy"
FOLDER = "backups"
"""In the home, where no other folder is named for copies."""
NAME = "daily-{}.zip"
_DIGITS = 8
"""Of the digest of a home's place: two libraries of one name and one digest are not to be expected."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last attempt at a daily copy: the person's day, the library's revision, the file, and what went
    wrong (then there is no file)."""

    day: str
    revision: str
    file: str
    trouble: str = ""


def last(store: Store) -> Last | None:
    """The latest daily copy and how it went; None before the first."""
    kept = key_values.get(store.read(), _FACT)
    return Last(**json.loads(kept)) if kept else None


def day_of_last(store: Store) -> str:
    """The day of the last copy, empty where there is none."""
    made = last(store)
    return made.day if made and made.file else ""


def due(settings: Settings, store: Store) -> bool:
    """Whether a copy is to be made now: none was tried today, and something changed since the last one."""
    if not settings.backups or store.read_only:
        return False
    made, revision = last(store), key_values.get(store.read(), "revision", "0")
    if made is None:
        return revision != "0"
    return made.day != clock.today() and (made.revision != revision or bool(made.trouble))


def make(settings: Settings, store: Store) -> Last:
    """Makes the copy and lets the oldest beyond the number to keep go. What goes wrong is remembered, and
    tried again tomorrow."""
    day, revision = clock.today(), key_values.get(store.read(), "revision", "0")
    target = folder(settings) / NAME.format(day)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        originals.drop_unused(store)
        archive.write(store, target, replace=True, sharing=True)
        made = Last(day, revision, str(target))
        _prune(target.parent, settings.backups)
    except JomoError as error:
        made = Last(day, revision, "", str(error))
    except OSError as error:
        told = _("{folder} cannot be used ({why})", folder=target.parent, why=cause(error))
        made = Last(day, revision, "", told)
    with store.write(silent=True) as db:
        key_values.put(db, _FACT, json.dumps(asdict(made), ensure_ascii=False))
    return made


def folder(settings: Settings) -> Path:
    """Where a library's copies lie. Below a folder named for copies each library has a folder of its own, so
    that several may share it."""
    if settings.backup_folder is None:
        return settings.home / FOLDER
    place = hashlib.sha256(os.fsencode(settings.home)).hexdigest()[:_DIGITS]
    return settings.backup_folder / f"{settings.home.name}-{place}"


def copies(settings: Settings) -> list[Path]:
    """The daily copies there are, the newest first."""
    return sorted(folder(settings).glob(NAME.format("*")), reverse=True)


def _prune(where: Path, kept: int) -> None:
    for old in sorted(where.glob(NAME.format("*")), reverse=True)[kept:]:
        old.unlink()
    archive.drop_unshared(where, where.glob(NAME.format("*")))
