"""What comes of a file in these tests."""

from __future__ import annotations

from pathlib import Path

from kb.importers import ImportContext, documents
from kb.types import Document, Failure
from tests.importers.telling import line


def read(path: Path, cache: Path) -> tuple[list[Document], list[Failure]]:
    """The documents of a file or folder, and what could not be read."""
    found = list(documents(str(path), ImportContext(cache, network=False)))
    return [one for one in found if isinstance(one, Document)], [
        one for one in found if isinstance(one, Failure)
    ]


def told(path: Path, cache: Path) -> tuple[list[Document], list[str]]:
    """As `read`, with the reasons alone."""
    kept, failures = read(path, cache)
    return kept, [line(one) for one in failures]
