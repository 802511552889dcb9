"""The backups of a library that lie where Jomo keeps them: made daily, by hand, before something was brought
back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kb.backup import archive, daily
from kb.catalogue import _, cause
from kb.errors import BackupRefused
from kb.settings import Settings
from kb.store import Store
from kb.types import Copy, CopyKind

BEFORE_RESTORE = "before-restore-{}.zip"
_BY_HAND = "jomo-{}.zip"
_STAMP = "%Y%m%d-%H%M%S-%f"
_KINDS = {
    re.compile(r"daily-(\d{4}-\d\d-\d\d)\.zip"): CopyKind.DAILY,
    re.compile(r"jomo-(\d{8}-\d{6}-\d{6})\.zip"): CopyKind.BY_HAND,
    re.compile(r"before-restore-(\d{8}-\d{6}-\d{6})\.zip"): CopyKind.BEFORE_RESTORE,
}


def stamp() -> str:
    """The present moment as it stands in a backup's name."""
    return datetime.now(UTC).strftime(_STAMP)


def make(settings: Settings, store: Store) -> Copy:
    """Makes a whole backup beside the daily copies.

    :raises BackupRefused: the folder cannot be used.
    """
    target = daily.folder(settings) / _BY_HAND.format(stamp())
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BackupRefused(
            _("{folder} cannot be used ({why})", folder=target.parent, why=cause(error))
        ) from error
    archive.write(store, target)
    return next(one for one in every(settings) if one.path == target)


def every(settings: Settings) -> list[Copy]:
    """All that there are, the newest first."""
    # What is kept before something is brought back lies in the home, wherever daily copies go.
    folders = {daily.folder(settings), settings.home / "backups"}
    return sorted(
        (copy for folder in folders for copy in _of(folder)), key=lambda copy: copy.made_at, reverse=True
    )


def _of(folder: Path) -> Iterator[Copy]:
    for path in folder.glob("*.zip"):
        for named, kind in _KINDS.items():
            if (found := named.fullmatch(path.name)) is not None:
                is_daily = kind is CopyKind.DAILY
                yield Copy(path, kind, _made_at(found[1], path, is_daily), path.stat().st_size, not is_daily)


def _made_at(said: str, path: Path, is_daily: bool) -> str:
    """When one was made; a daily copy tells its day, and its file the hour."""
    if not is_daily:
        return datetime.strptime(said, _STAMP).replace(tzinfo=UTC).isoformat()
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
