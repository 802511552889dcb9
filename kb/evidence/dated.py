"""The day that a place in a page tells beside it, as reading logs do: a row of a table in its column of days,
an entry at its beginning or in a field, the entry or the line above that is a date, the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from kb.clock import today
from kb.evidence.blocks import Region
from kb.evidence.reading import Reading
from kb.text.dates import iso_time, not_ahead

_DAY = len("2026-11-29")
_MONTH = len("2026-11")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOME_YEAR = re.compile(
    # What begins with a digit is found three times as fast as one of several things.
    r"\d(?:\d(?<=19|20)\d\d|(?<!\d\d)\d?/\d{1,2}/\d\d(?!\d)|(?<![\d.]\d)\d\.\d\d\.\d\d(?![\d.]))"
)
"""What a text holds that tells a day, of the year alone or with two signs of it."""
_ONLY_A_MONTH = re.compile(r"\W*(?:[^\W\d_]+\W+\d{4}(?:\W+г\w*)?|\d{4}\W+(?:[^\W\d_]+|\d\d))\W*")
_DATE = len("понедельник, 29 сентября 2026 года")
"""Characters of a heading that may be a date and no more."""
# What may be a day, to be read as one; of numbers with two signs or a name between them.
_WRITTEN = (
    r"(?P<day>\d{4}(?P<sign>[-./_])\d{1,2}(?P=sign)\d{1,2}|\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)\d{4}"
    # The number of a chapter has no two digits in each part.
    r"|\d{1,2}/\d{1,2}/\d\d(?!/)|\d\d\.\d\d\.\d\d(?!\.\d)"
    r"|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,9}\.?,?\s\d{4}|[^\W\d_]{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})(?!\d)"
)
_MARKS = r"[\s>*+•–—_~-]*+(?:\d{1,3}[.)]\s)?(?:\[[ xX-]\]\s)?[^\w\n|]{0,6}(?:[^\W\d_]{2,11}[.,]{0,2}\s)?"
"""What a line begins with before its day: marks, a box, a weekday."""
_LEADING = re.compile(_MARKS + _WRITTEN)
_ALONE = re.compile(rf"{_LEADING.pattern}(?:\sг(?:ода|\.)?)?(?:,?\s[^\W\d_]{{2,11}})?\W*")
"""A line that is a day and no more."""
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
"""A day between slashes: two continents mean two days by it."""
_MONTHS = 12
_DONE = (
    r"read|finished|done|completed?|completion|watched|seen|reviewed|discussed|presented"
    r"|прочита\w+|прочёл|прочла|дочита\w+|посмотре\w+|обсу\w+|разобра\w+"
)
_TELLING = re.compile(
    rf"(?:\b(?:{_DONE}|date|дата)(?:::|:)?(?:\s(?:on|в))?|✅)\s*[\[(*_]{{0,3}}{_WRITTEN}", re.IGNORECASE
)
"""A day behind a word, or in a field, that says what was done on it; Obsidian's Tasks sets it behind ✅."""
_FIELD = re.compile(
    rf"[\s>*+-]*[*_]{{0,2}}(?:date[ _-]?)?(?:{_DONE}|дата чтения)(?:[ _-]?(?:date|on|at))?"
    rf"[*_]{{0,2}}\s*:{{1,2}}[*_]{{0,2}}\s*[\[(]{{0,2}}{_WRITTEN}",
    re.IGNORECASE,
)
"""A line that says when a section, or a page, read what it is about."""
_COLUMN = re.compile(
    rf"(?P<done>\b(?:{_DONE}|чтени\w+)\b)|\b(?:date|day|when|дата|день|когда)\b", re.IGNORECASE
)
_OF_THE_WORK = re.compile(
    r"publi|releas|submi|submit|arxiv|appear|venue|added|saved|due|deadline|created|публик|вы[хш]|добавл|срок",
    re.IGNORECASE,
)
"""Columns of other days than that on which somebody did something with a work."""
_TELLING_DAYS = frozenset((Region.PROSE, Region.ENTRY, Region.FIELD))
_CELLS = re.compile(r"(?<!\\)\|")


