"""A PDF of which no text can be read: kept all the same, by what the file says of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb.errors import ImportRefused
from kb.importers.files import source_file
from kb.importers.pdf.layout import front_matter
from kb.text import pagination
from kb.text.pagination import Unread
from kb.types import Document, Kind


class Unreadable(ImportRefused):
    """A whole file of which no text can be read, `why`, with its `pages` (0: nobody knows) and its
    `metadata`."""

    def __init__(self, message: str, why: Unread, answer: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.why = why
        self.pages = int(answer.get("pages", 0))
        self.metadata: Mapping[str, str] = answer.get("metadata", {})


def document(path: Path, found: Unreadable, kind: Kind) -> Document:
    """The file as it is. What is drawn on its pages tells nothing: its title is that of its data, else its
    name."""
    front = front_matter([], 0.0, [], found.metadata, path.stem)
    return Document(
        key=file_key(path),
        kind=kind,
        title=front.title,
        aliases=(f"path:{path.resolve()}",),
        authors=front.authors,
        published=front.published,
        meta={
            "file": path.name,
            **({"pages": str(found.pages)} if found.pages else {}),
            **pagination.unread(found.why),
        },
        guessed=True,
        files=(source_file(path, "application/pdf"),),
    )


def file_key(path: Path) -> str:
    """The key of a file that no better one is known for."""
    with path.open("rb") as file:
        return f"file:{hashlib.file_digest(file, 'sha256').hexdigest()}"
