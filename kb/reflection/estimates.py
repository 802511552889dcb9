"""What verdicts on some of the items say about all of them.

Items lie in strata, and those judged stand for the others of their own. Where there is one stratum, shares
are plain counts with Wilson's interval. Where strata were judged at different rates, as in a sample, each
counts for as many items as it holds, and the intervals of the strata are joined by

Zou, G. Y., Huang, W. and Zhang, X. (2009). A note on confidence interval estimation for a linear function of
binomial proportions. Computational Statistics and Data Analysis 53, 1080-1085:

    low = p - sqrt(sum((W * (p_h - low_h))^2)),  high = p + sqrt(sum((W * (high_h - p_h))^2))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kb.reflection.intervals import wilson


@dataclass(frozen=True, slots=True)
class Cell:
    """Items of one stratum: how many of the `judged` have the property, of `total` in all."""

    having: float
    judged: int
    total: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def rate(cells: Sequence[Cell]) -> Estimate | None:
    """How often such items have the property: what may be expected of the next ones too, so that even when
    all are judged an interval is left. None where nothing is judged."""
    size = sum(cell.total for cell in cells)
    if not any(cell.judged for cell in cells):
        return None
    intervals = [wilson(cell.having, cell.judged) for cell in cells]
    return _joined(cells, [cell.total / size for cell in cells], intervals)


def total(cells: Sequence[Cell]) -> Estimate | None:
    """How many of these very items have the property. Nothing is left open where all are judged: Wilson's
    interval is taken at n (N - 1) / (N - n), the size that tells as much when drawn from many more (the
    finite population correction; Cochran, W. G. (1977). Sampling Techniques, section 2.6. Wiley)."""
    if not any(cell.judged for cell in cells):
        return None
    found = _joined(cells, [cell.total for cell in cells], [_finite(cell) for cell in cells])
    having = sum(cell.having for cell in cells)
    lacking = sum(cell.judged for cell in cells) - having
    size = sum(cell.total for cell in cells)
    return Estimate(found.value, max(found.low, having), min(found.high, size - lacking))


def _finite(cell: Cell) -> tuple[float, float]:
    if not cell.judged:
        return 0.0, 1.0
    share = cell.having / cell.judged
    if cell.judged == cell.total:
        return share, share
    effective = cell.judged * (cell.total - 1) / (cell.total - cell.judged)
    return wilson(min(effective, share * effective), effective)


def _joined(
    cells: Sequence[Cell], weights: Sequence[float], intervals: Sequence[tuple[float, float]]
) -> Estimate:
    """Of a stratum without a verdict the share is taken to be that of the others, and anything is
    possible."""
    known = [cell for cell in cells if cell.judged]
    others = sum(cell.total * cell.having / cell.judged for cell in known) / sum(cell.total for cell in known)
    value, below, above = 0.0, 0.0, 0.0
    for cell, weight, (low, high) in zip(cells, weights, intervals, strict=True):
        share = cell.having / cell.judged if cell.judged else others
        value += weight * share
        below += (weight * (share - low)) ** 2
        above += (weight * (high - share)) ** 2
    most = sum(weights)
    return Estimate(value, max(0.0, value - sqrt(below)), min(most, value + sqrt(above)))


def difference(one: Estimate, other: Estimate) -> Estimate:
    """How much more often the first has the property than the second, which share no items.

    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions.
    Statistics in Medicine 17, 873-890, method 10.
    """
    value = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(value, max(-1.0, value - below), min(1.0, value + above))
