"""A heading of a list that is only a year: when what stands under it was read, or when it came out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum, auto

from kb.importers.lists.published_days import FEWEST_NUMBERED, SHARE_IN_TIME, month_of
from kb.text.dates import iso_time

_YEAR = re.compile(r"\d{4}")
_OLD = 2
"""Years: a paper mostly comes out at a conference in the year after its preprint, so that an older one stands
below the year in which somebody read it. By judgement."""
_SHARE_OLD = 0.5
"""Of the works whose year is known: who reads papers reads new ones too. By judgement."""


_LOG = re.compile(
    r"\bI(?:['’]ve| have)? read\b|\b(?:books|papers|articles|posts|things) read\b|\bread (?:in|by|so far)\b"
    r"|\bread(?:ing)? (?:log|journal|diary)\b|прочита|дневник чтения|чтени[ея] по годам",
    re.IGNORECASE,
)
"""How lists are called of what was read, and not of what is to be."""


class YearOf(StrEnum):
    """What the years above works are."""

    READING = auto()
    PUBLISHING = auto()


def year_said(heading: str) -> str | None:
    """The year that a heading is, and no more; None for other headings, days and months among them."""
    said = iso_time(heading)
    return said if said and _YEAR.fullmatch(said) else None


def is_called_log(title: str) -> bool:
    """Whether a title says that a list is of what was read."""
    return _LOG.search(title) is not None


def years_above(works: Iterable[tuple[str, str]], *, is_log: bool) -> YearOf | None:
    """What the years are under which works stand, given by address and year; None where it cannot be told.
    `is_log` tells that somebody rated the works or wrote that they were read.

    When works came out is known by their arXiv ids: where nearly all have the year above them, the list is in
    order of publishing, unless somebody logs nothing but what is new. Who reads a work does so after it came
    out; a log, or a list most of whose works are much older than the year above them, is one of reading.
    """
    ages = [int(year) - came_out[0] for address, year in works if (came_out := month_of(address))]
    enough = len(ages) >= FEWEST_NUMBERED
    if enough and ages.count(0) >= SHARE_IN_TIME * len(ages):
        return None if is_log else YearOf.PUBLISHING
    if any(age < 0 for age in ages):
        return None
    old = sum(age >= _OLD for age in ages)
    return YearOf.READING if is_log or (enough and old >= _SHARE_OLD * len(ages)) else None
