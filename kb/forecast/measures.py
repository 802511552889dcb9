"""How good forecasts were: proper scores, calibration, order, and what chance alone would make of them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kb.forecast.rates import Counts
from kb.types.forecast import Bin

Outcomes = NDArray[np.int64]

_BINS = 10
"""Bins of a calibration curve at most, as is usual."""
_IN_A_BIN = 200
"""Decisions in a bin at least: with 200, forecasts that are exactly right are seen 0.03 off on average, with
50 as much as 0.06."""
_RESAMPLES = 1000
"""Bootstrap samples: the ends of a 95 % interval are then known to some hundredths of its width."""
_RESAMPLES_SLOW = 200
"""The same for what is sorted anew in each sample."""
_LEVEL = 0.95
"""Level of intervals, as everywhere here."""


def log_losses(probabilities: Counts, outcomes: Outcomes) -> Counts:
    """What each forecast lost (n,), in nats: minus the logarithm of what it gave to what came."""
    return np.asarray(-np.log(probabilities[np.arange(len(outcomes)), outcomes]))


def briers(probabilities: Counts, outcomes: Outcomes) -> Counts:
    """The Brier score of each forecast (n,): the squared distance to what came, summed over the outcomes (0
    to 2; for two outcomes twice the score of one of them)."""
    came = np.zeros_like(probabilities)
    came[np.arange(len(outcomes)), outcomes] = 1
    return np.asarray(((probabilities - came) ** 2).sum(axis=1))


def calibration(confidence: Counts, held: NDArray[np.bool_]) -> list[Bin]:
    """The calibration curve: bins of about equally many forecasts, the least sure first. Equal forecasts are
    never parted: a bin holds all of them."""
    n = len(confidence)
    if not n:
        return []
    bins = min(_BINS, max(1, n // _IN_A_BIN))
    _, group, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    # A group of equal forecasts falls where its middle does.
    middle = np.cumsum(sizes) - sizes / 2
    of = np.minimum((middle * bins / n).astype(int), bins - 1)[group]
    found = []
    for place in range(bins):
        inside = of == place
        if inside.any():
            found.append(Bin(int(inside.sum()), float(confidence[inside].mean()), float(held[inside].mean())))
    return found


def calibration_error(curve: list[Bin]) -> float:
    """How far forecasts and what held lie apart on average over the curve (0 to 1)."""
    n = sum(one.decisions for one in curve)
    return sum(one.decisions * abs(one.said - one.held) for one in curve) / n if n else 0.0


def error_by_chance(curve: list[Bin]) -> float:
    """The calibration error that forecasts which are exactly right are expected to show with so many
    decisions."""
    n = sum(one.decisions for one in curve)
    # The mean distance of a normal variable from its mean is sqrt(2 / pi) standard deviations.
    spread = (
        one.decisions * math.sqrt(2 / math.pi * one.said * (1 - one.said) / one.decisions) for one in curve
    )
    return sum(spread) / n if n else 0.0


def auc(probabilities: Counts, outcomes: Outcomes) -> float | None:
    """How often something with an outcome was given more of it than something without: for two outcomes the
    area under the curve of the second; for more, the mean of each against the rest, over those that came and
    that did not always come. None where there is none."""
    from scipy.stats import rankdata

    columns = [1] if probabilities.shape[1] == 2 else range(probabilities.shape[1])
    found = []
    for column in columns:
        came = outcomes == column
        with_it, without = int(came.sum()), int((~came).sum())
        if with_it and without:
            ranks = rankdata(probabilities[:, column])
            found.append((ranks[came].sum() - with_it * (with_it + 1) / 2) / (with_it * without))
    return float(np.mean(found)) if found else None


def accuracy_at(confidence: Counts, held: NDArray[np.bool_], share: float) -> float:
    """How many of the surest `share` of forecasts held, of one at least; of equally sure ones at the edge
    each counts in part."""
    wanted = share * len(confidence)
    _, group = np.unique(-confidence, return_inverse=True)
    sizes, right = np.bincount(group), np.bincount(group, weights=held)
    taken = np.clip(wanted - (np.cumsum(sizes) - sizes), 0, sizes)
    return float((right * taken / sizes).sum() / wanted)


def interval_of_mean(values: Counts, seed: int = 0) -> tuple[float, float]:
    """The ends of the interval of a mean over decisions that follow each other, by the circular block
    bootstrap (Politis and Romano, 1992) with blocks of the cube root of n."""
    n = len(values)
    starts, length = _blocks(n, _RESAMPLES, seed)
    summed = np.concatenate([[0.0], np.cumsum(np.concatenate([values, values[:length]]))])
    means = (summed[starts + length] - summed[starts]).sum(axis=1) / (starts.shape[1] * length)
    low, high = np.quantile(means, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)


def interval_of(
    measure: Callable[[NDArray[np.int64]], float | None], n: int, seed: int = 0
) -> tuple[float, float] | None:
    """As `interval_of_mean` of any figure, told from the places of the decisions it is made of; None where it
    cannot be told of the samples."""
    starts, length = _blocks(n, _RESAMPLES_SLOW, seed)
    places = ((starts[:, :, None] + np.arange(length)) % n).reshape(len(starts), -1)[:, :n]
    found = [value for row in places if (value := measure(row)) is not None]
    if not found:
        return None
    low, high = np.quantile(found, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)


def _blocks(n: int, samples: int, seed: int) -> tuple[NDArray[np.int64], int]:
    """Where blocks begin (samples, blocks), and how long they are."""
    length = max(1, round(n ** (1 / 3)))
    rng = np.random.default_rng(seed)
    return rng.integers(0, n, (samples, math.ceil(n / length))), length
