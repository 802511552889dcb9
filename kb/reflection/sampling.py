"""A fair part of the items to judge: drawn by lot from each list, spread over its sources.

Lists are strata. Their parts follow the square roots of their sizes, so that a small list is not lost beside
a large one (Bankier, M. D. (1988). Power allocations: determining sample sizes for subnational areas. The
American Statistician 42, 174-177), and what is judged counts for as many items as it stands for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt

from kb.reflection.estimates import Cell, rate
from kb.types.reviews import FEWEST, JudgedItem

SIZES = (30, 60, 100, 150, 250, 400)
"""Sizes that are offered: at three verdicts a minute from ten minutes to two hours."""


AUDITED = 20
"""Of what feeds left out so many are asked about: if none of them was missed, surely less than a sixth
was."""


@dataclass(frozen=True, slots=True)
class Width:
    """What a sample of a size would tell: half the width of the interval of the overall share, and of that of
    each list by its name, both as shares."""

    size: int
    overall: float
    by_list: Mapping[str, float]


def fair_order(items: Iterable[JudgedItem], seed: int = 0) -> list[JudgedItem]:
    """Items so that any beginning holds each list in its own proportion, and in each list its sources in
    theirs (to within rounding). Each item is equally likely to be reached at each length. Deterministic in
    `seed`.

    Systematic sampling: in a group the order is random, and groups are merged at even distances, each from a
    random start.
    """
    lists: dict[str, list[JudgedItem]] = {}
    for item in items:
        lists.setdefault(item.list_name, []).append(item)
    spread = [
        one
        for name, members in lists.items()
        for one in _merged(by_lot(members, seed), lambda item: item.source, f"{seed} {name}")
    ]
    return _merged(spread, lambda item: item.list_name, str(seed))


def by_lot(items: Iterable[JudgedItem], seed: int) -> list[JudgedItem]:
    """Items in an order that depends on their keys and the seed alone."""
    return sorted(items, key=lambda item: (_uniform(f"{seed} {item.key}"), item.key))


def audited(items: Iterable[JudgedItem], seed: int = 0) -> list[JudgedItem]:
    """Items with only so much of what feeds left out as is asked about, drawn by lot: a busy feed leaves out
    a hundred times what a person saves."""
    items = list(items)
    left_out = by_lot((item for item in items if item.overflow), seed)
    return [*(item for item in items if not item.overflow), *left_out[:AUDITED]]


def _merged(
    items: Sequence[JudgedItem], group: Callable[[JudgedItem], Hashable], seed: str
) -> list[JudgedItem]:
    groups: dict[Hashable, list[JudgedItem]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    places = [
        ((rank + _uniform(f"{seed} {name}")) / len(members), item.key, item)
        for name, members in groups.items()
        for rank, item in enumerate(members)
    ]
    return [item for _, _, item in sorted(places, key=lambda place: place[:2])]


def _uniform(text: str) -> float:
    """A number in [0, 1) that depends on nothing but the text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest()) / 2**48


def allocate(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each list make a sample. Each has as many as a figure needs before any has more, then they
    follow the square roots of their sizes (by Sainte-Laguë's divisors, so that a larger sample holds a
    smaller one)."""
    parts = dict.fromkeys(sizes, 0)
    for _ in range(min(size, sum(sizes.values()))):
        unfilled = [name for name in sizes if parts[name] < sizes[name]]
        wanted = max(
            unfilled, key=lambda name: (parts[name] < FEWEST, sqrt(sizes[name]) / (parts[name] + 0.5))
        )
        parts[wanted] += 1
    return parts


def draw(
    items: Iterable[JudgedItem], size: int, seed: int, already: Iterable[JudgedItem] = ()
) -> dict[str, list[JudgedItem]]:
    """A sample of items by list. Those `already` drawn stay in it; it holds more than `size` where they are
    more."""
    held = {item.key for item in already}
    lists: dict[str, list[JudgedItem]] = {}
    for item in fair_order(items, seed):
        lists.setdefault(item.list_name, []).append(item)
    parts = allocate({name: len(members) for name, members in lists.items()}, size)
    drawn = {}
    for name, members in lists.items():
        before = [item for item in members if item.key in held]
        fresh = [item for item in members if item.key not in held]
        drawn[name] = before + fresh[: max(0, parts[name] - len(before))]
    return drawn


def widths(sizes: Mapping[str, int], known: int, share: float) -> list[Width]:
    """How wide intervals would be for samples of several sizes from lists of these sizes beside `known` items
    judged already, if a `share` of each list helped."""
    whole = sum(sizes.values())
    offered = [size for size in SIZES if size < whole] + [whole]
    found = []
    for size in offered if whole else ():
        parts = allocate(sizes, size)
        cells = {name: Cell(share * n, n, sizes[name]) for name, n in parts.items() if n}
        by_list = {name: _half([cell]) for name, cell in cells.items()}
        judged = [Cell(share * known, known, known)] if known else []
        found.append(Width(size, _half([*judged, *cells.values()]), by_list))
    return found


def _half(cells: Sequence[Cell]) -> float:
    found = rate(cells)
    return (found.high - found.low) / 2 if found else 0.5
