"""Which of the numbers in `03/09/2024` is the day, as the dates of a whole file tell together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.text.dates import local_time

_TWOFOLD = re.compile(r"\s*(\d{1,2})(?P<sign>[/-])(\d{1,2})(?P=sign)(?:\d{4}|\d{2})(?!\d)")
_HALF_DAY = re.compile(r"\d\s?[AP]M\b")
_MONTHS = 12
"""A greater number is a day."""
_ENOUGH = 5
"""Neighbours on different days: that so many stand in order by chance happens twice in 720 files."""
_OUT_OF_ORDER = 0.05
"""The share of neighbours that may be out of order in what a program keeps sorted: rows put in by hand."""


@dataclass(frozen=True, slots=True)
class DayOrder:
    """`day_first` is None where nothing tells; `unsure` then is a date of the file that may be two days, if
    it has any."""

    day_first: bool | None
    unsure: str = ""


def day_order(columns: Iterable[Sequence[str]], today: str, *, likely: bool | None = None) -> DayOrder:
    """How the dates of a file are written, given column by column from its first row to its last.

    A number above twelve tells it, else that a day would lie ahead of `today`, else that the rows of a column
    are in order when it is read one way and not the other: programs write what they keep as it is sorted.
    Where none of these tells, `likely` does, which the file's own language says, or else a clock that counts
    to twelve (`2:30 PM`): who does that in capitals writes the month first.
    """
    dated = [list(column) for column in columns]
    found = [written for column in dated for text in column if (written := _TWOFOLD.match(text))]
    twofold = [
        one for one in found if int(one[1]) != int(one[3]) and max(int(one[1]), int(one[3])) <= _MONTHS
    ]
    if not twofold:
        return DayOrder(None)
    day_first = _by_numbers(found)
    if day_first is None:
        day_first = _by_today(twofold, today)
    if day_first is None:
        day_first = _by_order(dated)
    if day_first is None:
        day_first = likely if likely is not None else _by_clock(dated)
    return DayOrder(day_first, twofold[0][0].strip() if day_first is None else "")


def _by_numbers(found: Sequence[re.Match[str]]) -> bool | None:
    days = sum(int(one[1]) > _MONTHS for one in found) - sum(int(one[3]) > _MONTHS for one in found)
    return days > 0 if days else None


def _by_today(twofold: Sequence[re.Match[str]], today: str) -> bool | None:
    def any_ahead(day_first: bool) -> bool:
        return any((_day(one[0], day_first) or "") > today for one in twofold)

    ahead_if_day_first, ahead_if_month_first = any_ahead(True), any_ahead(False)
    return ahead_if_month_first if ahead_if_month_first != ahead_if_day_first else None


def _by_order(columns: Iterable[Sequence[str]]) -> bool | None:
    for column in columns:
        read = {day_first: _out_of_order(column, day_first) for day_first in (True, False)}
        better = read[True][0] < read[False][0]
        breaks, neighbours = read[better]
        if read[True][0] != read[False][0] and neighbours >= _ENOUGH and breaks <= neighbours * _OUT_OF_ORDER:
            return better
    return None


def _by_clock(columns: Iterable[Sequence[str]]) -> bool | None:
    return False if any(_HALF_DAY.search(text) for column in columns for text in column) else None


def _out_of_order(column: Sequence[str], day_first: bool) -> tuple[int, int]:
    """How many neighbours on different days break the order, be it up or down, and how many there are."""
    days = [day for text in column if (day := _day(text, day_first))]
    steps = [before < behind for before, behind in pairwise(days) if before != behind]
    return min(sum(steps), len(steps) - sum(steps)), len(steps)


def _day(text: str, day_first: bool) -> str | None:
    return (local_time(text, day_first=day_first) or "")[:10] or None
