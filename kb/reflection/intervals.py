"""Intervals for shares and medians that stay honest when little was judged."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt
from statistics import NormalDist


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a binomial share, as (low, high) within 0 to 1.

    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212. Unlike the textbook interval it keeps
    its coverage for small n and for shares near 0 or 1. With n = 0 nothing is known: (0, 1). Both may be
    fractions, where `n` is the number of equal draws that would tell as much (an effective size).

    :raises ValueError: it is not so that 0 <= successes <= n and 0 < level < 1.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    if not 0 < level < 1:
        raise ValueError("the level lies between 0 and 1")
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the edges the bound is exactly 0 or 1; floating point would miss it by a hair.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def weighted_wilson(parts: Sequence[tuple[float, bool]], level: float = 0.95) -> tuple[float, float]:
    """The interval of a share of weight (minutes, say) that has a property, of weights above 0: Wilson's on
    the effective number of draws, the square of the weights' sum over the sum of their squares.

    Kish, L. (1965). Survey Sampling, section 11.7. Wiley.
    """
    weights = [weight for weight, _ in parts]
    if not weights:
        return 0.0, 1.0
    effective = sum(weights) ** 2 / sum(weight * weight for weight in weights)
    share = sum(weight for weight, has in parts if has) / sum(weights)
    return wilson(min(effective, effective * share), effective, level)


def median_interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """The interval of the population's median from order statistics, as (low, high).

    It holds for any distribution: the number of values below the median is binomial(n, 1/2).
    Thompson, W. R. (1936). On confidence ranges for the median and other expectation distributions
    for populations of unknown distribution form. Annals of Mathematical Statistics 7, 122-128.
    None where even the smallest and the largest value do not reach the level (n < 6 at 95 %).
    """
    n = len(values)
    tail, rank = 0.0, 0
    while rank < n // 2 and (tail := tail + comb(n, rank) / 2**n) <= (1 - level) / 2:
        rank += 1
    if rank == 0:
        return None
    ordered = sorted(values)
    return ordered[rank - 1], ordered[n - rank]
