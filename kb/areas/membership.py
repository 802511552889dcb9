"""Which items belong to an area: learnt from its criterion, examples and counter-examples."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats
from kb.vectors.shared_words import WordedTexts
from kb.vectors.whitening import WhitenedSpace, spread

Rows = NDArray[np.int64]

THRESHOLD = 0.5
"""From this probability on an item is a member."""

_NEAREST_WEIGHT = 5.0
"""How many examples the nearest items together are worth in the direction. This and the constants below were
chosen by average precision and calibration on the areas of `python -m bench areas` that are not marked
unseen; anything from half to twice as much does about as well."""
_NEAREST = 20
_NEAREST_SHARE = 20
"""The direction is drawn to so many of the nearest items, in small libraries to one in twenty."""
_ROUNDS = 2
"""How often; each further round draws the direction further from what was asked."""
_CANDIDATES = 300
"""So many of the items likest to the direction are looked at passage by passage and word by word; 200 rank
nearly as well, 500 no better."""
_PASSAGES = 0.5
"""What the likest passage counts against the whole item; 0.8 ranks worse on areas not marked unseen."""
_SAID = 0.4
"""What a deviation in saying the area's words counts, against one in meaning; from 0.3 to 0.5 as good."""
_SHARED = 0.6
"""What a deviation in words shared with the examples counts; 0.3 and 1.0 rank worse."""
_BOUND = 1.7
"""The score of an item as likely in as out where no example tells it, as a share of the highest score that
chance alone is expected to bring about."""
_TEMPER = 0.7
"""Log-odds of a deviation: meaning and words say much the same, so that their sum claims too much."""
_SHIFT = 0.1
_REACH = 2.0
"""Variances of the kernel: of the bound, which a no moves, and of what is like an answered item."""
_STEPS = 20
_SETTLED = 1e-3
"""Newton's method: the most steps, and the change of log-odds that ends it; 0.001 changes no probability that
is shown."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as the library understands it: its vector (d,), and what tells how well each item says its
    words, by item id (largest id + 1,), 0 where not at all. That takes as long as the vector and few ask."""

    vector: Floats
    said: Callable[[], NDArray[np.floating]]


Understand = Callable[[str], Understood]


@dataclass(frozen=True, slots=True)
class Words:
    """What an area is in words: a row (r,) of the space, which weighs as much as an example, and how well
    each item of the space says them (n,)."""

    row: Floats
    said: Floats


def in_words(space: WhitenedSpace, understand: Understand, name: str, criterion: str) -> Words:
    """An area's name and criterion as the library understands them."""
    understood = understand(_in_full(name, criterion))
    by_item = understood.said()
    said = np.zeros(max(len(by_item), int(space.item_ids.max(initial=0)) + 1), dtype=np.float32)
    said[: len(by_item)] = by_item
    return Words(space.of_text(understood.vector), said[space.item_ids])


def meant(space: WhitenedSpace, understand: Understand, name: str, criterion: str) -> Floats:
    """What an area's name and criterion mean alone: a row (r,) of the space."""
    return space.of_text(understand(_in_full(name, criterion)).vector)


def _in_full(name: str, criterion: str) -> str:
    """Both, since names are the terms of a field where criteria are plain words."""
    return f"{name}. {criterion}" if criterion.strip() else name


