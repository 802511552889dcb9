"""The pictures that a note shows and that lie beside it, or elsewhere in the folder of its notes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from kb.importers.beside import PICTURES, file_beside
from kb.importers.files import source_file
from kb.importers.html.pictures import LARGEST, MOST
from kb.importers.notes.vault import Vault
from kb.text.markup import outside_code, without_code
from kb.types import Document, SourceFile

_SHOWN = re.compile(
    r"!\[(?P<label>[^\[\]\n]{0,500})\]\((?:<(?P<pointed>[^<>\n]{1,1000})>|(?P<plain>(?:[^()\s]|\([^()\s]*\)){1,1000}))"
    r"(?:\s[^)\n]{0,300})?\)(?:\{[^{}\n]{0,100}\})?"
    r"|!\[\[(?P<embedded>[^\[\]|#\n]{1,500})(?:[|#][^\[\]\n]{0,200})?\]\]"
    r"|<img\b[^<>]{0,1000}?\ssrc\s*=\s*[\"'](?P<source>[^\"'<>\n]{1,1000})[\"'][^<>]{0,1000}>",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]{1,30}:|//", re.IGNORECASE)
"""How the address of a picture begins that lies on the web, or is written into the note itself."""


def with_pictures(note: Document, source: str, path: Path, vault: Vault | None) -> Document:
    """A note with the pictures that its `source` in a file shows. What lies outside the folder of the notes,
    or of the file where it has none, is not looked at."""
    return showing(note, found_pictures(source, lambda name: _found(name, path.resolve().parent, vault)))


def showing(note: Document, found: Mapping[str, SourceFile]) -> Document:
    """A note with the pictures `found` by what it calls them, instead of their marks in its text and its
    annotations. What a picture is called beside that stays, unless it is a file's name or, as Obsidian writes
    it, a width."""

    def label(mark: re.Match[str]) -> str:
        said = (mark["label"] or "").strip()
        if _name(mark) not in found:
            return mark[0]
        return "" if PurePosixPath(said).suffix.lower() in PICTURES or said.isdecimal() else said

    def without_marks(text: str) -> str:
        return outside_code(text, lambda prose: _SHOWN.sub(label, prose)).strip() if found else text

    return replace(
        note,
        text=without_marks(note.text).strip(),
        annotations=tuple(replace(one, note=without_marks(one.note)) for one in note.annotations),
        files=(*note.files, *dict.fromkeys(found.values())),
    )


def found_pictures(source: str, find: Callable[[str], Path | None]) -> dict[str, SourceFile]:
    """The pictures that a note shows by what it calls them, in their order, up to `MOST`; `find` gives the
    file of a name."""
    found: dict[str, SourceFile] = {}
    for name in dict.fromkeys(_names(source)):
        path = find(name)
        if path is not None and (picture := as_picture(path)) is not None:
            found[name] = picture
        if len(set(found.values())) == MOST:
            break
    return found


def as_picture(path: Path) -> SourceFile | None:
    """A file that is a picture by its name, and neither empty nor larger than `LARGEST`."""
    media_type = PICTURES.get(path.suffix.lower())
    return source_file(path, media_type) if media_type and 0 < path.stat().st_size <= LARGEST else None


def _names(text: str) -> Iterator[str]:
    return map(_name, _SHOWN.finditer(without_code(text)))


def _name(mark: re.Match[str]) -> str:
    return mark["pointed"] or mark["plain"] or mark["embedded"] or mark["source"]


def _found(name: str, folder: Path, vault: Vault | None) -> Path | None:
    if _ELSEWHERE.match(name):
        return None
    root = vault.root if vault is not None else folder
    written = dict.fromkeys((name, unquote(name).partition("?")[0]))
    for one in written:
        for base in (folder, root):
            inside = os.path.relpath(os.path.normpath(base / one.lstrip("/")), root)
            if (path := file_beside(root, inside)) is not None:
                return path
    return next((path for one in written if vault and (path := vault.picture(one))), None)
