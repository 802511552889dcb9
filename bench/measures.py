"""How good a ranking is, from graded judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

RESAMPLES = 2000


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first k (Järvelin and Kekäläinen, TOIS 2002), with gains
    of 2^grade - 1 (Burges et al., ICML 2005). What is not judged counts as grade 0."""

    def gain(values: Sequence[int]) -> float:
        return float(sum((2**value - 1) / np.log2(place + 2) for place, value in enumerate(values[:k])))

    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(one, 0) for one in ranked]) / best if best else 0.0


def hit(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """1 if any of the first k is relevant."""
    return float(any(grades.get(one, 0) > 0 for one in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / the place of the first relevant one; 0 if none is."""
    return next((1.0 / place for place, one in enumerate(ranked, 1) if grades.get(one, 0) > 0), 0.0)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean, 95 % (Efron and Tibshirani, 1993), the same on every run."""
    sample = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(0).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