class Days:
    """The days that the places of a page tell."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._of_blocks: dict[int, str | None] = {}

    @cached_property
    def _day_first(self) -> bool | None:
        """The order of days between slashes, where one that can be read in one way only tells it."""
        text = self._reading.text
        pairs = (map(int, pair) for pair in (_SLASHED.findall(text) if "/" in text else ()))
        orders = {one > other for one, other in pairs if (one > _MONTHS) != (other > _MONTHS)}
        return orders.pop() if len(orders) == 1 else None

    def _order(self, written: str) -> bool | None:
        """Whether the day comes first in what is written; None where nothing tells, or nothing is asked."""
        return self._day_first if "/" in written else None

    def _day_of(self, found: re.Match[str] | None) -> str | None:
        """The day that was found, unless it lies ahead: then it is planned. Of one that may be two days no
        more than the year."""
        return _not_planned(_iso_day(found["day"], self._order(found["day"]))) if found else None

    def _month_of(self, heading: str) -> str | None:
        """The day or month that a heading is."""
        return _day_or_month(heading, self._order(heading))

    @cached_property
    def _dated(self) -> frozenset[int]:
        """The blocks that hold a year; most hold none, and this is seen once for all."""
        return frozenset(self._reading.block(one.start()) for one in _SOME_YEAR.finditer(self._reading.text))

    @cached_property
    def _says_days(self) -> bool:
        """Whether anything but fields tells a day of more than its own block."""
        fields = all(self._reading.blocks[one].region is Region.FIELD for one in self._dated)
        return not fields or bool(self._of_sections)

    def at(self, offset: int, published: str | None = None) -> str | None:
        """The day, or the month that a heading tells, of what stands at an offset; None where nothing tells.
        Lists of works give the day on which each came out: a day of the month in which a work was `published`
        is such."""
        number = self._reading.block(offset)
        if number not in self._dated and not self._says_days:
            return None
        for day in chain(self._beside(number, offset), self._leading_headings(number)):
            if day and not (published and day[:_MONTH] == published[:_MONTH]):
                return day
        return self._said_above(number)

    def _leading_headings(self, number: int) -> Iterator[str | None]:
        """The day that the nearest heading begins with that says more, as logs of what was read have it."""
        for heading in self._reading.headings_said_above(number):
            if self._month_of(heading):
                return
            if _SOME_YEAR.search(heading) and (day := self._day_of(_LEADING.match(heading))):
                yield day
                return

    def _beside(self, number: int, offset: int) -> Iterator[str | None]:
        text, block = self._reading.text, self._reading.blocks[number]
        if block.region not in _TELLING_DAYS and block.region is not Region.HEADING:
            return
        if block.region in _TELLING_DAYS:
            yield self._of_row(offset)
            yield self._of_block(number)
        # What is set in below another entry begins with blanks.
        above = self._entry_above.get(number, -1) if text[block.start].isspace() else -1
        while above >= 0:
            yield self._of_block(above)
            above = self._entry_above.get(above, -1)
        yield self._line_above.get(number)
        for heading in (*self._reading.headings_above(number), -1):
            yield self._of_sections.get(heading)

    def _of_block(self, number: int) -> str | None:
        """The day that a block tells in a field or at its beginning."""
        if number not in self._of_blocks:
            text, block = self._reading.text, self._reading.blocks[number]
            told = None
            if number in self._dated:
                told = self._day_of(_TELLING.search(text, block.start, block.end))
                told = told or self._day_of(_LEADING.match(text, block.start, block.end))
            self._of_blocks[number] = told
        return self._of_blocks[number]

    def _of_row(self, offset: int) -> str | None:
        """The day in the row of a table that an offset stands in."""
        text = self._reading.text
        start = text.rfind("\n", 0, offset) + 1
        if start not in self._columns:
            return None
        end = text.find("\n", offset)
        cells = _cells(text[start : end if end >= 0 else len(text)])
        for column in self._columns[start]:
            cell = cells[column] if column < len(cells) else ""
            if day := self._day_of(_ALONE.fullmatch(cell)):
                return day
        return None

    @cached_property
    def _columns(self) -> dict[int, Sequence[int]]:
        """Of each row of a table, by where it begins, the columns that hold days, the likeliest first."""
        found: dict[int, Sequence[int]] = {}
        columns: Sequence[int] | None = None
        start = 0
        for line in self._reading.text.splitlines(keepends=True) if "|" in self._reading.text else ():
            if not line.lstrip().startswith("|"):
                columns = None
            elif columns is None:
                columns = _columns_of_days(_cells(line))
            elif columns:
                found[start] = columns
            start += len(line)
        return found

    @cached_property
    def _of_sections(self) -> dict[int, str]:
        """The day that a field of a section tells, by the section's heading; -1 above the first."""
        told: dict[int, str] = {}
        for block in (self._reading.blocks[one] for one in sorted(self._dated)):
            if block.region in _TELLING_DAYS:
                day = self._day_of(_FIELD.match(self._reading.text, block.start, block.end))
                if day:
                    told.setdefault(block.heading, day)
        return told

    @cached_property
    def _entry_above(self) -> dict[int, int]:
        """Of each entry that is set in below another, that one."""
        above: dict[int, int] = {}
        open_: list[tuple[int, int]] = []
        for number, block in enumerate(self._reading.blocks):
            if block.region is Region.HEADING:
                open_ = []
                continue
            indent = self._reading.indent(block)
            while open_ and open_[-1][0] >= indent:
                open_.pop()
            if open_:
                above[number] = open_[-1][1]
            if block.region is Region.ENTRY:
                open_.append((indent, number))
        return above

    @cached_property
    def _line_above(self) -> dict[int, str]:
        """Of each block the day that a line above it is, below the same heading."""
        above: dict[int, str] = {}
        day = None
        for number, block in enumerate(self._reading.blocks):
            if block.region is Region.HEADING:
                day = None
            elif block.region is Region.PROSE and block.end - block.start <= _DATE:
                day = self._day_of(_ALONE.fullmatch(self._reading.words_of(block))) or day
            if day:
                above[number] = day
        return above

    def _said_above(self, number: int) -> str | None:
        """The day or month of the nearest heading that tells one, its year too where another above it is
        one."""
        lacking: list[str] = []
        for heading in self._reading.headings_said_above(number):
            if told := self._month_of(heading):
                return told
            if _YEAR.fullmatch(heading):
                whole = (self._month_of(f"{one} {heading}") for one in lacking)
                return next(filter(None, whole), None)
            lacking.append(heading)
        return None


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]


