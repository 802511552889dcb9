"""Folders and files that appear whole or not at all, whenever the process is killed."""

from __future__ import annotations

import glob
import math
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_UNFINISHED = ".unfinished"
_GIVEN_UP_S = 24 * 60 * 60
"""A day: no backup or import of an archive takes that long, so what is older was left by a killed process."""


def sweep(folder: Path, pattern: str = "*", older_than_s: float = _GIVEN_UP_S) -> None:
    """Removes the folders in a folder that killed processes left behind, those that can be removed."""
    for left in folder.glob(pattern):
        # Somebody else may sweep here too.
        with suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than_s:
                shutil.rmtree(left)


def write_whole(target: Path, content: str | bytes) -> None:
    """Writes a small file beside its place and renames it, so that a reader never meets half of it. Its
    folder is made where it lacks; who may read a file that was there may read it still. The draft is hidden:
    programs that watch a folder do not see it.

    :raises OSError: it cannot be written; what was there stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    # Short, since the name of the target may be as long as a name can be.
    draft = target.with_name(f".jomo-{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        if isinstance(content, bytes):
            draft.write_bytes(content)
        else:
            draft.write_text(content, encoding="utf-8")
        with suppress(FileNotFoundError):
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


@contextmanager
def workshop(beside: Path, *, alone: bool = False) -> Iterator[Path]:
    """A hidden folder to make something in that is then renamed to `beside`; it goes afterwards. What killed
    processes left of theirs goes too: at once where this process is `alone` at it, else after a day.

    :raises OSError: the folder around it cannot be written.
    """
    beginning = f".{beside.name}."
    sweep(beside.parent, f"{glob.escape(beginning)}*{_UNFINISHED}", -math.inf if alone else _GIVEN_UP_S)
    with TemporaryDirectory(_UNFINISHED, beginning, beside.parent) as folder:
        yield Path(folder)


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `folder` (absolute; new or empty) once that is done.
    What was left by a process that was killed while filling one for the same place goes.

    :raises OSError: something lies there, or the folder around it cannot be written.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with workshop(folder, alone=True) as around:
        made = around / folder.name
        made.mkdir()
        yield made
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
