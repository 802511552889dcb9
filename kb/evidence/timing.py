"""When a mention was made, beside when the item was saved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kb.clock import day
from kb.text.dates import iso_time
from kb.types.evidence import Timing, WrittenPage

ANNOUNCED = 25
"""Words of one's own up to which a mention on the day of saving announces the work: a message with a link and
a sentence or two. By judgement."""
_DAY = len("2026-11-29")
_MONTH = len("2026-11")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_ONLY_A_MONTH = re.compile(r"\W*(?:[^\W\d_]+\W+\d{4}(?:\W+г\w*)?|\d{4}\W+(?:[^\W\d_]+|\d\d))\W*")
_DATE = len("понедельник, 29 сентября 2026 года")
"""Characters of a heading that may be a date and no more."""


def timing(made_at: str | None, saved_at: str, own_words: int, *, may_announce: bool = True) -> Timing:
    """As `Timing.of`, of something written with so many words of one's own: few of them on the day of saving
    announce the item, where such writing `may_announce` anything."""
    on = day(made_at) if made_at and may_announce else ""
    if len(on) == _DAY and on == day(saved_at) and own_words <= ANNOUNCED:
        return Timing.AT_SAVING
    return Timing.of(made_at, saved_at)


def made_at(page: WrittenPage, line: int | None, headings: Iterable[str] = ()) -> str | None:
    """The day of a line where it is known; that of the nearest of the headings it stands under that tells
    one, as diaries and logs have them; that of the page. What came with the first version of a file may be
    older than that, as its heading says. Of no line, the first day of any."""
    days = page.line_days
    if line is None:
        return min(filter(None, days), default=page.written_on)
    known = days[line - 1] if line <= len(days) else None
    if known and known != min(filter(None, days)):
        return known
    said = _said_above(headings)
    if known and said and known.startswith(said):
        return known
    return said or known or page.written_on


def _said_above(headings: Iterable[str]) -> str | None:
    """The day or month of the nearest heading that tells one, its year too where another above it is one."""
    lacking: list[str] = []
    for heading in headings:
        if told := _day_of(heading):
            return told
        if _A_YEAR.fullmatch(heading):
            return next(filter(None, (_day_of(f"{one} {heading}") for one in lacking)), None)
        lacking.append(heading)
    return None


@lru_cache(maxsize=1_000)
def _day_of(heading: str) -> str | None:
    """The day or month that a heading tells, if that is about all it says. Of works that came out in a year
    there are lists under its number."""
    dated = iso_time(heading) if heading and len(heading) <= _DATE else None
    if dated and len(dated) == _MONTH:
        return dated if _ONLY_A_MONTH.fullmatch(heading) else None
    return dated if dated and len(dated) == _DAY else None
