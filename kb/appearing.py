"""Folders that appear whole or not at all, whenever the process is killed."""

from __future__ import annotations

import glob
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_UNFINISHED = ".unfinished"


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `folder` (absolute; new or empty) once that is done.
    What was left by a process that was killed while filling one for the same place goes.

    :raises OSError: something lies there, or the folder around it cannot be written.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beginning = f".{folder.name}."
    for left in folder.parent.glob(f"{glob.escape(beginning)}*{_UNFINISHED}"):
        shutil.rmtree(left)
    with TemporaryDirectory(_UNFINISHED, beginning, folder.parent) as workshop:
        made = Path(workshop) / folder.name
        made.mkdir()
        yield made
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
