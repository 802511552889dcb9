"""Topics of two levels that cover every item, and what keeps them the same from one build to the next."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.topics.vectors import Floats, centred_rows, principal_components, unit_rows

Ints = NDArray[np.int64]

_MOST_NEIGHBOURS = 30
_NEIGHBOUR_SHARE = 0.7
_COMPONENTS = 20
_FEWEST_TO_SPLIT = 6
_SMALL = 150
_BLOCK = 1024
_SAME_TOPIC = 0.5


@dataclass(frozen=True, slots=True)
class Clustering:
    """`fine` (n,) gives each item's lower-level topic, `coarse` (n_fine,) each of those its upper topic.

    Both count from 0 without gaps; topic 0 of either level is the largest.
    """

    fine: Ints
    coarse: Ints


def topic_counts(items: int) -> tuple[int, int]:
    """How many lower and upper topics a library of `items` is divided into.

    The square root of the library's size while that is small (30 items: 5, 150: 12), and its sixth root
    beyond (3,000: 20), where with more than about 24 topics the agreement with the authors' own categories
    falls, and with fewer the names turn vague. Upper topics are few enough to be read at a glance.
    """
    if items < _FEWEST_TO_SPLIT:
        return min(items, 1), min(items, 1)
    fine = round(min(math.sqrt(items), math.sqrt(_SMALL) * (items / _SMALL) ** (1 / 6)))
    return fine, min(10, max(2, round(0.4 * fine + 0.6)))


def cluster(vectors: Floats, seed: int = 0) -> Clustering:
    """Divide `vectors` (n, d) into topics; every item gets one, the same for the same input.

    Spherical k-means on the leading principal components of the centred vectors, each first drawn
    towards the mean of its nearest neighbours, half a topic of them at most: that quiets single papers'
    wording and raised the agreement with arXiv categories on 3,000 papers. Upper topics join
    lower ones as long as all their centres are alike (complete linkage).
    """
    count = len(vectors)
    fine_count, coarse_count = topic_counts(count)
    if fine_count < 2:
        return Clustering(np.zeros(count, dtype=np.int64), np.zeros(fine_count, dtype=np.int64))
    from sklearn.cluster import AgglomerativeClustering, KMeans

    space = unit_rows(principal_components(_smoothed(centred_rows(vectors), fine_count), _COMPONENTS))
    distinct = len(np.unique(space.round(5), axis=0))
    fine_count = min(fine_count, distinct)
    fine = _by_size(KMeans(fine_count, n_init=10, random_state=seed).fit_predict(space))
    sizes = np.bincount(fine)
    centres = unit_rows(centroids(space, fine))
    coarse = AgglomerativeClustering(
        min(coarse_count, fine_count), metric="cosine", linkage="complete"
    ).fit_predict(centres)
    return Clustering(fine, _by_size(coarse, sizes))


def assign(new_vectors: Floats, vectors: Floats, labels: Ints) -> Ints:
    """The topics (m,) that newcomers join: those with the nearest centre. Old labels stay."""
    if not len(vectors):
        return np.zeros(len(new_vectors), dtype=np.int64)
    mean = vectors.mean(axis=0)
    centres = unit_rows(centroids(vectors, labels) - mean)
    return np.asarray((unit_rows(new_vectors - mean) @ centres.T).argmax(axis=1), dtype=np.int64)


def centroids(vectors: Floats, labels: Ints) -> Floats:
    """The mean vector of each topic (k, d), in the order of the labels 0 … k-1, none of them empty."""
    sums = np.zeros((int(labels.max(initial=-1)) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, vectors)
    return np.asarray(sums / np.bincount(labels)[:, None], dtype=np.float32)


def match_topics(old_centroids: Floats, new_centroids: Floats) -> dict[int, int]:
    """Which new topic (key) continues which old one (value), each at most once (Hungarian assignment).

    Centres are compared by cosine around their common mean; a pair that points apart is no match.
    """
    if not len(old_centroids) or not len(new_centroids):
        return {}
    from scipy.optimize import linear_sum_assignment

    mean = np.concatenate([old_centroids, new_centroids]).mean(axis=0)
    likeness = unit_rows(new_centroids - mean) @ unit_rows(old_centroids - mean).T
    return {
        int(new): int(old)
        for new, old in zip(*linear_sum_assignment(-likeness), strict=True)
        if likeness[new, old] >= _SAME_TOPIC or np.allclose(new_centroids[new], old_centroids[old], atol=1e-4)
    }


def _smoothed(unit: Floats, topics: int) -> Floats:
    kept = min(_MOST_NEIGHBOURS, len(unit) // (2 * topics))
    if kept < 2:
        return unit
    smooth = np.empty_like(unit)
    for rows in _blocks(len(unit)):
        nearest = np.argpartition(-(unit[rows] @ unit.T), kept - 1, axis=1)[:, :kept]
        around = unit_rows(unit[nearest].mean(axis=1))
        smooth[rows] = (1 - _NEIGHBOUR_SHARE) * unit[rows] + _NEIGHBOUR_SHARE * around
    return unit_rows(smooth)


def _blocks(count: int) -> Iterator[slice]:
    for start in range(0, count, _BLOCK):
        yield slice(start, start + _BLOCK)


def _by_size(labels: NDArray[np.integer], weights: NDArray[np.integer] | None = None) -> Ints:
    """`labels` renumbered from the largest group down."""
    sizes = np.bincount(labels, weights=weights)
    used = np.flatnonzero(np.bincount(labels))
    rank = np.zeros(len(sizes), dtype=np.int64)
    rank[used[np.argsort(-sizes[used], kind="stable")]] = np.arange(len(used))
    return np.asarray(rank[labels], dtype=np.int64)
