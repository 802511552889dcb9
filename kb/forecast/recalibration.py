"""A forecast's certainty put right by how often it held."""

from __future__ import annotations

import numpy as np

from kb.forecast.rates import Counts

_KNOTS = np.array([0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.0])
"""Probabilities at which it is counted how often the likeliest outcome came: closer where most forecasts
lie."""
_TRUST = 20.0
"""How many decisions what was said itself counts for at each knot; by judgement."""
_FADES = 1 / 500
"""What of an earlier decision is forgotten with each later one: some months of them count; by judgement."""
_LEAST, _MOST = 1e-3, 1 - 1e-4
"""What a probability is kept within, so that no outcome is ever called impossible."""


class Recalibration:
    """How often the likeliest outcome came, by how probable it was called, linear between the knots. Where
    few decisions tell, what was said stands."""

    def __init__(self) -> None:
        self._said = _KNOTS * _TRUST
        self._held = _KNOTS * _TRUST
        self._weight = np.full(len(_KNOTS), _TRUST)

    def forecast(self, probabilities: Counts) -> Counts:
        """The forecast (k,) with the likeliest outcome as probable as it was found to be, the others in
        proportion."""
        top = int(probabilities.argmax())
        said = float(probabilities[top])
        shift = float(np.interp(said, _KNOTS, (self._held - self._said) / self._weight))
        right = min(max(said + shift, _LEAST), _MOST)
        # All others share what is left; said is below 1, for the forecasts it is made of never are.
        put = probabilities * ((1 - right) / (1 - said))
        put[top] = right
        return np.asarray(put)

    def learn(self, probabilities: Counts, outcome: int) -> None:
        """Counts whether the likeliest outcome came."""
        top = int(probabilities.argmax())
        said = float(probabilities[top])
        upper = min(max(int(np.searchsorted(_KNOTS, said)), 1), len(_KNOTS) - 1)
        self._said += _FADES * (_KNOTS * _TRUST - self._said)
        self._held += _FADES * (_KNOTS * _TRUST - self._held)
        self._weight += _FADES * (_TRUST - self._weight)
        share = (said - _KNOTS[upper - 1]) / (_KNOTS[upper] - _KNOTS[upper - 1])
        for knot, part in ((upper - 1, 1 - share), (upper, share)):
            self._held[knot] += part * (top == outcome)
            self._said[knot] += part * said
            self._weight[knot] += part
