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
_DAY, _MOMENT = r"(\d{4}-\d\d-\d\d)", r"(\d{8}-\d{6}-\d{6})"


def _named(name: str, said: str) -> re.Pattern[str]:
    return re.compile(said.join(map(re.escape, name.split("{}"))))


_KINDS = {
    CopyKind.DAILY: _named(daily.NAME, _DAY),
    CopyKind.BY_HAND: _named(_BY_HAND, _MOMENT),
    CopyKind.BEFORE_RESTORE: _named(BEFORE_RESTORE, _MOMENT),
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
    folders = {daily.folder(settings), settings.home / daily.FOLDER}
    return sorted(
        (copy for folder in folders for copy in _of(folder)), key=lambda copy: copy.made_at, reverse=True
    )


def _of(folder: Path) -> Iterator[Copy]:
    for path in folder.glob("*.zip"):
        for kind, named in _KINDS.items():
            if (found := named.fullmatch(path.name)) is not None:
                status = path.stat()
                # A daily copy is called by its day; its file knows the hour.
                made = (
                    datetime.fromtimestamp(status.st_mtime, UTC)
                    if kind is CopyKind.DAILY
                    else datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
                )
                yield Copy(path, kind, made.isoformat(), status.st_size)
