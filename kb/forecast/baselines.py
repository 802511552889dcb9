"""What forecasts are measured against, on the same decisions and with the same past."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from kb.forecast.case import Case
from kb.forecast.history import Decision, in_steps
from kb.forecast.rates import BaseRate, Counts, TraitRates
from kb.types.forecast import TraitFamily

_GROWTH = 4
"""The regression is fitted anew when the past has grown by one part in so many: oftener changes it little and
takes minutes."""
_FIRST_FIT = 30
"""Decisions before the regression is fitted first."""
_NEVER = 1e-6
"""What the regression's probabilities are kept above, so that one outcome it never saw does not decide the
mean."""


def source_only(outcomes: int, decisions: Sequence[Decision], cases: Mapping[int, Case]) -> Counts:
    """How often things from the item's source ended in each way so far (n, k), smoothed by the running base
    rate."""
    base, rates = BaseRate(outcomes), TraitRates(outcomes)
    made = np.zeros((len(decisions), outcomes))
    sources = [cases[one.item_id].traits.get(TraitFamily.SOURCE, ()) for one in decisions]
    for places in in_steps(decisions):
        for place in places:
            odds = base.rates * np.exp(rates.evidence(sources[place], base.rates))
            made[place] = odds / odds.sum()
        for place in places:
            base.learn(decisions[place].outcome)
            rates.learn(sources[place], decisions[place].outcome)
    return made


def words_regression(
    outcomes: int, decisions: Sequence[Decision], cases: Mapping[int, Case], base: Counts
) -> Counts:
    """TF-IDF of the stems of title and abstract with logistic regression, both as scikit-learn has them (n,
    k), fitted to the past anew while it grows, never amid a step; until two outcomes came, the running base
    rate (n, k)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [cases[one.item_id].traits.get(TraitFamily.WORD, ()) for one in decisions]
    came = np.array([one.outcome for one in decisions], dtype=np.int64)
    made = base.copy()
    ends = [0, *(places.stop for places in in_steps(decisions))]

    def at_least(decided: int) -> int:
        return ends[min(bisect_left(ends, decided), len(ends) - 1)]

    start = at_least(_FIRST_FIT)
    while start < len(decisions):
        end = at_least(start + max(_FIRST_FIT // 2, start // _GROWTH))
        if len(set(came[:start].tolist())) > 1 and any(texts[:start]):
            words = TfidfVectorizer(analyzer=tuple)
            model = LogisticRegression(max_iter=200).fit(words.fit_transform(texts[:start]), came[:start])
            rows = np.full((len(texts[start:end]), outcomes), _NEVER)
            rows[:, model.classes_] += model.predict_proba(words.transform(texts[start:end]))
            made[start:end] = rows / rows.sum(axis=1, keepdims=True)
        start = end
    return made


def commonest(base: Counts) -> Counts:
    """The outcome that was the commonest so far, as if it were certain (n, k)."""
    made = np.zeros_like(base)
    made[np.arange(len(base)), base.argmax(axis=1)] = 1
    return made
