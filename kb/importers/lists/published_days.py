"""Days beside the works of a list: when somebody read them, or when they came out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kb.text.works import arxiv_id

FEWEST_NUMBERED = 5
"""Works that have both a day and an arXiv id; a few may be read in the month they came out."""
SHARE_IN_TIME = 0.9
"""Of them: who reads what is new is late at times, and what was published later keeps another day. By
judgement."""
_NUMBERED = re.compile(r"(?:[a-z.-]+/)?(?P<year>\d\d)(?P<month>\d\d)\.?\d{3,5}", re.IGNORECASE)
_AROUND = 3
"""Days by which a work may have been sent in before the month of its number, or after."""


def days_of_publishing(dated: Iterable[tuple[str, str | None]]) -> bool:
    """Whether the days (or months) beside addresses are those on which the works came out: whether nearly all
    lie in the month that the work's arXiv id tells."""
    fits = [
        _in_month(day, came_out)
        for address, day in dated
        if day and len(day) >= len("2024-01") and (came_out := month_of(address))
    ]
    return len(fits) >= FEWEST_NUMBERED and sum(fits) >= SHARE_IN_TIME * len(fits)


def month_of(address: str) -> tuple[int, int] | None:
    """The year and the month in which a work came out, by the arXiv id in its address; None without one."""
    number = _NUMBERED.fullmatch(arxiv_id(address) or "")
    if number is None:
        return None
    # The first papers are of 1991.
    return int(number["year"]) + (1900 if int(number["year"]) > 90 else 2000), int(number["month"])


def _in_month(day: str, came_out: tuple[int, int]) -> bool:
    days = (date.fromisoformat(f"{day}-01"[:10]) - date(*came_out, 1)).days
    return -_AROUND <= days < 31 + _AROUND
