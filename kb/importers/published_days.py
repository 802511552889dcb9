"""Days beside the works of a list: when somebody read them, or when they came out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kb.text.works import arxiv_id

_FEWEST = 5
"""Works that have both a day and an arXiv id; a few may be read in the month they came out."""
_SHARE = 0.9
"""Of them: who reads what is new is late at times, and what was published later keeps another day. By
judgement."""
_NUMBERED = re.compile(r"(?:[a-z.-]+/)?(?P<year>\d\d)(?P<month>\d\d)\.?\d{3,5}", re.IGNORECASE)
_AROUND = 3
"""Days by which a work may have been sent in before the month of its number, or after."""


def days_of_publishing(dated: Iterable[tuple[str, str | None]]) -> bool:
    """Whether the days (or months) beside addresses are those on which the works came out: whether nearly all
    lie in the month that the work's arXiv id tells."""
    fits = [
        _in_month(day, found)
        for address, day in dated
        if day and len(day) >= len("2024-01") and (found := _NUMBERED.fullmatch(arxiv_id(address) or ""))
    ]
    return len(fits) >= _FEWEST and sum(fits) >= _SHARE * len(fits)


def _in_month(day: str, number: re.Match[str]) -> bool:
    # The first papers are of 1991.
    year = int(number["year"]) + (1900 if int(number["year"]) > 90 else 2000)
    begins = date(year, int(number["month"]), 1)
    days = (date.fromisoformat(f"{day}-01"[:10]) - begins).days
    return -_AROUND <= days < 31 + _AROUND
