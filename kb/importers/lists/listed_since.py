"""Since when a list that somebody keeps in a repository names each of its works: no format of bibliographies
tells it, and few logs do, but the history of the file has the day of each entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb import git
from kb.text.identity import canonical_key, find_references
from kb.text.words import letters
from kb.text.works import ARXIV_ID
from kb.types import Document, Failure

Found = Document | Failure
_OF_FILES = ("file:", "note:", "chat:")
"""How keys of documents begin that are no works on a list."""
_ENTRY = re.compile(r"^\s*@\s*\w+\s*[{(]\s*([^\s,{}()]+)\s*,", re.MULTILINE)
_EPRINT = re.compile(rf"^\s*eprint\s*=\s*[{{\"]+\s*(?:arxiv:)?({ARXIV_ID})", re.MULTILINE | re.IGNORECASE)
_WHOLE = 3
"""Lines of an entry beside its first from which on all of it came or went; the title may change together with
the key. By judgement."""
_BETWEEN_CELLS = re.compile(r"[,;|\t\"]")
"""What parts the cells of a table, and may be a part of an address elsewhere."""
_TELLING = 20
"""Letters of a title by which a work is found that has neither an address nor a key. By judgement."""
_BOT = "[bot]"
"""What GitHub writes into the addresses of programs that commit."""
_OWN = 0.75
"""Commits of one author from which on a list is one person's, who may use a second address. What many add to
is a list of others: nobody saved its entries when they came in. By judgement."""


def listed_since(path: Path, found: Iterable[Found]) -> Iterator[Found]:
    """What a file lists, each work that does not say when it was saved with the day on which the history of
    the file has it first. A file that brings only one document is no list."""
    waiting: list[Found] = []
    listed = 0
    history: _History | None = None
    for one in found:
        if history is not None:
            yield history.dated(one)
            continue
        waiting.append(one)
        listed += _may_be_dated(one)
        if listed > 1:
            history = _history(path)
            yield from map(history.dated, waiting)
            waiting = []
    yield from waiting


def _may_be_dated(one: Found) -> bool:
    return isinstance(one, Document) and one.saved_at is None and not one.key.startswith(_OF_FILES)


@dataclass(frozen=True, slots=True)
class _History:
    """What stood in a file since when: the first days of keys and of keys of citations, and all its letters
    in the order they came, those of each day from an offset on. An empty day is not known."""

    keys: Mapping[str, str]
    cited: Mapping[str, str]
    letters: str
    offsets: Sequence[int]
    days: Sequence[str]

    def dated(self, one: Found) -> Found:
        """A document with the day on which it was listed first."""
        if not isinstance(one, Document) or not _may_be_dated(one):
            return one
        days = [self.keys.get(key) for key in (one.key, *map(canonical_key, one.aliases))]
        days += map(self.cited.get, one.meta.get("citation_key", "").split(", "))
        titled = letters(one.title)
        if len(titled) >= _TELLING and (place := self.letters.find(titled)) >= 0:
            days.append(self.days[bisect_right(self.offsets, place) - 1])
        first = min((day for day in days if day is not None), default="")
        return replace(one, saved_at=first) if first else one


def _history(path: Path) -> _History:
    """The history of a file, if one person wrote it."""
    path = path.expanduser().resolve()
    commits = sorted(git.commits_of(path), key=lambda one: one.day)
    root = git.repository_of(path.parent)
    begins = git.cut_off(root) if root is not None and commits else frozenset()
    keys: dict[str, str] = {}
    cited: dict[str, str] = {}
    parts, offsets, days, length = [], [], [], 0
    for commit in commits if _is_ones_own(commits) else ():
        day = "" if commit.id in begins else commit.day
        text = "\n".join(
            line.decode("utf-8", "replace") for change in commit.changes for line in change.added
        )
        for reference in (*find_references(text), *find_references(_BETWEEN_CELLS.sub(" ", text))):
            keys.setdefault(reference.key, day)
        for number in _EPRINT.findall(text):
            keys.setdefault(canonical_key(f"arXiv:{number}"), day)
        heirs = _heirs(commit)
        for key in _ENTRY.findall(text):
            cited.setdefault(key, cited.get(heirs.get(key, ""), day))
        parts.append(letters(text))
        offsets.append(length)
        days.append(day)
        length += len(parts[-1])
    return _History(keys, cited, "".join(parts), offsets, days)


def _heirs(commit: git.Commit) -> dict[str, str]:
    """The new keys of entries that a commit calls otherwise, each with the former one: of such an entry the
    first line goes and another comes in its place."""
    heirs: dict[str, str] = {}
    for change in commit.changes:
        gone, come = _first_lines(change.removed), _first_lines(change.added)
        former = [key for key in gone if key not in come]
        new = [key for key in come if key not in gone]
        if len(former) == len(new):
            heirs |= dict(zip(new, former, strict=True))
    return heirs


def _first_lines(lines: Iterable[bytes]) -> list[str]:
    """The keys of entries of which little more than the first line is among some lines."""
    below: dict[str, int] = {}
    key = ""
    for line in (one.decode("utf-8", "replace") for one in lines):
        if begins := _ENTRY.match(line):
            key = begins[1]
            below[key] = 0
        elif key and line.strip():
            below[key] += 1
    return [key for key, count in below.items() if count < _WHOLE]


def _is_ones_own(commits: Sequence[git.Commit]) -> bool:
    authors = Counter(one.author for one in commits if _BOT not in one.author)
    return bool(authors) and max(authors.values()) >= _OWN * authors.total()
