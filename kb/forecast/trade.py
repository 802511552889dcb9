"""What filing costs in a week and how often it errs: model alone, person alone, person at the forks.

Of the past are known: N items decided a week, s seconds a decision takes the person, and of the decisions for
which a forecast was made before, whether it was right. With t the threshold of filing by itself,

    c    share of items whose forecast is t or more (sure ones; the others are forks),
    w    share of items whose forecast is t or more and wrong, and w0 that of all wrong ones,
    a    share of what is filed by itself that comes back to be checked,
    h    share of the person's own filings that they changed later,

a week takes minutes and holds errors of

    model alone            0                                  N w0
    person alone           N s / 60                           N h
    person at the forks    N s / 60 (1 - c + a c)             N ((1 - a) w + (1 - c + a c) h)

An error is a filing that the person would not leave as it is. s is the median, which a cup of tea between two
decisions does not move. Each factor has an interval (shares: Clopper and Pearson 1934; the median: order
statistics, Thompson 1936; items a week: normal, with the weeks' own variance and at least that of Poisson's
law). No more than four come together, so each is taken at a level of 98.75 % (Bonferroni) and the ends are
multiplied: the intervals are a little too wide rather than too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from kb.catalogue import noted
from kb.types.forks import Expected, Trade, Way

AUDITED: Final = 0.3
"""Share of what is filed by itself that comes back to be checked: with a fifth, a sudden change of taste
broke the promise in twice as many of the histories of `python -m bench promises`."""
BREAK: Final = 300.0
"""Seconds between two decisions from which on something else was done in between; by judgement."""
_WEEK = 7 * 86_400.0
"""Seconds."""
_WEEKS = 8
"""Weeks that tell how much there is to decide: two months, so that a holiday is no habit. By judgement."""
_LEVEL = 1 - 0.05 / 4
"""See above: four intervals at this level hold together in 95 % of cases."""
_FEWEST_GAPS = 8
"""Below this many the smallest and the largest do not enclose the median at the level above."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of the past: the probability each forecast was made with before the decision (n,) and
    whether it was wrong (n,); the seconds decisions took, as far as they were measured; how many items were
    decided in each week; how many of the person's own filings they changed later, of how many."""

    probabilities: ArrayLike
    wrong: ArrayLike
    seconds: Sequence[float]
    weeks: Sequence[int]
    changed: int
    filed: int


def gaps(moments: Sequence[float]) -> list[float]:
    """Seconds between decisions of one sitting, from the moments (in seconds, rising) at which they were
    taken. A longer pause than `BREAK` ends a sitting."""
    return [gap for gap in np.diff(moments).tolist() if gap < BREAK]


def weeks(moments: Sequence[float]) -> list[int]:
    """How many decisions were taken in each of the last weeks, the latest first, counted back from the last
    decision; a week that lies before the first one only in part is left out, unless it is the only one."""
    if not len(moments):
        return []
    ago = (moments[-1] - np.asarray(moments)) // _WEEK
    whole = int((moments[-1] - moments[0]) // _WEEK)
    counts: list[int] = np.bincount(ago.astype(np.int64)).tolist()
    return counts[: min(max(whole, 1), _WEEKS)]


def trade(record: Record, threshold: float) -> Trade:
    """What filing by itself from a threshold on costs and saves in a week; the formula stands above.

    :raises ValueError: forecasts and outcomes do not match in number.
    """
    given, erred = np.asarray(record.probabilities), np.asarray(record.wrong, dtype=np.bool_)
    if given.shape != erred.shape:
        raise ValueError(f"{len(given)} probabilities, but {len(erred)} outcomes")
    above, n = given >= threshold, len(given)
    items, seconds = _a_week(record.weeks), _median(record.seconds)
    sure, sure_wrong = _share(int(above.sum()), n), _share(int((above & erred).sum()), n)
    changed = _share(record.changed, record.filed)
    asked = _linear(sure, -(1 - AUDITED), 1)
    left_wrong = _linear(sure_wrong, 1 - AUDITED)
    minutes = _times(items, _linear(seconds, 1 / 60)) if seconds else None
    return Trade(
        threshold,
        n,
        items,
        seconds,
        sure,
        Way(noted("model alone"), Expected(0, 0, 0), _times(items, _share(int(erred.sum()), n))),
        Way(noted("person alone"), minutes, _times(items, changed)),
        Way(
            noted("person at the forks"),
            _times(minutes, asked) if minutes else None,
            _times(items, _sum(left_wrong, _times(asked, changed))),
        ),
    )


def _share(part: int, whole: int) -> Expected:
    """A share with its exact interval; of none nothing is known."""
    from scipy.stats import binomtest

    if not whole:
        return Expected(0, 0, 1)
    ends = binomtest(part, whole).proportion_ci(_LEVEL, "exact")
    return Expected(part / whole, float(ends.low), float(ends.high))


def _median(values: Sequence[float]) -> Expected | None:
    from scipy.stats import quantile_test

    if len(values) < _FEWEST_GAPS:
        return None
    ends = quantile_test(values, p=0.5).confidence_interval(_LEVEL)
    return Expected(float(np.median(values)), float(ends.low), float(ends.high))


def _a_week(weeks: Sequence[int]) -> Expected:
    """Items of a week, from those of past weeks."""
    if not weeks:
        return Expected(0, 0, 0)
    mean = float(np.mean(weeks))
    variance = max(mean, float(np.var(weeks, ddof=1)) if len(weeks) > 1 else 0.0)
    half = NormalDist().inv_cdf((1 + _LEVEL) / 2) * (variance / len(weeks)) ** 0.5
    return Expected(mean, max(0.0, mean - half), mean + half)


def _times(one: Expected, other: Expected) -> Expected:
    return Expected(one.value * other.value, one.low * other.low, one.high * other.high)


def _sum(one: Expected, other: Expected) -> Expected:
    return Expected(one.value + other.value, one.low + other.low, one.high + other.high)


def _linear(one: Expected, factor: float, constant: float = 0) -> Expected:
    low, high = sorted((constant + factor * one.low, constant + factor * one.high))
    return Expected(constant + factor * one.value, low, high)
