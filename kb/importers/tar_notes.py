"""Joplin's packed export (JEX): a tar of what its raw export is a folder of. The notes are unpacked, attached
files are not."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

from kb.catalogue import _, cause
from kb.errors import ImportRefused
from kb.importers.unpacking import ArchiveLimits
from kb.types import Failure

_NOTE = re.compile(r"[0-9a-f]{32}\.md")
"""What each note, notebook and tag is called; nothing else is written, and nowhere but in the folder."""


def is_jex(path: Path) -> bool:
    """Whether a file is a tar whose first entry is called as Joplin calls its own.

    :raises OSError: it cannot be read.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            first = archive.next()
    except tarfile.TarError:
        return False
    return first is not None and (_NOTE.fullmatch(first.name) is not None or first.name == "resources")


def unpack_jex(path: Path, folder: Path, limits: ArchiveLimits) -> list[Failure]:
    """Writes the notes into `folder`, and tells of what was too much.

    :raises ImportRefused: it breaks off.
    """
    room, entries = limits.bytes, limits.entries
    try:
        with tarfile.open(path, "r:") as archive:
            for entry in archive:
                if not entry.isreg() or not _NOTE.fullmatch(entry.name):
                    continue
                room, entries = room - entry.size, entries - 1
                if room < 0 or entries < 0:
                    told = _("{file} holds more than is unpacked from one archive; split it", file=path.name)
                    return [Failure(path.name, told)]
                content = archive.extractfile(entry)
                assert content is not None
                (folder / entry.name).write_bytes(content.read())
    except tarfile.TarError as error:
        raise ImportRefused(
            _("{file} is damaged ({why}); get it again", file=path.name, why=cause(error))
        ) from error
    return []
