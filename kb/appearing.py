"""Folders that appear whole or not at all, whenever the process is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `folder` (absolute; new or empty) once that is done.

    :raises OSError: something lies there, or the folder around it cannot be written.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as workshop:
        made = Path(workshop) / folder.name
        made.mkdir()
        yield made
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
