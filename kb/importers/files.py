"""Files as importers see them: what a spec points to, and text files read once, decoded and mended."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.text.encoding import looks_binary, read_text
from kb.types import SourceFile

MAX_TEXT_BYTES = 20 * 1024 * 1024
"""A library of novels in one file; more is a log or a dump, and would take gigabytes while it is taken
apart."""
MAX_RECORDS_BYTES = 64 * 1024 * 1024
"""Of an export that is one table or one JSON value: some hundred thousand records, which take ten times as
much memory while they are read."""
HEAD_BYTES = 20_000
"""The head of a letter with its way through ten servers."""
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
TEXT_SUFFIXES = MARKDOWN_SUFFIXES | {".txt", ".text", ".rst", ".org", ".adoc", ".asc", ".log", ""}
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def source_file(path: Path, media_type: str) -> SourceFile:
    """A file that is worth keeping as it is."""
    whole = path.resolve()
    return SourceFile(whole, media_type, str(whole))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded text file. `repair` names what had to be done to its encoding; `sha256` is of its bytes,
    `text_sha256` of its text in UTF-8."""

    path: Path
    text: str
    repair: str
    sha256: str
    text_sha256: str

    @property
    def key(self) -> str:
        """The key of a document that has no better identity than its bytes."""
        return f"file:{self.sha256}"

    @property
    def place(self) -> str:
        """The address by which other notes lead here. All that a note about a work gives the work: its bytes
        are not the work's."""
        return f"path:{self.path.resolve()}"

    @property
    def aliases(self) -> tuple[str, ...]:
        """The addresses by which an edited file stays the same item, and so does a copy that another program
        wrote in its own charset, with its own line ends or its mark at the beginning."""
        same = self.text_sha256 == self.sha256
        return (self.place,) if same else (self.place, f"file:{self.text_sha256}")

    @property
    def meta(self) -> dict[str, str]:
        """What the person may want to know about where the text came from."""
        meta = {"file": self.path.name}
        if self.repair:
            meta["encoding_repair"] = self.repair
        return meta


def converted_file(spec: str, text: str) -> TextFile:
    """A file that is none of text with what was made of it.

    :raises ImportRefused: the file went away meanwhile, or is larger than `MAX_RECORDS_BYTES`.
    """
    path, data = required_bytes(spec)
    digest = hashlib.sha256(data).hexdigest()
    return TextFile(path, text, "", digest, digest)


def local_path(spec: str) -> Path | None:
    """The existing file or folder a spec names, `~` included, or None."""
    found = _found(spec)
    return found[0] if found else None


def _found(spec: str) -> tuple[Path, os.stat_result] | None:
    """The file or folder a spec names, and what the file system tells of it, asked once: all formats look at
    each file."""
    if not spec:
        return None
    try:
        path = _path(spec).expanduser()
        return path, path.stat()
    except (OSError, ValueError, RuntimeError):
        # There is none; too long for a path, a NUL inside, or no such user.
        return None


_path = lru_cache(maxsize=1)(Path)


def _regular_file(spec: str) -> tuple[Path, os.stat_result] | None:
    found = _found(spec)
    return found if found and stat.S_ISREG(found[1].st_mode) else None


def text_file(spec: str, suffixes: frozenset[str]) -> TextFile | None:
    """The text file a spec names, if its name ends in one of `suffixes` and it holds text.

    :raises ImportRefused: the file is larger than `MAX_TEXT_BYTES`.
    """
    found = _regular_file(spec)
    if found is None or found[0].suffix.lower() not in suffixes:
        return None
    path, status = found
    if status.st_size > MAX_TEXT_BYTES:
        raise too_much_text(path.name, status.st_size)
    return _read(path, status.st_mtime_ns, status.st_size)


def too_much_text(name: str, size: int) -> ImportRefused:
    """Why a file with `size` bytes of text, more than `MAX_TEXT_BYTES`, is not read."""
    return ImportRefused(
        _(
            "{file} holds {size} MB of text, and at most {limit} MB are read from one file; split it",
            file=name,
            size=size // 1024**2,
            limit=MAX_TEXT_BYTES // 1024**2,
        )
    )


def any_text_file(spec: str) -> TextFile | None:
    """The text file a spec names, whatever its name ends in, if it holds no more than an export may."""
    found = _regular_file(spec)
    if found is None or found[1].st_size > MAX_RECORDS_BYTES:
        return None
    path, status = found
    return _read(path, status.st_mtime_ns, status.st_size)


def html_file(spec: str) -> TextFile | None:
    """The file a spec names, if its name is that of a page in HTML and it holds text. It may be larger than
    texts are: pictures that are written into it are none."""
    found = _regular_file(spec)
    return any_text_file(spec) if found and found[0].suffix.lower() in HTML_SUFFIXES else None


def modified_ns(path: Path) -> int:
    """When a file was last written, by which what was read of it is known to be of today; 0 where there is
    none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def beginning(spec: str) -> bytes:
    """The first bytes of the file a spec names, enough to know a format by; none where it is no file."""
    path = local_path(spec)
    if path is None or not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def required_bytes(spec: str) -> tuple[Path, bytes]:
    """The file a spec that matched names, whole.

    :raises ImportRefused: the file went away meanwhile, or is larger than `MAX_RECORDS_BYTES`.
    """
    path = local_path(spec)
    if path is None:
        raise ImportRefused(_("{file} is gone; check the path", file=spec))
    if path.stat().st_size > MAX_RECORDS_BYTES:
        limit = MAX_RECORDS_BYTES // 1024**2
        raise ImportRefused(
            _(
                "{file} has more than {limit} MB; save it again without pictures and files",
                file=path.name,
                limit=limit,
            )
        )
    return path, path.read_bytes()


@lru_cache(maxsize=2)
def _read(path: Path, _modified_ns: int, _size: int) -> TextFile | None:
    """Several importers look at one file in turn; it is read and mended once."""
    data = path.read_bytes()
    if looks_binary(data):
        return None
    decoded = read_text(data)
    sha256, text_sha256 = (hashlib.sha256(content).hexdigest() for content in (data, decoded.text.encode()))
    return TextFile(path, decoded.text, decoded.repair, sha256, text_sha256)


def required_text_file(spec: str, suffixes: frozenset[str] | None = None) -> TextFile:
    """As `text_file`, or without suffixes as `any_text_file`, for a spec that matched.

    :raises ImportRefused: the file went away meanwhile or holds no text.
    """
    file = any_text_file(spec) if suffixes is None else text_file(spec, suffixes)
    if file is None:
        raise ImportRefused(_("{file} holds no readable text; check the file", file=spec))
    if not file.text.strip():
        raise ImportRefused(_("{file} is empty; nothing to save", file=Path(spec).name))
    return file
