"""Putting off: the days to choose from, and what was put off too often to be a must."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from kb.catalogue import _, noted

OFTEN = 3
"""So many times put off, an item is proposed to be moved down: by judgement. Twice happens to anything."""
BACK_DAYS = 7
"""So long what came back is news and comes up in front: until the same morning a week later; by judgement."""
_WEEK = 7
"""Days of a week."""
_MONTH = 30
"""Days of a month, about."""


class Later(StrEnum):
    """When something that is put off comes back, in words."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next-week"
    NEXT_MONTH = "next-month"

    @property
    def label(self) -> str:
        """As a person says it."""
        return _(_LABELS[self])

    def day(self, today: date) -> date:
        """The day it means. Next week begins on Monday, and where that is tomorrow a week later."""
        if self is Later.TOMORROW:
            return today + timedelta(days=1)
        if self is Later.NEXT_WEEK:
            ahead = _WEEK - today.weekday()
            return today + timedelta(days=ahead if ahead > 1 else ahead + _WEEK)
        return today + timedelta(days=_MONTH)


_LABELS = {
    Later.TOMORROW: noted("tomorrow"),
    Later.NEXT_WEEK: noted("next week"),
    Later.NEXT_MONTH: noted("next month"),
}
