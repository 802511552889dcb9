"""What an item's vector says: the outcomes of those most alike, and of its direction as a whole."""

from __future__ import annotations

import numpy as np

from kb.forecast.rates import Counts
from kb.vectors.linear import Floats

_NEIGHBOURS = 15
"""Decisions that vote: fewer make a vote of chance, more bring in what is not alike. By judgement."""
_CHANCE = 0.1
"""The centred cosine that one random pair of papers in ten exceeds: no vote below it."""
_VOTES = 2.0
"""The base rates weigh as much as two neighbours of cosine 1, by judgement; the stack learns the rest."""
_KEPT = 2000
"""Decisions that may vote, the latest: taste changes, and a vote among more takes longer. By judgement."""
_ALIKE = 0.25
"""Centred cosine from which two items may be called alike: of random pairs of ML papers 1 % reach it."""
_RIDGE = 1.0
"""What a direction is held towards 0 by, beside unit vectors; by judgement, the pool corrects it."""
_SOLVED_ANEW = 10
"""A direction is found anew when so many parts of its decisions are new: before, it would hardly turn."""


class Neighbours:
    """The latest decisions, of which the nearest vote."""

    def __init__(self, outcomes: int, dimension: int) -> None:
        self._vectors = np.zeros((_KEPT, dimension), dtype=np.float32)
        self._chosen = np.zeros((_KEPT, outcomes))
        self._sum = np.zeros(dimension)
        self._n = 0

    def alike(self, vector: Floats) -> Counts:
        """How many of those kept that are alike ended in each way (k,)."""
        held = min(self._n, _KEPT)
        if not held:
            return np.zeros(self._chosen.shape[1])
        return np.asarray((self._cosines(vector) >= _ALIKE) @ self._chosen[:held])

    def evidence(self, vector: Floats, base: Counts) -> Counts:
        """The logarithm of each outcome's share in the vote against its base rate (k,)."""
        held = min(self._n, _KEPT)
        if not held:
            return np.zeros(len(base))
        cosines = self._cosines(vector)
        k = min(_NEIGHBOURS, held)
        nearest = np.argpartition(-cosines, k - 1)[:k]
        votes = (cosines[nearest] - _CHANCE).clip(min=0) @ self._chosen[nearest]
        return np.asarray(np.log((votes + _VOTES * base) / (votes.sum() + _VOTES) / base))

    def _cosines(self, vector: Floats) -> Counts:
        held = min(self._n, _KEPT)
        centre = (self._sum / held).astype(np.float32)
        away = vector - centre
        known = self._vectors[:held]
        # |v - c|^2 of unit vectors, without a centred copy of them all at each question.
        lengths = np.sqrt((1 - 2 * (known @ centre) + centre @ centre).clip(min=1e-9))
        length = max(1e-9, float(np.linalg.norm(away)))
        return np.asarray((known @ away - centre @ away) / (lengths * length), dtype=np.float64)

    def learn(self, vector: Floats, outcome: int) -> None:
        """Keeps a decision, in place of the oldest where there is no room."""
        place = self._n % _KEPT
        self._sum += vector - self._vectors[place]
        self._vectors[place] = vector
        self._chosen[place] = 0
        self._chosen[place, outcome] = 1
        self._n += 1


class Direction:
    """Ridge regression of the outcomes on the vectors, exact after each decision, in which an earlier
    decision counts less by one part in `memory` with each that came after it."""

    def __init__(self, outcomes: int, dimension: int, memory: float) -> None:
        self._gram = np.eye(dimension) * _RIDGE
        self._moment = np.zeros((dimension, outcomes))
        self._keep = 1 - 1 / memory
        self._mean = np.zeros(dimension)
        self._n = 0
        # Since the weights were solved: where each decision lay, and what it was beyond its base rates.
        self._since: list[tuple[Counts, Counts]] = []
        self._weights: Counts = np.zeros((dimension, outcomes))

    def evidence(self, vector: Floats) -> Counts:
        """How far each outcome lies above or below its base rate in this direction (k,): the difference in
        probability, times four, which is near that of the logits of two even outcomes."""
        if len(self._since) * _SOLVED_ANEW > self._n:
            self._take_in()
            self._weights = np.asarray(np.linalg.solve(self._gram, self._moment), dtype=np.float64)
        return np.asarray(4 * (vector - self._mean) @ self._weights)

    def learn(self, vector: Floats, outcome: int, base: Counts) -> None:
        """Takes in a decision that had these base rates."""
        self._n += 1
        self._mean += (vector - self._mean) / self._n
        residual = -base
        residual[outcome] += 1
        self._since.append((vector - self._mean, residual))

    def _take_in(self) -> None:
        """Adds what was decided since to the sums, at once: a square as large as the vectors for each costs
        more than all else that is learnt of a decision."""
        away, residuals = map(np.array, zip(*self._since, strict=True))
        weights = self._keep ** np.arange(len(away) - 1, -1, -1)
        kept = self._keep ** len(away)
        weighed = away * weights[:, None]
        self._gram = kept * self._gram + weighed.T @ away
        self._gram.flat[:: len(self._gram) + 1] += (1 - kept) * _RIDGE
        self._moment = kept * self._moment + weighed.T @ residuals
        self._since = []
