"""Filing by itself through a history that is over: what it would have filed while the promise held, and how
much of that wrongly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kb.forecast.promise import ALLOWED, THRESHOLDS, promise
from kb.forecast.trade import AUDITED

_LOOK = 5
"""Outcomes after which the promise is looked at again: the test allows any number of looks."""


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
        """Whether more of what was filed by itself was wrong than was promised."""
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
    seed: int = 0,
) -> FiledThrough:
    """What filing by itself from the chosen threshold on, or the laxest stricter one that the promise holds
    at, would have done: forecasts (n,) made before each decision, whether each was wrong (n,), both in the
    order of time.

    Until the promise holds all is asked, and each answer is an outcome. From then on what is sure enough is
    filed, and only the part of it that is drawn to be checked becomes known; the promise is tightened,
    loosened or taken back by that.

    :raises ValueError: see `promise`.
    """
    given, erred = np.asarray(probabilities, dtype=np.float64), np.asarray(wrong, dtype=np.bool_)
    drawn = np.random.default_rng(seed).random(len(given)) < AUDITED
    known: list[int] = []
    threshold: float | None = None
    filed = wrongly = checked = 0
    for place, probability in enumerate(given):
        if threshold is not None and probability >= threshold:
            filed += 1
            wrongly += int(erred[place])
            if not drawn[place]:
                continue
            checked += 1
        known.append(place)
        if len(known) % _LOOK == 0:
            threshold = promise(given[known], erred[known], allowed).from_threshold(chosen)
    return FiledThrough(len(given), filed, wrongly, checked, allowed)
