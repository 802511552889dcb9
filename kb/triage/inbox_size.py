"""How many things lay in the inbox, day by day. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from kb.clock import day
from kb.types import Zone


def inbox_sizes(
    zones: Mapping[int, Sequence[tuple[str, str]]], shown: Mapping[int, str | None], days: Sequence[str]
) -> list[int]:
    """The size of the inbox at the end of each of the person's days. `zones` are the moments at which each
    item was filed and where, oldest first; of items that came by themselves, `shown` is when they were let
    in, None while they wait."""
    came: list[str] = []
    went: list[str] = []
    for item_id, steps in zones.items():
        inside = False
        for at, zone in steps:
            if (zone == Zone.INBOX) is inside:
                continue
            inside = not inside
            begun = max(at, shown.get(item_id, at) or "9999") if inside else at
            (came if inside else went).append(day(begun) if begun != "9999" else begun)
    came.sort()
    went.sort()
    return [bisect_right(came, one) - bisect_right(went, one) for one in days]
