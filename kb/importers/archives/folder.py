"""Where importers put what a file holds for as long as it is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.appearing import sweep

_FOLDER = "unpacked"


@contextmanager
def unpacked_folder(cache: Path, name: str) -> Iterator[Path]:
    """A new folder called `name` that is gone afterwards, with what earlier ones left behind."""
    place = cache.resolve() / _FOLDER
    place.mkdir(parents=True, exist_ok=True)
    sweep(place)
    with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as parent:
        folder = Path(parent, name)
        folder.mkdir()
        yield folder
