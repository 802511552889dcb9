"""Several forecasts made one by what each was worth so far."""

from __future__ import annotations

import numpy as np

from kb.forecast.rates import Counts

_SHARE = 1e-3
"""What of its weight each forecast gives to all with every decision, so that one that was bad for long is
heard again within some ten decisions when it becomes the best."""


class Mixture:
    """A Bayesian mixture with fixed share (Herbster and Warmuth, 1998): over any history its log loss is
    above that of the best forecast by at most the logarithm of how many there are and what the share costs,
    0.001 a decision; that of the best sequence of them by some ten nats a change."""

    def __init__(self, forecasts: int) -> None:
        self._weights = np.full(forecasts, 1 / forecasts)

    def forecast(self, given: Counts) -> Counts:
        """The probability of each outcome (k,) from what each forecast gives it (f, k)."""
        return np.asarray(self._weights @ given)

    def learn(self, given: Counts, outcome: int) -> None:
        """Weighs the forecasts by what came."""
        weights = self._weights * given[:, outcome]
        self._weights = (1 - _SHARE) * weights / weights.sum() + _SHARE / len(weights)
