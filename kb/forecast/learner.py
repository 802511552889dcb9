"""What the person will decide, learnt from one decision after another.

Witnesses (rates by trait, the nearest decisions, a direction in the space of vectors) each say how far they
would move the base rates; a pool weighs them; a mixture of pools and of single witnesses follows the best of
these, as it is or put right by how often it held; two wagers see to it that a forecast differs from the
running base rate only while the past has proved that to be better. All is learnt prequentially: what is
foretold of an item is made of earlier decisions alone, and those of one step are earlier for none of it, so a
replay and the live use are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kb.forecast.case import Case
from kb.forecast.meaning import Direction, Neighbours
from kb.forecast.mixture import Mixture
from kb.forecast.rates import BaseRate, Counts, TraitRates
from kb.forecast.recalibration import Recalibration
from kb.forecast.stack import Stack
from kb.forecast.wager import Wager
from kb.types.forecast import TraitFamily

_COUNTED: tuple[TraitFamily, ...] = tuple(family for family in TraitFamily if family is not TraitFamily.ALIKE)
_RECENT = (25.0, 200.0)
"""Memories, in decisions, of the base rates of late: of a sitting or two, of a month. By judgement; the pool
weighs them."""
_TRAIT_MEMORY = 20.0
"""Memory, in decisions about one value, of its rates of late; by judgement, the pool weighs them."""
_POOLED = (300.0, 3000.0)
"""Memories of the pools: one for a taste that changes within months, one for one that stays."""
_USUAL_MEMORY = 1000.0
_DIRECTION_MEMORY = 2000.0
"""Memories of what needs more decisions to be learnt; by judgement."""
_SURE_OF_NOTHING = 4.0
"""How firmly weights are held at 0 before decisions speak: as by some four decisions; by judgement."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """How probable each outcome is (k,).

    `probabilities` are what is published. `usual` is what would be said of any item now, whatever it is;
    `base` the running base rate, to which nothing published is ever inferior. `proven`: knowing the item has
    been shown to help, so `probabilities` differ from `usual`. `witnesses` is how far each moved the
    logarithm of each outcome, by name.
    """

    probabilities: Counts
    usual: Counts
    base: Counts
    proven: bool
    witnesses: dict[TraitFamily, Counts]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    base: Counts
    evidence: Counts
    of_late: Counts
    usual: Counts
    pooled: Counts
    mixed: Counts
    whole: Counts


class Learner:
    """Learns which of `outcomes` outcomes decisions have. `dimension` is that of the vectors."""

    def __init__(self, outcomes: int, dimension: int) -> None:
        self.decisions = 0
        self.rates = {family: TraitRates(outcomes) for family in _COUNTED}
        self._late_rates = {family: TraitRates(outcomes, _TRAIT_MEMORY) for family in _COUNTED}
        self.neighbours = Neighbours(outcomes, dimension)
        self._direction = Direction(outcomes, dimension, _DIRECTION_MEMORY)
        self._base = BaseRate(outcomes)
        self._recent = [BaseRate(outcomes, memory) for memory in _RECENT]
        witnesses = len(_RECENT) + 2 * len(_COUNTED) + 2
        self._late = Stack(len(_RECENT), _SURE_OF_NOTHING, _USUAL_MEMORY)
        self._pools = [Stack(witnesses, _SURE_OF_NOTHING, memory) for memory in _POOLED]
        self._right = [Recalibration() for _ in _POOLED]
        self._usual = Mixture(2)
        self._mixed = Mixture(1 + 2 * len(_POOLED) + 2 * len(_COUNTED))
        self._mixed_right = Recalibration()
        self._whole = Mixture(2)
        self._lift = Wager()
        self._proof = Wager()

    @property
    def base(self) -> Counts:
        """The running base rate."""
        return self._base.rates

    def forecast(self, case: Case) -> Forecast:
        """What the decisions so far foretell of an item."""
        return self._published(self._said(case))

    def learn(self, case: Case, outcome: int) -> Forecast:
        """Takes in a decision; returns what was foretold of it before."""
        return self.learn_step([(case, outcome)])[0]

    def learn_step(self, decided: Sequence[tuple[Case, int]]) -> list[Forecast]:
        """Takes in decisions that were taken in one step; returns what was foretold of each before any of
        them."""
        said = [self._said(case) for case, _ in decided]
        before = [self._published(one, len(decided)) for one in said]
        for (case, outcome), one, forecast in zip(decided, said, before, strict=True):
            self._settle(case, outcome, one, forecast)
        return before

    def _settle(self, case: Case, outcome: int, said: _Said, before: Forecast) -> None:
        self._proof.learn(before.usual, said.whole, before.probabilities, outcome)
        self._lift.learn(said.base, said.usual, before.usual, outcome)
        self._usual.learn(np.array([said.base, said.of_late]), outcome)
        self._mixed.learn(said.pooled, outcome)
        self._whole.learn(said.mixed, outcome)
        self._mixed_right.learn(said.mixed[0], outcome)
        for right, pooled in zip(self._right, said.pooled[1:], strict=False):
            right.learn(pooled, outcome)
        self._late.learn(said.base, said.evidence[: len(_RECENT)], outcome)
        for pool in self._pools:
            pool.learn(said.base, said.evidence, outcome)
        for family, values in case.traits.items():
            self.rates[family].learn(values, outcome)
            self._late_rates[family].learn(values, outcome)
        if case.vector is not None:
            self.neighbours.learn(case.vector, outcome)
            self._direction.learn(case.vector, outcome, said.base)
        for rate in (self._base, *self._recent):
            rate.learn(outcome)
        self.decisions += 1

    def _said(self, case: Case) -> _Said:
        base = self._base.rates
        traits = [
            rates[family].evidence(case.traits.get(family, ()), base)
            for rates in (self.rates, self._late_rates)
            for family in _COUNTED
        ]
        if case.vector is None:
            meaning = [np.zeros(len(base))] * 2
        else:
            meaning = [self.neighbours.evidence(case.vector, base), self._direction.evidence(case.vector)]
        evidence = np.array([*(np.log(rate.rates / base) for rate in self._recent), *traits, *meaning])
        of_late = self._late.forecast(base, evidence[: len(_RECENT)])
        usual = self._usual.forecast(np.array([base, of_late]))
        pools = [pool.forecast(base, evidence) for pool in self._pools]
        righted = [right.forecast(pool) for right, pool in zip(self._right, pools, strict=True)]
        alone = base * np.exp(np.array(traits))
        pooled = np.array([usual, *pools, *righted, *(alone / alone.sum(axis=1, keepdims=True))])
        # A mixture is less sure than the best it is made of: of what is right, too little.
        mixture = self._mixed.forecast(pooled)
        mixed = np.array([mixture, self._mixed_right.forecast(mixture)])
        return _Said(base, evidence, of_late, usual, pooled, mixed, self._whole.forecast(mixed))

    def _published(self, said: _Said, together: int = 1) -> Forecast:
        usual = self._lift.published(said.base, said.usual, together)
        moved = self._pools[-1].weights[:, None] * said.evidence
        traits = moved[len(_RECENT) : -2].reshape(2, len(_COUNTED), -1).sum(axis=0)
        parts = dict(zip(_COUNTED, traits, strict=True))
        parts[TraitFamily.ALIKE] = moved[-2:].sum(axis=0)
        published = self._proof.published(usual, said.whole, together)
        return Forecast(published, usual, said.base, self._proof.open, parts)
