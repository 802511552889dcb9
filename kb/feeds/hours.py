"""Hours in which a source may show anything, and the times of batches. Pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from kb.catalogue import _
from kb.errors import JomoError

_SPAN = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})")
_DAY_H = 24
"""Hours of a day."""


def tidy_hours(given: str) -> str:
    """Hours of the day in their one form: `8-10, 22-2`; empty for any.

    :raises JomoError: they are none.
    """
    return ", ".join(f"{begin}-{end}" for begin, end in _spans(given))


def is_open(hours: str, at: datetime) -> bool:
    """Whether a moment by the person's clock lies within hours; a span may go past midnight."""
    spans = _spans(hours)
    return not spans or any(
        begin <= at.hour < end if begin < end else at.hour >= begin or at.hour < end for begin, end in spans
    )


def _spans(given: str) -> list[tuple[int, int]]:
    parts = [part.strip() for part in given.split(",") if part.strip()]
    spans = []
    for part in parts:
        found = _SPAN.fullmatch(part)
        begin, end = map(int, found.groups()) if found else (_DAY_H, _DAY_H)
        if begin >= _DAY_H or end > _DAY_H or begin == end:
            raise JomoError(_("{hours} are no hours of a day; write them as 8-10 or 8-10, 18-20", hours=part))
        spans.append((begin, end % _DAY_H if end < begin else end))
    return spans


def batch_times(given: str) -> tuple[time, ...]:
    """Times of the day as a setting names them, `08:00, 13:00`, the earliest first.

    :raises JomoError: one is no time of a day, or there is none.
    """
    try:
        times = sorted({time.fromisoformat(part.strip()) for part in given.split(",") if part.strip()})
    except ValueError as error:
        raise JomoError(
            _("{times} are no times of a day; write KB_BATCHES as 08:00,13:00,18:00", times=given)
        ) from error
    if not times:
        raise JomoError(_("KB_BATCHES names no time; write it as 08:00,13:00,18:00"))
    return tuple(times)


def last_slot(times: tuple[time, ...], at: datetime) -> datetime:
    """The time of a batch that came last by a moment of the person's clock: of its day, or the day before."""
    return max(slot for slot in _slots(times, at) if slot <= at)


def next_slot(times: tuple[time, ...], at: datetime) -> datetime:
    """The time of the next batch after a moment of the person's clock."""
    return min(slot for slot in _slots(times, at) if slot > at)


def _slots(times: tuple[time, ...], at: datetime) -> list[datetime]:
    days = [at.date() + timedelta(days=step) for step in (-1, 0, 1)]
    return [datetime.combine(day, one, at.tzinfo) for day in days for one in times]
