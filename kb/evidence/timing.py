"""When a mention was made, beside when the item was saved."""

from __future__ import annotations

from functools import lru_cache

from kb.clock import day
from kb.text.dates import iso_time
from kb.types.evidence import Timing, WrittenPage

ANNOUNCED = 25
"""Words of one's own up to which a mention on the day of saving announces the work: a message with a link and
a sentence or two. By judgement."""
_DAY = len("2026-11-29")
_DATE = len("понедельник, 29 сентября 2026 года")
"""Characters of a heading that may be a date and no more."""


def timing(made_at: str | None, saved_at: str, own_words: int, *, may_announce: bool = True) -> Timing:
    """As `Timing.of`, of something written with so many words of one's own: few of them on the day of saving
    announce the item, where such writing `may_announce` anything."""
    on = day(made_at) if made_at and may_announce else ""
    if len(on) == _DAY and on == day(saved_at) and own_words <= ANNOUNCED:
        return Timing.AT_SAVING
    return Timing.of(made_at, saved_at)


def made_at(page: WrittenPage, line: int | None, heading: str = "") -> str | None:
    """The day of a line where it is known; that of the heading it stands under, as a diary has them; that of
    the page. Of no line, the first day of any."""
    days = page.line_days
    if line is None:
        return min(filter(None, days), default=page.written_on)
    known = days[line - 1] if line <= len(days) else None
    return known or _day_of(heading) or page.written_on


@lru_cache(maxsize=1_000)
def _day_of(heading: str) -> str | None:
    dated = iso_time(heading) if heading and len(heading) <= _DATE else None
    return dated if dated and len(dated) == _DAY else None
