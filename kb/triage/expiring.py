"""What the reading lists mean in time: how much of nice-to-have a week, and when what lies there may go."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kb.types import WeeklyAim


def monday(today: date) -> date:
    """The first day of the week."""
    return today - timedelta(days=today.weekday())


def weekly_aim(meant: str, read: int) -> WeeklyAim | None:
    """The aim as the settings write it (`2-3`, `3`) and what was read towards it; None where nothing is meant
    (`0`)."""
    least, _, most = meant.partition("-")
    low, high = sorted((int(least), int(most or least)))
    return WeeklyAim(low, high, read) if high else None


def months_before(today: date, months: int) -> date:
    """The day so many months ago; the last one of its month where that is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
