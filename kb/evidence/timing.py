"""When a mention was made, beside when the item was saved."""

from __future__ import annotations

from kb.clock import day
from kb.types.evidence import Timing, WorkFacts, WrittenPage

ANNOUNCED = 25
"""Words of one's own up to which a mention on the day of saving announces the work: a message with a link and
a sentence or two. By judgement."""
_DAY = len("2026-11-29")
_YEAR = len("2026")


def timing(made_at: str | None, saved_at: str, own_words: int, *, may_announce: bool = True) -> Timing:
    """As `Timing.of`, of something written with so many words of one's own: few of them on the day of saving
    announce the item, where such writing `may_announce` anything."""
    on = day(made_at) if made_at and may_announce else ""
    if len(on) == _DAY and on == day(saved_at) and own_words <= ANNOUNCED:
        return Timing.AT_SAVING
    return Timing.of(made_at, saved_at)


def made_at(page: WrittenPage, line: int | None, said: str | None = None) -> str | None:
    """The day of a line where it is known; that which is `said` beside it or above it, as diaries and logs
    have it; that of the page. What came with the first version of a file may be older than that, as it says
    itself. Of no line, the first day of any."""
    days = page.line_days
    if line is None:
        return min(filter(None, days), default=page.written_on)
    known = days[line - 1] if line <= len(days) else None
    if known and known != min(filter(None, days)):
        return known
    if known and said and known.startswith(said):
        return known
    return said or known or page.written_on


def is_of_the_work(made_at: str | None, work: WorkFacts) -> bool:
    """Whether the day of a note on a work is that on which the work came out, as programs that keep
    references write it into notes; who saved the work later did not write on that day."""
    if not made_at or not work.published or Timing.of(made_at, work.saved_at) is not Timing.BEFORE:
        return False
    known = min(len(made_at), len(work.published), _DAY)
    return known > _YEAR and made_at[:known] == work.published[:known]
