"""A marked place as pages: which reader takes a file, what its citations stand for, when its lines are
from."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kb.errors import ImportRefused
from kb.importers.archives.zips import is_archive
from kb.importers.boundary import guarded, unread
from kb.importers.notes.vault import Vault
from kb.text.digest import text_hash
from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing import (
    blogs,
    canvas,
    code,
    latex,
    messages,
    notebooks,
    notes,
    org,
    slides,
    typst,
    webpages,
    word,
)
from kb.writing.archives import Unpacked
from kb.writing.bibliographies import Bibliographies, is_bibliography, named_in
from kb.writing.extracts import Extracts
from kb.writing.files import WrittenFile
from kb.writing.repositories import Repositories
from kb.writing.walking import written_files


class _Kind(Protocol):
    """A kind of writing that is read from a file by itself."""

    def matches(self, file: WrittenFile, /) -> bool:
        """Whether a file is of it."""

    def pages(self, file: WrittenFile, /) -> Iterator[WrittenPage | Failure]:
        """What the file says."""


_KINDS: tuple[_Kind, ...] = (word, blogs, notebooks, latex, typst, code, canvas, webpages, org)
"""Each before those that it could be taken for; slides, messages and notes need more than the file."""
_WITHOUT_LINES = frozenset((Form.TALK, Form.MESSAGE))
"""Pages that are no lines of a file, so that no history of the file dates them."""


class Place:
    """A folder, a file or a zip file that the person marked as their own writing. `called` is their name in
    groups of Telegram. Made anew for each look at it; a zip file is unpacked for as long as that takes."""

    def __init__(
        self,
        path: Path,
        called: str = "",
        repositories: Repositories | None = None,
        extracts: Extracts | None = None,
    ) -> None:
        self.path = path
        self.root = path if path.is_dir() else path.parent
        self._called = called
        self._repositories = repositories or Repositories()
        self._extracts = extracts or Extracts()
        self._bibliographies: list[Path] = []
        self._opened: WrittenFile | None = None
        self._unpacked: Unpacked | None = None
        self.files: dict[str, Path] = {}
        self.failures: list[Failure] = []
        self.touched: set[str] = set()

    def look(self, stopped: Callable[[], bool] = lambda: False) -> dict[str, tuple[int, int]]:
        """Finds the files and reads on in their histories; returns their times of change (in nanoseconds) and
        sizes (in bytes) by name, of sources of LaTeX the time of the last of them: a chapter is dated by
        another file. What cannot be looked at is among `failures`, what commits changed in
        `touched`."""
        if self.path.is_file() and is_archive(self.path):
            self._unpacked = Unpacked(self.path)
            self.root = self._unpacked.root
            self.failures += self._unpacked.failures
        is_folder = self.path.is_dir() or self._unpacked is not None
        found = written_files(self.root) if is_folder else iter([self.path])
        there = {}
        for one in found:
            if isinstance(one, Failure):
                self.failures.append(self._told(one))
                continue
            try:
                status = one.stat()
                if is_bibliography(one):
                    self._bibliographies.append(one)
                    continue
            except OSError as error:
                self.failures.append(self._told(unread(str(one), error)))
                continue
            name = self.name(one)
            self.files[name] = one
            there[name] = (status.st_mtime_ns, status.st_size)
        there |= _together({name: there[name] for name in there if self.files[name].suffix in latex.SUFFIXES})
        if not is_folder:
            self._bibliographies += self._named_by(self.files)
        touched = self._repositories.read(self.files.values(), stopped)
        self.touched = {name for name, path in self.files.items() if path in touched}
        return there

    def _named_by(self, names: Iterable[str]) -> Iterator[Path]:
        """The bibliographies that files name, wherever they lie."""
        for file in map(self._file, names):
            with suppress(OSError, ImportRefused):
                yield from named_in(file.text, file.path.parent)

    def name(self, path: Path) -> str:
        """What a file in it is called for the person."""
        return (
            path.name if path == self.path else f"{self.root.name}/{path.relative_to(self.root).as_posix()}"
        )

    @property
    def bibliographies(self) -> str:
        """What its bibliographies are, in a digest."""
        told = ((str(path), status.st_mtime_ns, status.st_size) for path, status in self._states())
        return text_hash(repr(sorted(told))) if self._bibliographies else ""

    def _states(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self._bibliographies:
            with suppress(OSError):
                yield path, path.stat()

    def digest(self, name: str) -> str:
        """The digest of a file's bytes, of a chapter also of the day that its document tells.

        :raises OSError: it cannot be read.
        """
        file = self._file(name)
        is_read = file.suffix in latex.SUFFIXES and file.is_small
        day = latex.day_handed_on(file) if is_read else None
        return self._digest(file) + (f" {day}" if day else "")

    @staticmethod
    def _digest(file: WrittenFile) -> str:
        if file.is_small:
            return hashlib.sha256(file.data).hexdigest()
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()

    def mentions(self, name: str, concerned: Callable[[str], bool]) -> bool:
        """Whether what a file says is concerned; of what cannot be read now that is not known, and so it may
        be."""
        file = self._file(name)
        with suppress(OSError, ImportRefused):
            if slides.matches(file):
                return any(concerned(page.text) for page in self._slides(file))
            if file.is_small and file.text:
                return concerned(file.text)
        return True

    def pages(self, name: str) -> Iterator[WrittenPage | Failure]:
        """The pages of a file; none of one that is no writing."""
        file = self._file(name)
        for page in guarded(str(file.path), self._read(file)):
            if isinstance(page, Failure):
                yield self._told(page)
            else:
                yield self._dated(self._known_by(page, file), file)

    def _told(self, failure: Failure) -> Failure:
        return self._unpacked.told(failure) if self._unpacked else failure

    def keep(self, db: sqlite3.Connection) -> None:
        """Keeps how far the histories of its files were read, and the words of slides."""
        self._repositories.keep(db)
        self._extracts.keep(db)

    def _known_by(self, page: WrittenPage, file: WrittenFile) -> WrittenPage:
        cited = self._known.cited(page, file.path)
        return replace(
            page,
            bibliography=cited,
            keys=(*page.keys, f"path:{self._unpacked.place if self._unpacked else self._real}/{file.within}"),
        )

    def _dated(self, page: WrittenPage, file: WrittenFile) -> WrittenPage:
        if page.form in _WITHOUT_LINES or not file.is_small:
            return page
        lines = self._repositories.days(file.path, file.text)
        # The lines of a post are not those of the file it was exported in.
        return page if not lines or blogs.matches(file) else dated(page, lines)

    def _file(self, name: str) -> WrittenFile:
        path = self.files[name]
        if self._opened is None or self._opened.path != path:
            self._opened = WrittenFile(path, name, self.root, alone=path == self.path)
        return self._opened

    def _read(self, file: WrittenFile) -> Iterator[WrittenPage | Failure]:
        if slides.matches(file):
            yield from self._slides(file)
        elif messages.matches(file):
            yield from messages.pages(file, self._called)
        elif kind := next((one for one in _KINDS if one.matches(file)), None):
            yield from kind.pages(file)
        elif notes.matches(file):
            yield from notes.pages(file, self._vault)

    def _slides(self, file: WrittenFile) -> Iterator[WrittenPage]:
        return self._extracts.pages(self._digest(file), file.place, lambda: slides.pages(file))

    @cached_property
    def _known(self) -> Bibliographies:
        return Bibliographies(self._bibliographies, within=self.root if self._unpacked else None)

    @cached_property
    def _real(self) -> Path:
        return self.root.resolve()

    @cached_property
    def _vault(self) -> Vault | None:
        return Vault.around(self.root / "note")


def _together(sources: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Files with their sizes, all as if they changed when the last of them did."""
    last = max((modified_ns for modified_ns, _ in sources.values()), default=0)
    return {name: (last, size) for name, (_, size) in sources.items()}


def dated(page: WrittenPage, lines: tuple[str | None, ...]) -> WrittenPage:
    """A page with the days of its lines. What came into the history with the file's first version may be
    older, as the page says itself; a page that says nothing is as old as its oldest line."""
    if len(lines) != page.text.count("\n") + 1:
        return page
    first = min(filter(None, lines), default=None)
    said = page.written_on
    if first and said and len(said) >= len(first) and said[: len(first)] < first:
        lines = tuple(said[: len(first)] if day == first else day for day in lines)
    return replace(page, line_days=lines, written_on=said or first)
