"""Joplin's packed export (JEX): a tar of what its raw export is a folder of. The notes are unpacked and the
pictures attached to them; other attached files are not."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

from kb.catalogue import _, cause
from kb.errors import ImportRefused
from kb.importers.archives.zips import PICTURES_BYTES, ArchiveLimits
from kb.importers.beside import PICTURES
from kb.importers.html.pictures import LARGEST
from kb.types import Failure

RESOURCES = "resources"
"""The folder of what is attached to notes."""
_NOTE = re.compile(r"[0-9a-f]{32}\.md")
_PICTURE = re.compile(rf"resources/[0-9a-f]{{32}}(?:{'|'.join(map(re.escape, PICTURES))})")
"""What notes, notebooks, tags and pictures are called; nothing else is written, and nowhere but there."""


def is_jex(path: Path) -> bool:
    """Whether a file is a tar whose first entry is called as Joplin calls its own.

    :raises OSError: it cannot be read.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            first = archive.next()
    except tarfile.TarError:
        return False
    return first is not None and bool(_NOTE.fullmatch(first.name) or first.name.split("/")[0] == RESOURCES)


def unpack_jex(path: Path, folder: Path, limits: ArchiveLimits) -> list[Failure]:
    """Writes the notes and pictures into `folder`, and tells of what was too much.

    :raises ImportRefused: it breaks off.
    """
    room, entries = limits.bytes, limits.entries
    for_pictures = min(PICTURES_BYTES, room // 4)
    (folder / RESOURCES).mkdir()
    try:
        with tarfile.open(path, "r:") as archive:
            for entry in archive:
                if not entry.isreg():
                    continue
                if _PICTURE.fullmatch(entry.name):
                    for_pictures -= entry.size
                    if entry.size > LARGEST or for_pictures < 0:
                        continue
                elif not _NOTE.fullmatch(entry.name):
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
