"""Shares of groups of a period's items, each with its interval and the items behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.reflection.estimates import Cell, Estimate, rate, total
from kb.types import Verdict
from kb.types.reviews import FEWEST, OVERFLOW, Helped, JudgedItem, Rate, Share

USEFUL = (Verdict.DIRECT, Verdict.INDIRECT)
UNKNOWN_SHARE = Estimate(0.0, 0.0, 1.0)
"""What is said of a share before it is told."""


@dataclass(frozen=True, slots=True)
class Design:
    """How the verdicts of a period came about: the stratum of each item by its id, and which verdicts count.

    Verdicts confirmed from evidence are a stratum of their own, for nobody drew them by lot; so are those
    that a sample found given. What is judged outside of a sample was chosen for a reason, and counts only
    once all of its stratum is judged."""

    strata: Mapping[int, str]
    counting: Collection[int]

    @classmethod
    def of(cls, items: Iterable[JudgedItem], *, sampled: bool) -> Design:
        """The design of all the items of a period."""
        items = list(items)
        if not sampled:
            strata = {
                item.item_id: OVERFLOW if item.overflow else "sure" if item.sure else "" for item in items
            }
            return cls(strata, frozenset(strata))
        strata = {item.item_id: item.stratum or item.list_name for item in items}
        unjudged = Counter(strata[item.item_id] for item in items if item.verdict is None)
        whole = {item.item_id for item in items if not unjudged[strata[item.item_id]]}
        return cls(strata, frozenset(whole | {item.item_id for item in items if item.stratum}))

    def cells(self, items: Iterable[JudgedItem], having: Collection[Verdict]) -> list[Cell]:
        """The items of a group by stratum."""
        groups: dict[str, list[JudgedItem]] = {}
        for item in items:
            groups.setdefault(self.strata[item.item_id], []).append(item)
        return [
            Cell(
                sum(item.verdict in having for item in members if self._counts(item)),
                sum(self._counts(item) for item in members),
                len(members),
            )
            for members in groups.values()
        ]

    def _counts(self, item: JudgedItem) -> bool:
        return item.verdict is not None and item.item_id in self.counting

    def share(self, label: str, items: Sequence[JudgedItem]) -> Share:
        """How much of a group helped."""
        inside = [item for item in items if item.verdict is None or self._counts(item)]
        direct, indirect, none = (keys(inside, verdict) for verdict in Verdict)
        useful = len(direct) + len(indirect)
        judged = useful + len(none)
        found = self.estimate(items, USEFUL)
        told = found or UNKNOWN_SHARE
        return Share(
            label=label,
            useful=useful,
            direct=len(direct),
            judged=judged,
            total=len(items),
            share=found.value if found else None,
            low=told.low,
            high=told.high,
            direct_keys=direct,
            indirect_keys=indirect,
            none_keys=none,
            unjudged_keys=keys(inside, None),
            outside_keys=tuple(item.key for item in items if item.verdict and not self._counts(item)),
        )

    def rate(self, label: str, items: Sequence[JudgedItem], having: Collection[Verdict]) -> Rate:
        """How many of a group got certain verdicts."""
        judged = [item for item in items if self._counts(item)]
        found = self.estimate(items, having)
        return rate_of(
            label,
            [item.key for item in judged if item.verdict in having],
            [item.key for item in judged if item.verdict not in having],
            len(items),
            found,
        )

    def estimate(self, items: Iterable[JudgedItem], having: Collection[Verdict]) -> Estimate | None:
        """The share of a group that got certain verdicts; None below five."""
        cells = self.cells(items, having)
        return rate(cells) if sum(cell.judged for cell in cells) >= FEWEST else None

    def helped(self, items: Sequence[JudgedItem]) -> Helped | None:
        """How many of these very items helped; None below five verdicts."""
        cells = self.cells(items, USEFUL)
        found = total(cells) if sum(cell.judged for cell in cells) >= FEWEST else None
        return Helped(len(items), found.value, found.low, found.high) if found else None


def rate_of(
    label: str, having: Sequence[str], others: Sequence[str], all_: int, found: Estimate | None
) -> Rate:
    """A rate over items given by their keys."""
    told = found or UNKNOWN_SHARE
    return Rate(
        label=label,
        count=len(having),
        judged=len(having) + len(others),
        total=all_,
        rate=found.value if found else None,
        low=told.low,
        high=told.high,
        keys=tuple(having),
        other_keys=tuple(others),
    )


def grouped(
    items: Iterable[JudgedItem], labels: Callable[[JudgedItem], Iterable[str]]
) -> dict[str, list[JudgedItem]]:
    """Items by label; one of several labels is in each of their groups."""
    groups: dict[str, list[JudgedItem]] = {}
    for item in items:
        for label in labels(item):
            groups.setdefault(label, []).append(item)
    return groups


def best_proven_first(shares: Iterable[Share]) -> tuple[Share, ...]:
    """By the interval's lower bound, for one lucky hit must not outrank a long record; what is not told
    last."""
    return tuple(sorted(shares, key=lambda row: (row.share is None, -row.low, -row.total, row.label)))


def keys(items: Iterable[JudgedItem], verdict: Verdict | None) -> tuple[str, ...]:
    """Keys of the items with a verdict."""
    return tuple(item.key for item in items if item.verdict == verdict)
