"""What SQLite or the disk refused, as errors that name the folder, the reason and the remedy."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from kb.catalogue import _, cause
from kb.errors import JomoError, LibraryBusy, LibraryDamaged, LibraryUnavailable
from kb.store import holder

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def explained(error: sqlite3.Error | OSError, path: Path) -> JomoError | None:
    """What an error of the library in this file means for the person; None where it is none of the disk's or
    the file's but a mistake of ours."""
    if isinstance(error, OSError):
        return _of_system(error, path)
    # The lower byte tells the kind, the upper ones the circumstances.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, error)
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return read_only(path) if path.exists() else gone(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            who = holder.read(path) or _(
                "another program, such as a database browser or a tool that copies it"
            )
            return LibraryBusy(
                _(
                    "The library in {folder} is being written all the time by {who}; wait for it or end it,"
                    " then try again",
                    folder=path.parent,
                    who=who,
                )
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOLFS:
            return _unreadable(path, cause(error)) if path.exists() else gone(path)
    if "no such table" in str(error) or "no such column" in str(error):
        return damaged(path, error)
    return None


def damaged(path: Path, error: Exception | str) -> LibraryDamaged:
    """The error about a damaged database, naming what brings its content back."""
    return LibraryDamaged(
        _(
            "{file} is damaged ({why}); `restore FILE` brings a backup back (see {backups}), `salvage {file}"
            " NEW_FOLDER` reads what can still be read",
            file=path,
            why=error if isinstance(error, str) else cause(error),
            backups=path.parent / "backups",
        )
    )


def read_only(path: Path) -> LibraryUnavailable:
    """The error about a library that cannot be written to."""
    return LibraryUnavailable(
        _(
            "The library in {folder} can only be read (folder or file is read-only); make both writable, or"
            " copy the folder and set KB_HOME to the copy",
            folder=path.parent,
        )
    )


def gone(path: Path) -> LibraryUnavailable:
    """The error about a library that went away while it was open."""
    return LibraryUnavailable(
        _(
            "The library in {folder} is gone (no {file} there); put the folder back, `restore` a backup into"
            " it, or set KB_HOME to where it is now",
            folder=path.parent,
            file=path.name,
        )
    )


def _full(path: Path) -> LibraryUnavailable:
    return LibraryUnavailable(
        _(
            "The disk of {folder} is full; free some space and try again: what was saved before stays",
            folder=path.parent,
        )
    )


def _unreadable(path: Path, reason: str) -> LibraryUnavailable:
    return LibraryUnavailable(
        _(
            "The library in {folder} cannot be used ({why}); set KB_HOME to a folder of your own on a local"
            " disk",
            folder=path.parent,
            why=reason,
        )
    )


def _of_system(error: OSError, path: Path) -> JomoError:
    if error.errno in _FULL:
        return _full(path)
    if error.errno in _FORBIDDEN and path.exists():
        return read_only(path)
    return _unreadable(path, cause(error))
