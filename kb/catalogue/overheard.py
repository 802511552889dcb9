"""What others say in English, the system, the database, libraries, in the language of the moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kb.catalogue.saying import _, noted

SYSTEM = (
    noted("Permission denied"),
    noted("Operation not permitted"),
    noted("No such file or directory"),
    noted("No space left on device"),
    noted("Disk quota exceeded"),
    noted("Read-only file system"),
    noted("Input/output error"),
    noted("Is a directory"),
    noted("Not a directory"),
    noted("Directory not empty"),
    noted("File exists"),
    noted("File name too long"),
    noted("File too large"),
    noted("Too many open files"),
    noted("Too many levels of symbolic links"),
    noted("Invalid argument"),
    noted("Invalid cross-device link"),
    noted("Device or resource busy"),
    noted("No such device"),
    noted("Connection refused"),
    noted("Connection reset by peer"),
    noted("Network is unreachable"),
    noted("Address already in use"),
)
"""What the system says of files and connections, as `OSError.strerror` has it."""
DATABASE = (
    noted("database disk image is malformed"),
    noted("file is not a database"),
    noted("database is locked"),
    noted("database or disk is full"),
    noted("disk I/O error"),
    noted("unable to open database file"),
    noted("attempt to write a readonly database"),
    noted("no such table: {name}"),
)
"""What SQLite says that a person may meet."""
ARCHIVES = (
    noted("File is not a zip file"),
    noted("Bad magic number for central directory"),
    noted("Truncated central directory"),
)
"""What Python says of zip files."""


def cause(error: Exception) -> str:
    """What the system, the database or the archive says of an error."""
    return retold(getattr(error, "strerror", None) or str(error), (*SYSTEM, *DATABASE, *ARCHIVES))


def retold(said: str, phrases: Iterable[str]) -> str:
    """A sentence that another program made by one of these phrases, in the language of the moment. What the
    other put in place of the phrase's `{names}` may be made by one of them itself. As it is where none fits.
    """
    for phrase in phrases:
        if found := _pattern(phrase).fullmatch(said):
            return _(phrase, **{name: retold(part, phrases) for name, part in found.groupdict().items()})
    return said


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    parts = enumerate(re.split(r"\{(\w+)\}", phrase))
    return re.compile("".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in parts))
