"""Several witnesses made one forecast: the logarithms of what each says, weighed; the weights learnt on the
way."""

from __future__ import annotations

import numpy as np

from kb.forecast.rates import Counts


class Stack:
    """A logarithmic pool (a multinomial logistic regression with the base rates as its offset), its weights
    learnt by the online Newton step (Hazan, Agarwal and Kale, 2007) from 0, where they are held as by
    `precision` decisions; an earlier decision counts less by one part in `memory` with each that came after
    it.

    Weights of 0 give the base rates themselves, so what says nothing is left out and what says too much is
    damped: the pool is calibrated as a part of learning it."""

    def __init__(self, witnesses: int, precision: float, memory: float) -> None:
        self._keep = 1 - 1 / memory
        self._prior = np.eye(witnesses) * precision
        self._hessian: Counts = self._prior
        self._moment: Counts = np.zeros(witnesses)
        self.weights: Counts = np.zeros(witnesses)

    def forecast(self, base: Counts, evidence: Counts) -> Counts:
        """The probability of each outcome (k,) from the base rates (k,) and what the witnesses say (w, k)."""
        logits = np.log(base) + self.weights @ evidence
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum())

    def learn(self, base: Counts, evidence: Counts, outcome: int) -> None:
        """Moves the weights by a decision."""
        said = self.forecast(base, evidence)
        mean = evidence @ said
        away = evidence - mean[:, None]
        hessian = (away * said) @ away.T
        gradient = evidence[:, outcome] - mean
        self._hessian = self._keep * self._hessian + (1 - self._keep) * self._prior + hessian
        self._moment = self._keep * self._moment + hessian @ self.weights + gradient
        self.weights = np.asarray(np.linalg.solve(self._hessian, self._moment), dtype=np.float64)
