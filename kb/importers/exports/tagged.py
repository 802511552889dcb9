"""References as lines that begin with a tag: the form that RIS, PubMed, Web of Science and EndNote share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.importers.bibliography import Entry, entry_documents, split_keywords
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.types import Document, Failure, Kind

_HEAD = 4_000
"""Characters in which the first reference begins, behind what a database says of itself."""
_KINDS = (
    (
        re.compile(
            r"(?<!newspaper )article|journal|magazine|proceeding|(?<!news)paper|thesis|dissertation|report"
            r"|section|chapter|manuscript|preprint|pamphlet"
        ),
        Kind.PAPER,
    ),
    (re.compile(r"book"), Kind.BOOK),
    (re.compile(r"audiovisual|film|video|motion picture"), Kind.VIDEO),
    (re.compile(r"computer program|software"), Kind.REPO),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The values of a reference by their tags."""

    values: Mapping[str, tuple[str, ...]]

    def first(self, *tags: str) -> str:
        """The first value of the first of some tags that has any; empty where none has."""
        return next((self.values[tag][0] for tag in tags if tag in self.values), "")

    def keywords(self, *tags: str) -> tuple[str, ...]:
        """The keywords that some tags hold, a line each or several in one."""
        return tuple(word for value in self.all(*tags) for word in split_keywords(f"{value};"))

    def all(self, *tags: str) -> tuple[str, ...]:
        """All values of some tags."""
        return tuple(value for tag in tags for value in self.values.get(tag, ()))


def kind_said(sort: str) -> Kind | None:
    """What a type of EndNote or RefWorks is here by its words; None for others, which are what their address
    is."""
    return next((kind for words, kind in _KINDS if words.search(sort.lower())), None)


@dataclass(frozen=True, slots=True)
class TaggedImporter:
    """A list of references. What runs over lines is one value; the last reference needs no end.

    `begins` finds where a reference begins, `line` splits a line into `tag` and `value`; a reference begins
    with the tag `opening` and ends with `closing` where the format has one. `lists` are tags whose lines are
    kept apart; elsewhere a line break is where a program wrapped the text.
    """

    name: str
    program: str
    begins: re.Pattern[str]
    line: re.Pattern[str]
    opening: str
    closing: str
    lists: frozenset[str]
    entry: Callable[[Reference], Entry]

    def match(self, spec: str) -> bool:
        """Whether a reference begins in the first lines of a file."""
        file = any_text_file(spec)
        return file is not None and self.begins.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each reference.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec)
        yield from entry_documents(Path(spec), map(self.entry, self._references(file.text)), self.program)

    def _references(self, text: str) -> Iterator[Reference]:
        lines: list[tuple[str, list[str]]] = []
        for line in text.splitlines():
            tagged = self.line.match(line)
            if tagged is None:
                if lines:
                    lines[-1][1].append(line.strip())
                continue
            tag = tagged["tag"]
            if tag in (self.opening, self.closing) and lines:
                yield self._reference(lines)
                lines = []
            if tag == self.opening or (lines and tag != self.closing):
                lines.append((tag, [(tagged["value"] or "").strip()]))
        if lines:
            yield self._reference(lines)

    def _reference(self, lines: list[tuple[str, list[str]]]) -> Reference:
        values: dict[str, list[str]] = {}
        for tag, parts in lines:
            joined = ("\n" if tag in self.lists else " ").join(parts).strip()
            if joined:
                values.setdefault(tag, []).append(joined)
        return Reference({tag: tuple(given) for tag, given in values.items()})
