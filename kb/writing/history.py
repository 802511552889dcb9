"""The day of each line, by the history of a repository.

A line is known by its letters, so that one that was moved, quoted, indented or made a point of a list keeps
its day. `git blame` follows only lines with Latin letters and digits, so that Russian ones get the day of the
move; readers that go by merges give a branch's lines the day of the merge. So the history is read once,
commit by commit, and of each file is kept which lines it has since when.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterator
from datetime import date

from kb.git import Commit
from kb.text.normal import normalized

_SIGNS = re.compile(r"[\W_]+")
_RECORD = struct.Struct("<8sI")
_BURIED = struct.Struct("<8sII")
_TELLING = 20
"""Letters of a line that is known again when it comes back in a later commit: shorter ones are written
anew."""
_BACK_WITHIN_DAYS = 7
"""Programs that commit by the clock part a move into two commits; what comes back later was written again."""
_UNKNOWN = 0
"""Stands for a day that the history does not tell."""

Days = dict[bytes, list[int]]
"""The days of a file's lines by their marks; equal lines have several."""


def mark(line: str) -> bytes:
    """What a line is known by; empty for one without letters and digits."""
    letters = _SIGNS.sub("", line if line.isascii() else normalized(line)).casefold()
    return (
        hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest() if letters else b""
    )


class LineDays:
    """The lines of a repository's files with their days. `load` gives what was kept of a file, empty for one
    that is not known; `buried` what was kept of lines that went away of late."""

    def __init__(self, load: Callable[[str], bytes], buried: bytes = b"") -> None:
        self._load = load
        self._files: dict[str, Days] = {}
        self._touched: set[str] = set()
        self._buried = {name: (day, gone) for name, day, gone in _BURIED.iter_unpack(buried)}

    def apply(self, commit: Commit, *, is_first: bool = False) -> None:
        """Goes on by a commit. What the first of a cut-off history brings is older than it, nobody knows how
        much."""
        today = commit.ordinal
        moved: Days = {}
        for change in commit.changes:
            self._touched.add(change.path)
            days = self._of(change.path)
            for line in change.removed:
                name = _mark(line)
                if name and (known := days.get(name)):
                    moved.setdefault(name, []).append(known.pop())
                    if not known:
                        del days[name]
        for change in commit.changes:
            days = self._of(change.path)
            for line in change.added:
                if name := _mark(line):
                    day = _UNKNOWN if is_first else self._day(name, line, moved, today)
                    days.setdefault(name, []).append(day)
        for name, left in moved.items():
            if left:
                self._buried[name] = min(left), today

    def _day(self, name: bytes, line: bytes, moved: Days, today: int) -> int:
        if days := moved.get(name):
            return days.pop()
        day, gone = self._buried.get(name, (today, 0))
        is_back = gone and today - gone <= _BACK_WITHIN_DAYS and len(line.strip()) >= _TELLING
        return day if is_back else today

    def _of(self, path: str) -> Days:
        if path not in self._files:
            days: Days = {}
            for name, day in _RECORD.iter_unpack(self._load(path)):
                days.setdefault(name, []).append(day)
            self._files[path] = days
        return self._files[path]

    def days(self, path: str, text: str, uncommitted: str | None) -> tuple[str | None, ...]:
        """The day of each line of a text; empty for a file that the history does not know. `uncommitted` is
        the day of lines that are not in it yet."""
        known = {name: sorted(days) for name, days in self._of(path).items()}
        if not known:
            return ()
        return tuple(self._line_days(known, text, uncommitted))

    def _line_days(self, known: Days, text: str, uncommitted: str | None) -> Iterator[str | None]:
        for line in text.split("\n"):
            name = mark(line)
            days = known.get(name)
            if not name:
                yield None
            elif not days:
                yield uncommitted
            else:
                day = days.pop(0) if len(days) > 1 else days[0]
                yield date.fromordinal(day).isoformat() if day != _UNKNOWN else None

    def touched(self) -> Iterator[tuple[str, bytes]]:
        """The files that commits changed, each with what is to be kept of it; empty for one that is gone."""
        for path in sorted(self._touched):
            records = ((name, day) for name, days in self._of(path).items() for day in days)
            yield path, b"".join(_RECORD.pack(name, day) for name, day in records)

    def buried(self, today: int) -> bytes:
        """What is to be kept of lines that went away; `today` is the day (as an ordinal) of the last
        commit."""
        late = ((name, *days) for name, days in self._buried.items() if today - days[1] <= _BACK_WITHIN_DAYS)
        return b"".join(_BURIED.pack(*one) for one in late)


def _mark(line: bytes) -> bytes:
    return mark(line.decode("utf-8", "replace"))