def _columns_of_days(header: Sequence[str]) -> Sequence[int]:
    told = {
        number: found["done"] is None
        for number, cell in enumerate(header)
        if (found := _COLUMN.search(cell)) and not _OF_THE_WORK.search(cell)
    }
    return sorted(told, key=lambda number: told[number])


def _not_planned(day: str | None) -> str | None:
    return not_ahead(day, today()) if day else None


def _iso_day(written: str, day_first: bool | None) -> str | None:
    """The day that a text says, the year alone where that may be one of two days; None where it says
    none."""
    day = iso_time(written, day_first=day_first)
    if day is None or len(day) != _DAY:
        return None
    if day_first is None and (found := _SLASHED.search(written)):
        one, other = int(found[1]), int(found[2])
        if one != other and max(one, other) <= _MONTHS:
            return day[: len("2026")]
    return day


@lru_cache(maxsize=1_000)
def _day_or_month(heading: str, day_first: bool | None) -> str | None:
    """The day or month that a heading tells, if that is about all it says. Of works that came out in a year
    there are lists under its number."""
    dated = iso_time(heading) if heading and len(heading) <= _DATE else None
    if dated and len(dated) == _MONTH:
        return dated if _ONLY_A_MONTH.fullmatch(heading) else None
    return _iso_day(heading, day_first) if dated else None