def membership(space: WhitenedSpace, words: Words, examples: Rows, counters: Rows) -> Floats:
    """How probably each item belongs to an area: (n,) between 0 and 1, members from `THRESHOLD` up.

    Examples and counter-examples are numbers of rows of the space.

    1. A direction: the sum of the examples and of the words. The items likest to it are candidates.
    2. Twice over it is drawn to the twenty candidates nearest to it that say the area's words, and those of
       its examples, best (pseudo-relevance feedback, Rocchio 1971), which brings a question asked in a few
       words, or in another language, to where the items are.
    3. A score: likeness to it in deviations above the library's median, and some of how well the words are
       said and of how many are shared with the examples (with those twenty where there is none). An example,
       and each of the twenty nearest, is measured against the others alone: nothing speaks for itself. Of a
       candidate half of what its likest passage says beyond the whole counts, less what is usual among them:
       an item is of an area also by what it says in passing.
    4. The log-odds: the score less a bound, tempered. Without examples the bound is somewhat more than what
       chance alone brings about among as many items (the highest of n is about sqrt(2 ln n)); with examples
       half-way between that and their mean score.
    5. Corrections: a Gaussian process over the counter-examples on top of that (Laplace's approximation,
       Rasmussen and Williams 2006, algorithm 3.1), which lowers what is like one and moves the bound a
       little. Taking them off the direction instead (Rocchio) lowered average precision: those asked about
       are as near to the area as anything outside can be.

    `python -m bench areas` measures it; docs/benchmarks.md says how well it does.
    """
    count = len(space.rows)
    if not count:
        return np.zeros(count, dtype=np.float32)
    rows = space.rows
    said = _SAID * _standardized(words.said)
    known_for = rows[examples].sum(axis=0) + words.row
    known = np.concatenate([examples, counters])
    feedback = max(1, min(_NEAREST, count // _NEAREST_SHARE))
    likeness = rows @ unit_rows(known_for)
    best = np.argpartition(-(likeness / spread(likeness) + said), min(_CANDIDATES, count) - 1)[:_CANDIDATES]
    likely = np.union1d(best, known)
    worded = space.worded(likely)
    seeds = examples
    for _ in range(_ROUNDS):
        shared = _shared(worded, likely, seeds, likeness)
        nearness = likeness[likely] / spread(likeness) + said[likely] + shared
        nearness[np.isin(likely, known)] = -np.inf
        nearest = likely[np.argpartition(-nearness, feedback - 1)[:feedback]]
        seeds = examples if len(examples) else nearest
        direction = known_for + _NEAREST_WEIGHT * rows[nearest].mean(axis=0)
        likeness = rows @ unit_rows(direction)
    middle, deviation = float(np.median(likeness)), spread(likeness)
    by_others = np.repeat(direction[None], len(likely), axis=0)
    for measured, weight in ((nearest, _NEAREST_WEIGHT / feedback), (examples, 1.0)):
        own = np.isin(likely, measured)
        by_others[own] -= weight * rows[likely[own]]
    by_others = unit_rows(by_others)
    likeness[likely] = np.einsum("ij,ij->i", rows[likely], by_others)
    beyond = space.likest(likely, by_others) - likeness[likely]
    likeness[likely] += _PASSAGES * (beyond - np.median(beyond))
    score = (likeness - middle) / deviation + said
    score[likely] += _shared(worded, likely, seeds, likeness)
    log_odds = _TEMPER * (score - _bound(score[examples], count))
    if len(counters):
        log_odds += _corrections(rows, log_odds, counters)
    probability = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -30, 30)))
    probability[examples] = 1.0
    probability[counters] = 0.0
    return np.asarray(probability, dtype=np.float32)


def _shared(worded: WordedTexts | None, likely: Rows, seeds: Rows, likeness: Floats) -> Floats:
    """What the words that candidates (m,) share with seeds among them count in their scores; nothing where
    there are no seeds yet."""
    if worded is None or not len(seeds):
        return np.zeros(len(likely), dtype=np.float32)
    shared = worded.shared(np.searchsorted(likely, seeds), likeness[likely])
    return np.asarray(_SHARED * (shared - np.median(shared)) / spread(shared), dtype=np.float32)


def _bound(of_examples: Floats, count: int) -> float:
    """The score of an item that is as likely in as out, from the scores of the examples (e,) and the number
    of items."""
    expected = _BOUND * math.sqrt(2 * math.log(max(count, 2)))
    return (expected + float(of_examples.mean())) / 2 if len(of_examples) else expected


def _standardized(said: Floats) -> Floats:
    """Deviations (n,) above the mean; nothing where all items say as much."""
    deviation = float(said.std())
    return np.asarray((said - said.mean()) / (deviation or 1.0), dtype=np.float32)


def _corrections(rows: Floats, log_odds: Floats, counters: Rows) -> Floats:
    """What counter-examples change about the log-odds (n,): the posterior mode of a Gaussian process with a
    kernel of a constant and of likeness, found by Newton's method."""
    kernel = _SHIFT + _REACH * (rows[counters] @ rows[counters].T).astype(np.float64)
    start = log_odds[counters].astype(np.float64)
    change = np.zeros(len(counters))
    for _ in range(_STEPS):
        expected = 1.0 / (1.0 + np.exp(-np.clip(start + change, -30, 30)))
        weight = np.sqrt(np.maximum(expected * (1 - expected), 1e-9))
        target = weight**2 * change - expected
        inner = np.eye(len(counters)) + weight[:, None] * kernel * weight[None, :]
        coefficients = target - weight * np.linalg.solve(inner, weight * (kernel @ target))
        before, change = change, kernel @ coefficients
        if np.abs(change - before).max() < _SETTLED:
            break
    pull = (rows[counters].T @ coefficients.astype(np.float32)).astype(np.float32)
    return np.asarray(_SHIFT * coefficients.sum() + _REACH * (rows @ pull), dtype=np.float32)
