"""Files that were dropped into the browser, kept in the home folder."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

_DIGITS = 32
"""Hex digits of SHA-256 that name an upload's folder: 128 bits, which no two files share by chance."""
_LONGEST_NAME = 200
"""Bytes; file systems take 255, and others add to a name."""


def folder(home: Path) -> Path:
    """Where a library keeps the files that were uploaded to it."""
    return home / "uploads"


def keep(home: Path, name: str, data: bytes) -> Path:
    """Writes a file into a folder named by what it holds: files of one name stay apart, and the same file
    again is the one that is there. Returns its path."""
    place = folder(home) / hashlib.sha256(data).hexdigest()[:_DIGITS]
    place.mkdir(parents=True, exist_ok=True)
    target = place / file_name(name)
    if not target.exists():
        with tempfile.NamedTemporaryFile(dir=place, prefix=".", delete=False) as partly:
            partly.write(data)
        Path(partly.name).replace(target)
    return target


def file_name(name: str) -> str:
    """The last part of a name a browser gives, fit for a file: not hidden, not too long, its ending kept."""
    plain = re.split(r"[/\\]", name)[-1].replace("\0", "").lstrip(".") or "upload"
    stem, suffix = Path(plain).stem, Path(plain).suffix
    room = _LONGEST_NAME - len(os.fsencode(suffix))
    return os.fsencode(stem)[:room].decode("utf-8", "ignore") + suffix if room > 0 else "upload"
