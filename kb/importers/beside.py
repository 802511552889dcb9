"""Files that stand beside an export's table and are named in it. What is named outside is not read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath

from kb.importers.files import any_text_file, source_file
from kb.types import SourceFile

PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""Pictures that every browser shows, by the endings of their names."""


def file_beside(folder: Path, *names: str) -> Path | None:
    """The file of this name in a folder, or None where there is none or it lies elsewhere."""
    try:
        named = folder.joinpath(*names)
        if not named.is_file():
            return None
        file = named.resolve()
        return file if file.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        # A name too long for a file, or one with a NUL.
        return None


def text_beside(folder: Path, *names: str) -> str:
    """The text of such a file; empty where there is none."""
    path = file_beside(folder, *names)
    file = any_text_file(str(path)) if path else None
    return file.text if file else ""


def pictures_beside(folder: Path, names: Iterable[str]) -> tuple[SourceFile, ...]:
    """Those of the named pictures that lie in a folder, by their endings what they are."""
    found: list[SourceFile] = []
    for name in names:
        media_type = PICTURES.get(PurePath(name).suffix.lower())
        if media_type and (path := file_beside(folder, name)) is not None:
            found.append(source_file(path, media_type))
    return tuple(found)


def attached_paper(folder: Path, *paths: str) -> Path | None:
    """The first PDF among the files that an entry names, if it lies in the folder of the export. The folder
    is read file by file; by its place the paper joins its entry, whichever comes first."""
    beside = (file_beside(folder, path) for path in paths if path.lower().endswith(".pdf"))
    return next(filter(None, beside), None)
