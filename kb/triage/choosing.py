"""What comes next: the order of a session, and what was filed in such haste that it is looked at again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from kb.types import Filed, Kind, Origin

_A_GLANCE = timedelta(seconds=3)
"""A title can be read in less; three sentences cannot. By judgement."""
KEPT_DAYS = 90
"""What was looked at again and kept is not asked about for so long: by judgement, a season."""


class Order(StrEnum):
    """In which order a session goes through what waits: kinds and sources by turns, by the time of saving,
    what is likeliest to be picked first, or a few of what that puts last, by lot."""

    MIXED = "mixed"
    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"
    LOT = "lot"


def in_order(
    order: Order, waiting: Sequence[tuple[int, Kind, str]], back: Container[int] = frozenset()
) -> list[int]:
    """Ids of what waits, given as (id, kind, source), what was saved last first, in the order wanted. What
    came back of late (ids) takes turns with the rest in a mixed order, so that a day that was named is kept
    however much waits."""
    if order is Order.MIXED:
        returned = mixed(one for one in waiting if one[0] in back)
        return list(_by_turns([returned, mixed(one for one in waiting if one[0] not in back)]))
    ids = [item_id for item_id, _, _ in waiting]
    return ids if order is Order.NEWEST else ids[::-1]


def mixed(waiting: Iterable[tuple[int, Kind, str]]) -> list[int]:
    """Ids of what waits, given as (id, kind, source): kinds by turns, and within a kind its sources by turns,
    so that a few posts never hide behind many papers, nor a quiet source behind a loud one. Each source keeps
    its own order, and whose first one stands further in front begins."""
    piles: dict[Kind, dict[str, list[int]]] = {}
    for item_id, kind, source in waiting:
        piles.setdefault(kind, {}).setdefault(source, []).append(item_id)
    return list(_by_turns([list(_by_turns(list(of.values()))) for of in piles.values()]))


def _by_turns(piles: Sequence[Sequence[int]]) -> Iterator[int]:
    """One of each pile, then the next of each, until all are empty."""
    longest = max(map(len, piles), default=0)
    return (pile[place] for place in range(longest) for pile in piles if place < len(pile))


def in_haste(at: str, before: str | None, origin: Origin, together: int) -> bool:
    """Whether a filing was done in haste: not by the person, with others at once, or within a glance of the
    filing `before` it (moments in UTC)."""
    if origin is not Origin.ME or together > 1:
        return True
    return before is not None and datetime.fromisoformat(at) - datetime.fromisoformat(before) < _A_GLANCE


def to_thin(filed: Iterable[Filed]) -> list[Filed]:
    """What a list was filled with, in the order of a second look: what was filed in haste, then the rest,
    each from what has lain longest."""
    return sorted(filed, key=lambda one: (not one.in_haste, one.at))
