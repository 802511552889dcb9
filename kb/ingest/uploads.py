"""Files that were dropped into the browser, kept in the home folder."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

_DIGITS = 32
"""Hex digits of SHA-256 that name an upload's folder: 128 bits, which no two files share by chance."""
_NO_PART = ("", ".", "..")
"""What leads nowhere, or out of a folder."""
_LONGEST_NAME = 200
"""Bytes; file systems take 255, and others add to a name."""


def folder(home: Path) -> Path:
    """Where a library keeps the files that were uploaded to it."""
    return home / "uploads"


def keep(home: Path, name: str, data: bytes) -> Path:
    """Writes a file into a folder named by what it holds: files of one name stay apart, and the same file
    again is the one that is there. Returns its path."""
    target = folder(home) / _digest(data) / file_name(name)
    _write(target, data)
    return target


def keep_all(home: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Writes files that were dropped together. Names with folders in them are those of folders that were
    dropped whole: each is kept as it was, in a folder named by all it holds. Returns the paths of these
    folders, and of the files that lay in none."""
    kept: list[Path] = []
    whole: dict[str, list[tuple[Path, bytes]]] = {}
    for name, data in files:
        parts = [part for part in re.split(r"[/\\]", name) if part not in _NO_PART] or [name]
        first, *inner = (file_name(part, hidden=True) for part in parts)
        if inner:
            whole.setdefault(first, []).append((Path(*inner), data))
        else:
            kept.append(keep(home, name, data))
    for top, inside in whole.items():
        told = "\n".join(sorted(f"{path.as_posix()} {_digest(data)}" for path, data in inside))
        place = folder(home) / _digest(told.encode()) / top
        for path, data in inside:
            _write(place / path, data)
        kept.append(place)
    return kept


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def _write(target: Path, data: bytes) -> None:
    """Writes a file that appears whole, unless it is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as partly:
            partly.write(data)
        Path(partly.name).replace(target)


def file_name(name: str, *, hidden: bool = False) -> str:
    """The last part of a name a browser gives, fit for a file: not too long, its ending kept; not hidden but
    where that is allowed."""
    plain = re.split(r"[/\\]", name)[-1].replace("\0", "")
    plain = (plain if hidden else plain.lstrip(".")) or "upload"
    stem, suffix = Path(plain).stem, Path(plain).suffix
    room = _LONGEST_NAME - len(os.fsencode(suffix))
    return os.fsencode(stem)[:room].decode("utf-8", "ignore") + suffix if room > 0 else "upload"
