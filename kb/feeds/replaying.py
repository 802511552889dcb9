"""What a feed would have shown under another weekly budget, from what it told of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from kb.clock import day
from kb.feeds.choosing import week_start
from kb.types import Told


def shown_under(told: Sequence[Told], budget: int, since: str) -> set[int]:
    """Numbers of the entries that would have been shown, had the budget been this one from the person's day
    `since` on. Of each visit the best come first, as they did; what the person brought out of the overflow
    by hand is shown all the same, and counts in the week it was brought in."""
    shown = {
        one.entry_id: one.chosen_at
        for one in told
        if one.chosen_at and (one.chosen_at != one.told_at or day(one.told_at) < since)
    }
    visits = sorted((one.told_at, one.entry_id) for one in told if day(one.told_at) >= since)
    for moment, entries in groupby(visits, key=lambda one: one[0]):
        begun = week_start(datetime.fromisoformat(day(moment)))
        room = budget - sum(begun <= at <= moment for at in shown.values())
        chosen = [entry_id for _, entry_id in entries][: max(0, room)]
        shown.update(dict.fromkeys(chosen, moment))
    return set(shown)
