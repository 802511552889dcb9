"""A person's decisions in the order of time, each as it was foretold before it was taken."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.forecast.case import Case
from kb.forecast.learner import Forecast, Learner
from kb.forecast.rates import Counts

NEAR_CHANCE = math.log(1.5)
"""How much likelier than for any item (in odds, as a logarithm) an outcome must be for this one to be
suggested: below half as likely again the difference is seen once in some twenty decisions."""


def says_more(probability: ArrayLike, usual: ArrayLike) -> NDArray[np.bool_]:
    """Whether outcomes were called so much likelier than they are for any item that they may be suggested."""

    def log_odds(value: ArrayLike) -> Counts:
        return np.asarray(np.log(value) - np.log1p(np.negative(value)))

    with np.errstate(divide="ignore"):
        return np.asarray(log_odds(probability) - log_odds(usual) >= NEAR_CHANCE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of an item: which of the outcomes, at what moment in UTC. `dated`: that moment is known;
    else it is the saving, when the outcome was still to come. `step`: the number of the step in which it was
    taken together with others, so that none of these was known before it; None where it was taken alone."""

    item_id: int
    at: str
    outcome: int
    dated: bool = True
    step: int | None = None

    @property
    def alone(self) -> bool:
        """Whether it has a moment of its own."""
        return self.dated and self.step is None


def in_order(decisions: Iterable[Decision], seed: int = 0) -> list[Decision]:
    """By time. Those of one moment (an import without dates, many filed at once) are shuffled, differently
    for each seed: a list that was sorted by outcome would foretell itself. Those of one step stay
    together."""

    def drawn(number: int) -> bytes:
        return blake2b(f"{seed} {number}".encode(), digest_size=8).digest()

    def place(decision: Decision) -> tuple[str, bytes, bytes]:
        item = drawn(decision.item_id)
        return decision.at, item if decision.step is None else drawn(-decision.step), item

    return sorted(decisions, key=place)


def in_steps(decisions: Sequence[Decision]) -> Iterator[range]:
    """The places of decisions in their order, those of one step together."""

    def step(place: int) -> tuple[int | None, int]:
        of = decisions[place].step
        return of, place if of is None else 0

    for _, places in groupby(range(len(decisions)), key=step):
        first, *others = places
        yield range(first, first + 1 + len(others))


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """A history of n decisions among k outcomes, in the order of time, each with what was foretold of it
    before it was taken, from earlier ones alone. All that says how sure Jomo may be is made of this.

    `probabilities` (n, k) are what was published, `base` (n, k) the running base rate, `usual` (n, k) what
    would have been said of any item then. `outcomes` (n,) are what came, as columns of these. `proven` (n,):
    knowing the item had been shown to help, so something was suggested and might be filed by itself.
    `decisions` are the decisions themselves.
    """

    decisions: Sequence[Decision]
    probabilities: Counts
    usual: Counts
    base: Counts
    outcomes: NDArray[np.int64]
    proven: NDArray[np.bool_]

    @property
    def confidence(self) -> Counts:
        """How probable the likeliest outcome was called (n,)."""
        return np.asarray(self.probabilities.max(axis=1, initial=0))

    @property
    def sure(self) -> Counts:
        """How probable the likeliest outcome was called where it would have been suggested and the decision
        has a moment of its own, else 0 (n,). What is usual of anything is no reason to file something by
        itself, nor is what was not known yet when the next thing was saved, or filed in the same step."""
        usual = np.take_along_axis(self.usual, self.probabilities.argmax(axis=1)[:, None], axis=1)[:, 0]
        alone = np.array([one.alone for one in self.decisions], dtype=np.bool_)
        return np.where(self.proven & alone & says_more(self.confidence, usual), self.confidence, 0.0)

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the likeliest outcome came (n,)."""
        return np.asarray(self.probabilities.argmax(axis=1) == self.outcomes)


def foretold(
    learner: Learner,
    decisions: Sequence[Decision],
    cases: Mapping[int, Case],
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Foretold:
    """Goes through decisions in their order: each is foretold, then learnt; those of one step are all
    foretold before any of them is learnt."""
    made: list[Forecast] = []
    for places in in_steps(decisions):
        step = [decisions[place] for place in places]
        made += learner.learn_step([(cases[one.item_id], one.outcome) for one in step])
        told(len(made), len(decisions))
    shape = (len(decisions), len(learner.base))
    return Foretold(
        decisions,
        np.array([one.probabilities for one in made]).reshape(shape),
        np.array([one.usual for one in made]).reshape(shape),
        np.array([one.base for one in made]).reshape(shape),
        np.array([one.outcome for one in decisions], dtype=np.int64),
        np.array([one.proven for one in made], dtype=np.bool_),
    )
