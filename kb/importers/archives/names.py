"""The names of entries in a zip file: as their maker meant them, and as a file system takes them."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path

from kb.text.encoding import decode

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_NAME_IN_UTF8 = 1 << 11
"""A bit of an entry's flags (APPNOTE 4.4.4)."""
_LONGEST_NAME = 240
"""Bytes; file systems take 255, and names of macOS may have twice as many."""


def names_of(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The entries' names with `/` between folders, read as their maker meant them: programs of Russian
    Windows write them in its old charset, those of macOS in UTF-8 without saying so."""
    names = [entry.filename for entry in entries]
    unsaid = [at for at, entry in enumerate(entries) if not entry.flag_bits & _NAME_IN_UTF8]
    # All at once: a charset shows in many words sooner than in one.
    written = b"\n".join(names[at].encode("cp437", "replace") for at in unsaid)
    decoded = decode(written)
    meant = decoded.text.split("\n")
    if len(meant) == len(unsaid) and (not decoded.repair or _CYRILLIC.search(decoded.text)):
        for at, name in zip(unsaid, meant, strict=True):
            names[at] = name
    return [name.replace("\\", "/") for name in names]


def fitting(part: str) -> str:
    """A name that a file system takes; one that is cut stays apart from others cut alike."""
    written = os.fsencode(part)
    if len(written) <= _LONGEST_NAME:
        return part
    suffix = Path(part).suffix if len(os.fsencode(Path(part).suffix)) < 16 else ""
    mark = f" {hashlib.sha256(written).hexdigest()[:8]}{suffix}"
    return written[: _LONGEST_NAME - len(os.fsencode(mark))].decode("utf-8", "ignore") + mark


def printable(name: str) -> str:
    """A name as a line may tell it."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[:80]
