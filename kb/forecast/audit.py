"""Filing by itself through a history that is over: what it would have filed while the promise held, and how
much of that wrongly.

After each outcome that becomes known, filing goes on from the laxest threshold, not below the chosen one, at
which the promise holds and no error is among the latest outcomes. So an error that is found stops it until
`promise.IN_A_ROW` sure forecasts that the person is asked about were right. If forecasts of which the share q
is wrong are filed, and the share a of these is checked in sittings of s, it is stopped after about
1 / (a q) + s / a of them, and (1 - q) ^ 5 is how likely it goes on after that: where six in ten are wrong,
1 in 100, where four in a hundred are, 8 in 10. What was filed until then stays wrong, so where taste turns
at once the promise is kept only if enough was filed rightly before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.forecast.promise import ALLOWED, THRESHOLDS, Floats, Outcomes, Truth
from kb.forecast.trade import AUDITED

MOST_WAITING: Final = 3
"""Filings that may wait to be checked before no more is filed: a promise that nobody checks is none, and what
is filed until then, some ten, is at risk. With five a sudden change of taste broke the promise in up to twice
as many of the histories of `python -m bench promises`."""


@dataclass(frozen=True, slots=True)
class FiledThrough:
    """Of `decisions` in a history, how many would have been filed by itself, how many of these wrongly, how
    many would have come back to be checked; `promised` is the share of errors allowed."""

    decisions: int
    filed: int
    wrong: int
    checked: int
    promised: float

    @property
    def kept(self) -> float | None:
        """The share of what was filed by itself that was wrong; None where nothing was filed."""
        return self.wrong / self.filed if self.filed else None

    @property
    def broken(self) -> bool:
        """Whether more of what was filed by itself was wrong than was promised: of few filings this may be
        chance, though each was as likely right as promised."""
        return self.kept is not None and self.kept > self.promised

    @property
    def spared(self) -> int:
        """Decisions the person would not have had to take."""
        return self.filed - self.checked


def filed_through(
    probabilities: ArrayLike,
    wrong: ArrayLike,
    allowed: float = ALLOWED,
    chosen: float = THRESHOLDS[-1],
    draws: int = 1,
    seed: int = 0,
) -> list[FiledThrough]:
    """What filing by itself from the chosen threshold on would have done, once for each of so many draws of
    what is checked: forecasts made before each decision, whether each was wrong, in the order of time, of one
    history (n,) or of another for each draw (draws, n).

    Until the promise holds all is asked, and each answer is an outcome. From then on what is sure enough is
    filed, and only the part of it that is drawn to be checked becomes known, once `MOST_WAITING` wait.

    :raises ValueError: see `promise`.
    """
    given, erred = np.asarray(probabilities, dtype=np.float64), np.asarray(wrong, dtype=np.bool_)
    if given.shape != erred.shape:
        raise ValueError(f"{given.shape} probabilities, but {erred.shape} outcomes")
    n = given.shape[-1]
    given, erred = np.broadcast_to(given, (draws, n)), np.broadcast_to(erred, (draws, n))
    filed, checked = filings(given, erred, allowed, chosen, seed)
    wrongly = filed & erred
    return [
        FiledThrough(n, int(filed[row].sum()), int(wrongly[row].sum()), int(checked[row]), allowed)
        for row in range(draws)
    ]


def filings(
    given: Floats, erred: Truth, allowed: float, chosen: float, seed: int
) -> tuple[Truth, NDArray[np.int64]]:
    """Which decisions of histories (h, n) would have been filed by itself (h, n), and how many of each
    history's came back to be checked (h,); see `filed_through`."""
    histories, n = given.shape
    drawn = np.random.default_rng(seed).random(given.shape) < AUDITED
    known, threshold = Outcomes(histories), np.full(histories, np.inf)
    filed = np.zeros(given.shape, dtype=np.bool_)
    checked, waiting = np.zeros((2, histories), dtype=np.int64)
    unchecked = np.zeros((2, MOST_WAITING, histories))
    for place in range(n):
        now, error = given[:, place], erred[:, place]
        files = filed[:, place] = now >= threshold
        comes_back = np.flatnonzero(files & drawn[:, place])
        checked[comes_back] += 1
        unchecked[:, waiting[comes_back], comes_back] = now[comes_back], error[comes_back]
        waiting[comes_back] += 1
        asked, sitting = ~files, waiting == MOST_WAITING
        known.learn(asked, now, error)
        for probability, outcome in zip(*unchecked, strict=True):
            known.learn(sitting, probability, outcome > 0)
        waiting[sitting] = 0
        told = np.flatnonzero(asked | sitting)
        threshold[told] = known.laxest(told, allowed, chosen)
    return filed, checked
