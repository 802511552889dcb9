"""What of many new items comes first: by what the person picked before, and how well that has worked.

Two views of an item vote. Words: a logistic regression on tf-idf. Meaning: how much nearer the item's vector
is to picks than to passes, a ratio of kernel densities, so that several interests are not blurred into one
between them. Then each view learns from what both put first: the
foremost undecided items count as picks of a small weight (pseudo-relevance feedback, Rocchio 1971), which
brings words and directions that fifty examples are too few to show. `python -m bench ranking` measures it
beside tf-idf alone.

How well the order does is measured on the person's own decisions: each is ranked by what was learnt from
others (five folds), and it is told what share of the picks the first part of the order holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.types.ranking import Held
from kb.vectors.linear import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Rows = NDArray[np.int64]
Truth = NDArray[np.bool_]
Scores = NDArray[np.float64]

FEWEST = 10
"""Picks, and passes, below which no figure is told: each of the folds is to hold two of both."""
_FOLDS = 5
_WANTED = 0.8
"""Share of the picks that the first part is to hold."""
_FOREMOST = 30
_FOREMOST_SHARE = 100
"""Undecided items that count as picks: so many, in small collections one in a hundred."""
_FOREMOST_WEIGHT = 0.3
_FOREMOST_PULL = 3.0
"""What each of them weighs beside a pick in words, and all together in meaning. These four were chosen on
drawn preferences of another seed than the measurement's."""
_WIDTH = 0.2
"""Cosine, about the mean, by which one item counts e times as much as another. Of 0.1, 0.2 and 0.3, on such
drawn preferences; they differ little."""
_COMPARED = 500
"""Picks, and passes, that items are compared with, spread evenly over all: time grows with them, what is
learnt hardly."""
_LEVEL = 0.95
"""Of the interval, and of what a sample of the rest proves: as usual."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Items as they are compared: unit rows (n, d) of meaning about their mean, zero where there is none, and
    unit rows (n, terms) of words."""

    meaning: Floats
    words: csr_matrix

    def of(self, rows: Rows) -> Compared:
        """Some of the items."""
        return replace(self, meaning=self.meaning[rows], words=self.words[rows])


def scores(items: Compared, decided: Rows, picked: Truth) -> Scores:
    """How much each item (n,) is one to pick, from decisions about some of them: numbers of rows (m,), and
    which of these were picked (m,). Where nothing was passed over, all others stand for what was.

    :raises ValueError: nothing was picked.
    """
    if not picked.any():
        raise ValueError("without a pick nothing comes first")
    others = np.setdiff1d(np.arange(len(items.meaning)), decided)
    if picked.all():
        decided = np.concatenate([decided, others])
        picked = np.concatenate([picked, np.zeros(len(others), dtype=np.bool_)])
    nobody = np.zeros(0, dtype=np.int64)
    first = _both(items, decided, picked, nobody)
    number = min(_FOREMOST, len(others) // _FOREMOST_SHARE)
    foremost = others[np.argsort(-first[others], kind="stable")[:number]]
    return _both(items, decided, picked, foremost)


def _both(items: Compared, decided: Rows, picked: Truth, foremost: Rows) -> Scores:
    return _standard(_by_words(items, decided, picked, foremost)) + _standard(
        _by_meaning(items, decided, picked, foremost)
    )


def _by_words(items: Compared, decided: Rows, picked: Truth, foremost: Rows) -> Scores:
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([decided, foremost])
    weights = np.concatenate([np.ones(len(decided)), np.full(len(foremost), _FOREMOST_WEIGHT)])
    target = np.concatenate([picked, np.ones(len(foremost), dtype=np.bool_)])
    model = LogisticRegression(max_iter=300).fit(items.words[rows], target, sample_weight=weights)
    return np.asarray(model.decision_function(items.words), dtype=np.float64)


def _by_meaning(items: Compared, decided: Rows, picked: Truth, foremost: Rows) -> Scores:
    like = picked.sum() * _density(items, decided[picked])
    if len(foremost):
        like = like + _FOREMOST_PULL * _density(items, foremost)
    return np.asarray(np.log(like) - np.log(_density(items, decided[~picked])), dtype=np.float64)


def _density(items: Compared, rows: Rows) -> Scores:
    """How close some rows lie around each item (n,), on average."""
    some = rows[np.linspace(0, len(rows) - 1, min(len(rows), _COMPARED)).astype(np.int64)]
    return np.asarray(np.exp(items.meaning @ items.meaning[some].T / _WIDTH).mean(axis=1), dtype=np.float64)


def _standard(values: Scores) -> Scores:
    spread = values.std()
    return np.asarray((values - values.mean()) / (spread if spread > 0 else 1.0))


def held(items: Compared, decided: Rows, picked: Truth) -> Held | None:
    """What the first part of the order holds, measured by cross-validation on the decisions; None where they
    are too few to tell."""
    from scipy.stats import binomtest

    picks = int(picked.sum())
    if min(picks, len(picked) - picks) < FEWEST:
        return None
    random = np.random.default_rng(0)
    fold = np.zeros(len(decided), dtype=np.int64)
    for kind in (picked, ~picked):
        fold[kind] = random.permutation(np.arange(kind.sum()) % _FOLDS)
    found = np.zeros(len(decided))
    for one in range(_FOLDS):
        unseen = fold == one
        found[unseen] = scores(items, decided[~unseen], picked[~unseen])[decided[unseen]]
    ranked = picked[np.argsort(-found, kind="stable")]
    place = int(np.searchsorted(ranked.cumsum(), _WANTED * picks)) + 1
    inside = int(ranked[:place].sum())
    ends = binomtest(inside, picks).proportion_ci(_LEVEL, "exact")
    return Held(place / len(ranked), inside / picks, float(ends.low), float(ends.high), picks, len(ranked))


def at_most_of_rest(seen: int) -> float:
    """The share of the rest that may at most be worth picking, at 95 %, if none of so many drawn from it by
    lot is."""
    return 1 - (1 - _LEVEL) ** (1 / seen) if seen else 1.0
