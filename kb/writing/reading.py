"""A marked place as pages: which reader takes a file, what its citations stand for, when its lines are
from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kb.importers.boundary import guarded
from kb.importers.vault import Vault
from kb.types import Failure
from kb.types.evidence import WrittenPage
from kb.writing import code, latex, messages, notebooks, notes, slides
from kb.writing.bibliographies import Bibliographies, is_bibliography, own_records
from kb.writing.files import WrittenFile
from kb.writing.walking import written_files

_Days = Callable[[Path, str], tuple[str | None, ...]]
"""Days of the lines of a file's text; empty where nobody knows."""


class Place:
    """A folder or file that the person marked as their own writing. `called` is their name in groups of
    Telegram. Made anew for each look at it."""

    def __init__(self, path: Path, called: str = "") -> None:
        self.path = path
        self.root = path if path.is_dir() else path.parent
        self.called = called
        self.files: list[Path] = []
        self.bibliographies: list[Path] = []
        self.failures: list[Failure] = []

    def look(self) -> None:
        """Finds the files, and tells bibliographies from pages."""
        found = written_files(self.path) if self.path.is_dir() else iter([self.path])
        for one in found:
            if isinstance(one, Failure):
                self.failures.append(one)
            elif _is_bibliography(one):
                self.bibliographies.append(one)
            else:
                self.files.append(one)

    def name(self, path: Path) -> str:
        """What a file in it is called for the person."""
        return (
            path.name if path == self.path else f"{self.root.name}/{path.relative_to(self.root).as_posix()}"
        )

    def pages(self, path: Path, days: _Days = lambda path, text: ()) -> Iterator[WrittenPage | Failure]:
        """The pages of a file; none of one that is no writing."""
        file = WrittenFile(path, self.name(path), self.root, alone=path == self.path)
        for page in guarded(str(path), self._read(file)):
            if isinstance(page, Failure):
                yield page
            else:
                own = own_records(page.text)
                cited = self._known.cited(page.text, path, own)
                yield dated(replace(page, bibliography=cited), lambda: days(path, file.text))

    def _read(self, file: WrittenFile) -> Iterator[WrittenPage | Failure]:
        if slides.matches_pdf(file):
            yield from slides.pdf_pages(file)
        elif slides.matches_deck(file):
            yield from slides.deck_pages(file)
        elif messages.matches(file):
            yield from messages.pages(file, self.called)
        elif notebooks.matches(file):
            yield from notebooks.pages(file)
        elif latex.matches(file):
            yield from latex.pages(file)
        elif code.matches(file):
            yield from code.pages(file)
        elif notes.matches(file):
            yield from notes.pages(file, self._vault)

    @cached_property
    def _known(self) -> Bibliographies:
        return Bibliographies(self.bibliographies)

    @cached_property
    def _vault(self) -> Vault | None:
        return Vault.around(self.root / "note")


def _is_bibliography(path: Path) -> bool:
    with suppress(OSError):
        return is_bibliography(path)
    return False


def dated(page: WrittenPage, days: Callable[[], tuple[str | None, ...]]) -> WrittenPage:
    """A page with the days of its lines. What came into the history with the file's first version may be
    older, as the page says itself; a page that says nothing is as old as its oldest line."""
    lines = days()
    if len(lines) != page.text.count("\n") + 1:
        return page
    first = min(filter(None, lines), default=None)
    said = page.written_on
    if first and said and len(said) >= len(first) and said[: len(first)] < first:
        lines = tuple(said[: len(first)] if day == first else day for day in lines)
    return replace(page, line_days=lines, written_on=said or first)
