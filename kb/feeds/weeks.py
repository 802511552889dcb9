"""What each source brought week by week, and what came of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from kb.clock import day
from kb.reflection.likely import is_use
from kb.reflection.shares import USEFUL
from kb.types import SourceWeek, State, Zone
from kb.types.reviews import JudgedItem

_KEPT = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.NO_NEED)


def source_weeks(items: Iterable[JudgedItem], waiting: Collection[int]) -> list[SourceWeek]:
    """Weeks of sources from what came in a period, by source and week; `waiting` are ids of items that were
    not shown. What has no source is left out: nobody sent it."""
    groups: dict[tuple[str, str], list[JudgedItem]] = {}
    for item in items:
        if item.source:
            groups.setdefault((item.source, monday(day(item.saved_at))), []).append(item)
    return [
        SourceWeek(
            source,
            week,
            came=len(group),
            shown=sum(not item.overflow and item.item_id not in waiting for item in group),
            kept=sum(item.zone_now in _KEPT for item in group),
            read=sum(item.state is State.READ for item in group),
            useful=sum(map(_is_useful, group)),
        )
        for (source, week), group in sorted(groups.items())
    ]


def monday(on: str) -> str:
    """The Monday of the week a day lies in."""
    one = date.fromisoformat(on)
    return (one - timedelta(days=one.weekday())).isoformat()


def _is_useful(item: JudgedItem) -> bool:
    """By the person's verdict; where they gave none, by a trace of use."""
    return item.verdict in USEFUL if item.verdict else any(map(is_use, item.traces))
