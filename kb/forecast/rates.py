"""How often things with a trait ended in each way, counted as decisions come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
"""Probabilities, counts or logarithms, one of each outcome (k,) unless said otherwise."""

_BEFORE = 1.0
"""What each outcome counts before anything was decided: Laplace's rule of succession."""
_SMOOTHING = 4.0
"""How many decisions the base rate counts for beside those about one value; by judgement, the pool corrects
it."""


class BaseRate:
    """How often each of `outcomes` outcomes came; with a `memory`, an earlier decision counts less by one
    part in so many with each that came after it."""

    def __init__(self, outcomes: int, memory: float | None = None) -> None:
        self._counts = np.zeros(outcomes)
        self._keep = 1.0 if memory is None else 1 - 1 / memory

    @property
    def rates(self) -> Counts:
        """The probability of each outcome (k,), of sum 1 and never 0."""
        counts = self._counts + _BEFORE
        return np.asarray(counts / counts.sum())

    def learn(self, outcome: int) -> None:
        """Counts a decision."""
        self._counts *= self._keep
        self._counts[outcome] += 1


class TraitRates:
    """Counts of outcomes by the value of one family of traits; with a `memory`, an earlier decision about a
    value counts less by one part in so many with each later one about that value."""

    def __init__(self, outcomes: int, memory: float | None = None) -> None:
        self._rows: dict[str, int] = {}
        self._counts = np.zeros((16, outcomes))
        self._keep = 1.0 if memory is None else 1 - 1 / memory

    def expect(self, value: str, counts: Counts) -> None:
        """Lets a value count as if such decisions had been taken before (k,)."""
        row = self._row(value)
        self._counts[row] += counts

    def counts(self, value: str) -> Counts:
        """How often things with this value ended in each way (k,)."""
        row = self._rows.get(value)
        return np.zeros(self._counts.shape[1]) if row is None else self._counts[row]

    def evidence(self, values: Iterable[str], base: Counts) -> Counts:
        """What the values say together (k,): the mean logarithm of each outcome's rate among things with a
        value, smoothed towards the base rate, against that base rate; zeros where none was met before."""
        rows = [row for value in values if (row := self._rows.get(value)) is not None]
        if not rows:
            return np.zeros(len(base))
        return np.asarray(self._said(rows, base).sum(axis=0) / np.sqrt(len(rows)))

    def apart(self, values: Sequence[str], base: Counts) -> Counts:
        """What each value says by itself (values, k)."""
        said = np.zeros((len(values), len(base)))
        for place, value in enumerate(values):
            if (row := self._rows.get(value)) is not None:
                said[place] = self._said([row], base)[0]
        return said

    def _said(self, rows: list[int], base: Counts) -> Counts:
        counts = self._counts[rows]
        smoothed = (counts + _SMOOTHING * base) / (counts.sum(axis=1, keepdims=True) + _SMOOTHING)
        return np.asarray(np.log(smoothed / base))

    def learn(self, values: Iterable[str], outcome: int) -> None:
        """Counts a decision about something with these values."""
        rows = [self._row(value) for value in dict.fromkeys(values)]
        self._counts[rows] *= self._keep
        self._counts[rows, outcome] += 1

    def _row(self, value: str) -> int:
        row = self._rows.setdefault(value, len(self._rows))
        if row == len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        return row
