"""Keeping what was read of a marked place up to date: files that did not change are not read again.

Files are read whose content changed, or that may refer to items that changed. A page without links to others
is compared at once; one with links when it is known of all pages what they are about, since a link between
notes means what the other note is about. Then all are kept, some at a time, so that who stops loses little.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Protocol

from kb.clock import now
from kb.importers.boundary import attempted
from kb.store import Store, writing
from kb.store.writing import Found, Seen
from kb.text.words import fold
from kb.types import Failure
from kb.types.evidence import Trace, WrittenPage, WrittenPassage
from kb.writing.bibliographies import may_cite

_IN_MEMORY = 64_000_000
"""Characters of pages of which what was found, or the pages, are held until all are read, some hundred
megabytes; what is beyond is read twice."""
_AT_ONCE = 100
"""Files that are kept in one transaction: a second of work is lost by who stops, others wait for less."""
_MOST_WORDS = 300
"""Names looked for in files that did not change; beyond, all of them are compared again."""


class Source(Protocol):
    """What is scanned: files by name, or what stands for them."""

    @property
    def failures(self) -> Sequence[Failure]:
        """What could not be looked at."""

    @property
    def touched(self) -> Set[str]:
        """Files whose history changed."""

    def look(self, stopped: Callable[[], bool]) -> Mapping[str, tuple[int, int]]:
        """Times of change and sizes by name."""

    @property
    def bibliographies(self) -> str:
        """A digest of its bibliographies."""

    def digest(self, name: str) -> str:
        """A digest of what a file holds."""

    def mentions(self, name: str, concerned: Callable[[str], bool]) -> bool:
        """Whether what a file says is concerned."""

    def pages(self, name: str) -> Iterable[WrittenPage | Failure]:
        """The pages of a file."""

    def keep(self, db: sqlite3.Connection) -> None:
        """Keeps what it knows of the history of its files."""


class Comparison(Protocol):
    """What pages are compared with."""

    def names(self, page: WrittenPage) -> tuple[str, ...]:
        """What links of other pages call it."""

    def about(self, page: WrittenPage) -> int | None:
        """The item it is about."""

    def links(self, page: WrittenPage) -> bool:
        """Whether it may link to other pages."""

    def traces(self, page: WrittenPage, notes: Mapping[str, int | None]) -> Sequence[Trace]:
        """What it says of items; `notes` tell by name what each page is about."""

    def passages(self, page: WrittenPage) -> Sequence[WrittenPassage]:
        """What of it may retell an item."""


Notes = dict[str, int | None]
"""What pages are about, by what links call them."""
_Named = tuple[tuple[str, ...], int | None]
"""What links call a page, and the item it is about."""


@dataclass(slots=True)
class _Read:
    """A file that was read. Each page is as it was found, or waits to be compared; `pages` is None where they
    are to be read once more."""

    seen: Seen
    named: list[_Named]
    pages: list[Found | WrittenPage] | None


class Scan:
    """One look at a marked place. `concerned` says of a text whether it may refer to items that changed;
    `told` hears how many of how many steps are done."""

    def __init__(
        self,
        store: Store,
        source_id: int,
        source: Source,
        comparison: Comparison,
        concerned: Callable[[str], bool] | None = None,
        told: Callable[[int, int], None] = lambda done, total: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._id = source_id
        self._source = source
        self._comparison = comparison
        self._concerned = concerned
        self._told = told
        self._stopped = stopped
        self._done = self._total = 0
        self._held = 0

    def run(self) -> int:
        """Reads what changed and keeps it; returns how many files were read. What was not come to, because it
        was stopped, is done by the next look."""
        there = self._source.look(self._stopped)
        if self._stopped():
            return 0
        known = writing.seen(self._store.read(), self._id)
        stale = self._stale(there, known)
        gone = known.keys() - there.keys()
        self._total = 2 * len(stale)
        read = self._read(stale)
        linking = self._linking(read, gone, known.keys() - gone - set(stale))
        with self._store.write(silent=not gone) as db:
            writing.forget(db, self._id, gone)
            writing.read_again(db, self._id, [*linking, *(known.keys() & set(stale))])
            self._source.keep(db)
        self._total += 2 * len(linking)
        read |= self._read({name: there[name] for name in linking})
        self._keep(read)
        if not self._stopped():
            with self._store.write(silent=True) as db:
                told = self._source.failures, self._source.bibliographies
                writing.note_scan(db, self._id, now(), *told)
        return len(read)

    def _stale(
        self, there: Mapping[str, tuple[int, int]], known: Mapping[str, Seen]
    ) -> dict[str, tuple[int, int]]:
        """The files to be read. One that only bears another time of change is not."""
        others_cited = writing.bibliographies(self._store.read(), self._id) != self._source.bibliographies
        stale, same = {}, {}
        for name, state in there.items():
            seen = known.get(name)
            if seen is None or name in self._source.touched or (others_cited and seen.cites):
                stale[name] = state
            elif (seen.modified_ns, seen.size) != state:
                if seen.digest and seen.digest == self._digest(name):
                    same[name] = state
                else:
                    stale[name] = state
            elif self._concerned and (seen.cites or self._source.mentions(name, self._concerned)):
                stale[name] = state
        if same:
            with self._store.write(silent=True) as db:
                for name, state in same.items():
                    writing.touch(db, self._id, name, *state)
        return stale

    def _digest(self, name: str) -> str:
        try:
            return self._source.digest(name)
        except OSError:
            return ""

    def _read(self, files: Mapping[str, tuple[int, int]]) -> dict[str, _Read]:
        read = {}
        for name, (modified_ns, size) in files.items():
            if self._stopped():
                break
            read[name] = self._looked(name, modified_ns, size)
            self._step()
        return read

    def _looked(self, name: str, modified_ns: int, size: int) -> _Read:
        digest = self._digest(name)
        found = list(self._source.pages(name))
        pages = [one for one in found if isinstance(one, WrittenPage)]
        self._held += sum(len(page.text) for page in pages)
        looked = [attempted(page.place, partial(self._looked_at, page)) for page in pages]
        kept = [one for one in looked if not isinstance(one, Failure)]
        failures = tuple(one for one in (*found, *looked) if isinstance(one, Failure))
        return _Read(
            Seen(modified_ns, size, digest, any(may_cite(page.text) for page in pages), failures),
            [named for named, _ in kept],
            [page for _, page in kept] if self._held <= _IN_MEMORY else None,
        )

    def _looked_at(self, page: WrittenPage) -> tuple[_Named, Found | WrittenPage]:
        """What links call a page, what it is about, and what it says, if that does not depend on what others
        are about."""
        if self._held > _IN_MEMORY or self._comparison.links(page):
            return (self._comparison.names(page), self._comparison.about(page)), page
        found = self._found(page, {})
        return (found.names, found.about), found

    def _found(self, page: WrittenPage, notes: Notes) -> Found:
        names, about = self._comparison.names(page), self._comparison.about(page)
        traces = self._comparison.traces(page, notes)
        # What names a work tells of that one.
        naming = {one.line for one in traces}
        passages = [one for one in self._comparison.passages(page) if one.line not in naming]
        kept = replace(page, text="", line_days=(), bibliography=())
        return Found(kept, names, about, traces, passages)

    def _linking(self, read: Mapping[str, _Read], gone: Set[str], others: Set[str]) -> list[str]:
        """Of the files that were not read those that may link to a page which is about another item than
        before, or gone."""
        if not (read or gone):
            return []
        kept = list(writing.notes(self._store.read(), self._id))
        before = notes_of((names, about) for _, names, about in kept)
        after = self._notes(read, gone)
        changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
        if not changed or not others:
            return []
        names = any_of(changed)
        return [
            name
            for name in sorted(others)
            if self._source.mentions(name, lambda text: names.search(fold(text)) is not None)
        ]

    def _notes(self, read: Mapping[str, _Read], gone: Set[str] = frozenset()) -> Notes:
        kept = writing.notes(self._store.read(), self._id)
        named = ((names, about) for name, names, about in kept if name not in read and name not in gone)
        return notes_of(chain(named, *(one.named for one in read.values())))

    def _keep(self, read: Mapping[str, _Read]) -> None:
        compared = self._compared(read)
        while some := list(islice(compared, _AT_ONCE)):
            with self._store.write() as db:
                for name, seen, pages in some:
                    writing.put(db, self._id, name, seen, pages)

    def _compared(self, read: Mapping[str, _Read]) -> Iterator[tuple[str, Seen, Sequence[Found]]]:
        """The files with what their pages say, as far as it is not stopped."""
        notes = self._notes(read)
        for name, one in read.items():
            if self._stopped():
                return
            # A file may have changed since it was read; the next look sees that.
            pages = self._source.pages(name) if one.pages is None else one.pages
            said = [self._said(page, notes) if isinstance(page, WrittenPage) else page for page in pages]
            one.pages = None
            # What is read twice fails twice.
            failed = (page for page in said if isinstance(page, Failure))
            failures = tuple(dict.fromkeys((*one.seen.failures, *failed)))
            found = [page for page in said if isinstance(page, Found)]
            yield name, replace(one.seen, failures=failures), found
            self._step()

    def _said(self, page: WrittenPage, notes: Notes) -> Found | Failure:
        return attempted(page.place, partial(self._found, page, notes))

    def _step(self) -> None:
        self._done += 1
        self._told(self._done, self._total)


def notes_of(named: Iterable[_Named]) -> Notes:
    """What pages are about by what links call them; of several of one name the first that is about an
    item."""
    notes: Notes = {}
    for names, about in named:
        for name in names:
            if notes.get(name) is None:
                notes[name] = about
    return notes


def any_of(words: Collection[str]) -> re.Pattern[str]:
    """A pattern that finds any of some folded words; everything where there are too many to look for, and
    nothing where there is none."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile("|".join(map(re.escape, sorted(words))) if len(words) <= _MOST_WORDS else "")


def look(
    source: Source, comparison: Comparison, told: Callable[[int, int], None] = lambda done, total: None
) -> tuple[list[Trace], list[Failure]]:
    """What pages say of items, and what could not be read, without keeping anything."""
    names = source.look(lambda: False)
    found = []
    for number, name in enumerate(names, start=1):
        found += list(source.pages(name))
        told(number, len(names))
    pages = [one for one in found if isinstance(one, WrittenPage)]
    failures = [*source.failures, *(one for one in found if isinstance(one, Failure))]
    notes = notes_of((comparison.names(page), comparison.about(page)) for page in pages)
    traces: list[Trace] = []
    for page in pages:
        said = attempted(page.place, partial(comparison.traces, page, notes))
        if isinstance(said, Failure):
            failures.append(said)
        else:
            traces += said
    return traces, failures
