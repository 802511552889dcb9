"""How long what is unread has waited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kb.catalogue import _, noted
from kb.plots.charts import monthly_figure
from kb.types import READING_ZONES, Zone

_MONTHS = 24
"""Months told one by one: two years, as many bars as a page has room for. What is older is one bar."""
_EARLIER = noted("earlier")


def waiting_figure(unread: Sequence[tuple[Zone, str]], *, dark: bool = False) -> Any:
    """How many items were saved in each month, by the reading list they lie in; all up to the last month in
    which one was saved. Of each item `unread` tells that list and the day it was saved on."""
    saved = [(zone, _month(day)) for zone, day in unread]
    months = _until(max((month for _, month in saved), default=""))
    counted = Counter((zone, month if month in months else _EARLIER) for zone, month in saved)
    if any(month == _EARLIER for _, month in counted):
        months = [_EARLIER, *months]
    while len(months) > 1 and not any(counted[zone, months[0]] for zone in READING_ZONES):
        months = months[1:]
    counts: dict[str, list[int]] = {
        zone: [counted[zone, month] for month in months] for zone in READING_ZONES
    }
    shown = [_(month) if month == _EARLIER else month for month in months]
    return monthly_figure(shown, counts, dark=dark)


def _month(day: str) -> str:
    """The month of a day; of a year alone its January, as on the map."""
    return day[:7] if len(day) >= len("2026-03") else f"{day}-01"


def _until(last: str) -> list[str]:
    """The months that lead to one (`2026-03`), and it."""
    if not last:
        return []
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(end - _MONTHS + 1, end + 1)]
