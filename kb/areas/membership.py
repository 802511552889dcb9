"""Which items belong to an area: learnt from its criterion, examples and counter-examples."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats
from kb.vectors.whitening import WhitenedSpace, spread

Rows = NDArray[np.int64]

THRESHOLD = 0.5
"""From this probability on an item is a member."""

_NAME_WEIGHT = 1.0
_CRITERION_WEIGHT = 2.0
"""A name, and a name with a criterion, count as much as so many examples."""
_NEAREST_WEIGHT = 5.0
"""How many examples the nearest items together are worth in the direction. This and the constants below were
chosen by average precision on the areas of `python -m bench areas` that are not marked unseen."""
_NEAREST = 20
_NEAREST_SHARE = 20
"""The direction is drawn to so many of the nearest items, in small libraries to one in twenty."""
_ROUNDS = 2
"""How often; each further round draws the direction further from what was asked."""
_SLOPE = 1.5
"""Log-odds a deviation of the score is worth: a steeper one is surer, right or wrong."""
_BOUND_WEIGHT = 2.0
"""How many examples the expected bound weighs as much as."""
_BOUND_SHARE = 0.65
"""The bound nearest items suggest, as a share of their mean score."""
_BOUND_OF_CHANCE = 0.87
"""The least bound, as a share of the highest score that chance alone is expected to bring about."""
_SHIFT = 0.3
_REACH = 2.0
"""Variances of the kernel: of the bound, which any answer moves, and of what is like an answered item."""
_STEPS = 20
_SETTLED = 1e-3
"""Newton's method: the most steps, and the change of log-odds that ends it; 0.001 changes no probability that
is shown."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an area is in words: a row (r,) of the space, and how many examples it weighs."""

    row: Floats
    weight: float


def in_words(space: WhitenedSpace, encode: Callable[[str], Floats], name: str, criterion: str) -> Words:
    """An area's name and criterion as the model takes them. Names are the terms of a field where criteria
    are plain words: the two together raised the average precision of criteria alone from 0.33 to 0.45."""
    if not criterion.strip():
        return Words(space.of_text(encode(name)), _NAME_WEIGHT)
    return Words(space.of_text(encode(f"{name}. {criterion}")), _CRITERION_WEIGHT)


def membership(space: WhitenedSpace, words: Words, examples: Rows, counters: Rows) -> Floats:
    """How probably each item belongs to an area: (n,) between 0 and 1, members from `THRESHOLD` up.

    Examples and counter-examples are numbers of rows of the space.

    1. A direction: the sum of the examples and of the words with their weight, then twice over drawn to the
       twenty items nearest to it (pseudo-relevance feedback, Rocchio 1971), which brings a question asked
       in a few words, or in another language, to where the items are.
    2. A score: likeness to it in deviations above the library's median. An example, and each of the twenty
       nearest, is measured against the others alone: nothing speaks for itself.
    3. A bound, where the probability is one half: the mean score of the examples, drawn to what the
       nearest items suggest where examples are few, and without any never below what chance alone brings
       about among as many items.
    4. Corrections: a Gaussian process over yes and no on top of that (Laplace's approximation, Rasmussen
       and Williams 2006, algorithm 3.1), which lowers what is like a counter-example, raises what is like
       an example and moves the bound a little. Taking counter-examples off the direction instead (Rocchio)
       lowered average precision: those asked about are as near to the area as anything outside can be.

    `python -m bench areas` measures it; docs/benchmarks.md says how well it does.
    """
    count = len(space.rows)
    if not count:
        return np.zeros(count, dtype=np.float32)
    rows = space.rows
    known_for = rows[examples].sum(axis=0) + words.weight * words.row
    known = np.concatenate([examples, counters])
    feedback = max(1, min(_NEAREST, count // _NEAREST_SHARE))
    direction = known_for
    for _ in range(_ROUNDS):
        likeness = rows @ unit_rows(direction)
        likeness[known] = -np.inf
        nearest = np.argpartition(-likeness, feedback - 1)[:feedback]
        direction = known_for + _NEAREST_WEIGHT * rows[nearest].mean(axis=0)
    likeness = rows @ unit_rows(direction)
    middle, deviation = float(np.median(likeness)), spread(likeness)
    score = (likeness - middle) / deviation
    by_others = unit_rows(direction - _NEAREST_WEIGHT / feedback * rows[nearest])
    score[nearest] = ((rows[nearest] * by_others).sum(axis=1) - middle) / deviation
    by_others = unit_rows(direction - rows[examples])
    typical = ((rows[examples] * by_others).sum(axis=1) - middle) / deviation
    log_odds = _SLOPE * (score - _bound(typical, float(score[nearest].mean()), count))
    log_odds += _corrections(rows, log_odds, examples, counters)
    probability = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30)))
    probability[examples] = 1.0
    probability[counters] = 0.0
    return np.asarray(probability, dtype=np.float32)


def _bound(typical: Floats, nearest: float, count: int) -> float:
    """The score of an item that is as likely in as out, from the scores of the examples (e,), the mean of
    those nearest, and the number of items: of so many scores by chance the highest is about sqrt(2 ln n)."""
    by_chance = _BOUND_OF_CHANCE * math.sqrt(2 * math.log(max(count, 2)))
    expected = max(_BOUND_SHARE * nearest, by_chance)
    return (_BOUND_WEIGHT * expected + float(typical.sum())) / (_BOUND_WEIGHT + len(typical))


def _corrections(rows: Floats, log_odds: Floats, examples: Rows, counters: Rows) -> Floats:
    """What yes and no change about the log-odds (n,): the posterior mode of a Gaussian process with a
    kernel of a constant and of likeness, found by Newton's method."""
    known = np.concatenate([examples, counters])
    if not len(known):
        return np.zeros(len(rows), dtype=np.float32)
    said = np.concatenate([np.ones(len(examples)), np.zeros(len(counters))])
    kernel = _SHIFT + _REACH * (rows[known] @ rows[known].T).astype(np.float64)
    start = log_odds[known].astype(np.float64)
    change = np.zeros(len(known))
    for _ in range(_STEPS):
        expected = 1.0 / (1.0 + np.exp(-np.clip(start + change, -30, 30)))
        weight = np.sqrt(np.maximum(expected * (1 - expected), 1e-9))
        target = weight**2 * change + said - expected
        inner = np.eye(len(known)) + weight[:, None] * kernel * weight[None, :]
        coefficients = target - weight * np.linalg.solve(inner, weight * (kernel @ target))
        before, change = change, kernel @ coefficients
        if np.abs(change - before).max() < _SETTLED:
            break
    pull = (rows[known].T @ coefficients.astype(np.float32)).astype(np.float32)
    return np.asarray(_SHIFT * coefficients.sum() + _REACH * (rows @ pull), dtype=np.float32)
