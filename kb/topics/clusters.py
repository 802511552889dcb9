"""Topics of two levels that cover every item: found anew, continued around what is known, or halved."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats, centred_rows, principal_components

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEWCOMER = -1
"""Stands for a topic where an item has none yet."""
_MOST_NEIGHBOURS = 30
_NEIGHBOUR_SHARE = 0.7
"""How many neighbours an item is drawn towards at most, and how far. See `cluster` for what that brings."""
_COMPONENTS = 20
"""Principal components topics are looked for in: fewer blur topics, more bring single papers' wording back.
By judgement, as the two above."""
_FEWEST_TO_SPLIT = 6
"""A handful of items is one topic."""
_SMALL = 150
_MOST_TOPICS = 20
"""See `topic_counts`."""
_BLOCK = 1024
"""Rows compared with all others at once: 94 MB of likenesses among 23,000 items."""
_MOST_ROUNDS = 100
"""Lloyd's rounds: they settle well before, the bound is for points that go to and fro."""
_SAME_TOPIC = 1 / 3
"""Two topics of one size are the same if they share half of their items."""
# Of unit vectors. One text embedded in other company moves by 0.00004, stored in float16 by 0.0003; short
# texts that differ in a letter or a number lie 0.19 apart or more (multilingual-e5-small).
_SAME_VECTOR = 0.01


@dataclass(frozen=True, slots=True)
class Clustering:
    """`fine` (n,) gives each item's lower-level topic, `coarse` (n_fine,) each of those its upper topic."""

    fine: Ints
    coarse: Ints


@dataclass(frozen=True, slots=True)
class Division:
    """A clustering to be continued, with what was decided by hand.

    `fine` (n,) holds `NEWCOMER` where an item had no topic. The members of the `fixed` lower topics
    (n_fine,) stay together, and the `fixed_coarse` upper topics (n_coarse,) are not divided. `more` lower
    and `more_coarse` upper topics are to be found besides.
    """

    fine: Ints
    coarse: Ints
    fixed: Bools
    fixed_coarse: Bools
    more: int = 0
    more_coarse: int = 0


def topic_counts(items: int) -> tuple[int, int]:
    """How many lower and upper topics a library of `items` is divided into.

    The square root of the library's size while that is small (30 items: 5, 150: 12), and its sixth root
    beyond, up to 20 from 3,000 items on. With fewer the names turn vague, with more the agreement with the
    authors' own categories falls: over 23,000 papers it was 0.28 with 18, 0.27 with 22 and 0.26 with 28
    topics. Whoever wants one finer splits it by hand. Upper topics are few enough to be read at a glance.
    """
    if items < _FEWEST_TO_SPLIT:
        return min(items, 1), min(items, 1)
    fine = round(min(math.sqrt(items), math.sqrt(_SMALL) * (items / _SMALL) ** (1 / 6), _MOST_TOPICS))
    return fine, min(10, max(2, round(0.4 * fine + 0.6)))


def cluster(vectors: Floats, seed: int = 0) -> Clustering:
    """Divide `vectors` (n, d) into topics; every item gets one, the same for the same input.

    Spherical k-means on the leading principal components of the centred vectors, each first drawn
    towards the mean of its nearest neighbours, half a topic of them at most: that quiets single papers'
    wording and raised the agreement with arXiv categories on 3,000 papers. Upper topics join
    lower ones as long as all their centres are alike (complete linkage). Both levels count from 0 without
    gaps; topic 0 is the largest. Vectors that are equal but for rounding are never told apart: six notes of
    one title are one topic.
    """
    count = len(vectors)
    fine_count, coarse_count = topic_counts(count)
    if fine_count < 2:
        return Clustering(np.zeros(count, dtype=np.int64), np.zeros(fine_count, dtype=np.int64))
    from sklearn.cluster import KMeans

    fine_count = _distinct(vectors, fine_count)
    if fine_count < 2:
        return Clustering(np.zeros(count, dtype=np.int64), np.zeros(1, dtype=np.int64))
    space = _space(vectors, fine_count)
    fine = _by_size(KMeans(fine_count, n_init=10, random_state=seed).fit_predict(space))
    coarse = _joined(centroids(space, fine), coarse_count)
    return Clustering(fine, _by_size(coarse, np.bincount(fine)))


def recluster(vectors: Floats, known: Division, seed: int = 0) -> Clustering:
    """Divide `vectors` (n, d) anew around the topics they had (`known`), in the space of `cluster`.

    k-means starts from the topics' present centres, so that they stay themselves while their edges move.
    Items of a fixed topic stay in it, newcomers join whichever is nearest, all others move among the free
    topics. More topics come from halving the least tight one. Labels below the former counts continue the
    former topics, even where none of their items is left; an upper topic keeps its lower ones.
    """
    before = len(known.coarse)
    space = _space(vectors, before + known.more)
    fixed = np.zeros(before + known.more, dtype=bool)
    fixed[:before] = known.fixed
    centres = np.zeros((len(fixed), space.shape[1]), dtype=np.float32)
    for topic in range(before):
        centres[topic] = space[known.fine == topic].mean(axis=0)
    tied = (known.fine != NEWCOMER) & fixed[known.fine]
    fine, parents, count = known.fine.copy(), known.coarse.tolist(), before
    newcomers = np.flatnonzero(known.fine == NEWCOMER)
    fine[newcomers] = _nearest(space[newcomers], centres[:before])
    for _ in range(known.more):
        origin = _loosest(space, fine, np.flatnonzero(~tied), count)
        if origin is None:
            break
        rows = np.flatnonzero(~tied & (fine == origin))
        fine[rows[bisect(space[rows], seed) == 1]] = count
        for topic in (origin, count):
            if not fixed[topic]:
                centres[topic] = space[fine == topic].mean(axis=0)
        parents.append(parents[origin])
        count += 1
    fixed, centres = fixed[:count], centres[:count]
    fine = _settled(space, fine, centres, fixed, tied, newcomers)
    coarse = np.array(parents, dtype=np.int64)
    return Clustering(fine, _divided(space, fine, coarse, known))


def bisect(space: Floats, seed: int = 0) -> Ints:
    """Two halves (n,) of the rows `space` (n, r), by k-means; 0 is the larger. Rows that are all alike are
    divided in the middle."""
    from sklearn.cluster import KMeans

    if len(np.unique(space.round(5), axis=0)) < 2:
        return np.asarray(np.arange(len(space)) >= (len(space) + 1) // 2, dtype=np.int64)
    return _by_size(KMeans(2, n_init=10, random_state=seed).fit_predict(space))


def halves(vectors: Floats, seed: int = 0) -> Ints:
    """The two halves (n,) a topic of `vectors` (n, d) falls into by itself; 0 is the larger."""
    return bisect(_space(vectors, 2), seed)


def assign(new_vectors: Floats, vectors: Floats, labels: Ints) -> Ints:
    """The topics (m,) that newcomers join: those with the nearest centre. Old labels stay."""
    if not len(vectors):
        return np.zeros(len(new_vectors), dtype=np.int64)
    mean = vectors.mean(axis=0)
    centres = centred_rows(centroids(vectors, labels), mean)
    return np.asarray((centred_rows(new_vectors, mean) @ centres.T).argmax(axis=1), dtype=np.int64)


def centroids(vectors: Floats, labels: Ints) -> Floats:
    """The mean vector of each topic (k, d), in the order of the labels 0 … k-1, none of them empty."""
    sums = np.zeros((int(labels.max(initial=-1)) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, vectors)
    return np.asarray(sums / np.bincount(labels)[:, None], dtype=np.float32)


def match_topics(old: Ints, new: Ints) -> dict[int, int]:
    """Which new topic (key) continues which old one (value), each at most once (Hungarian assignment).

    `old` and `new` (n,) are the topics of the same items before and after. What counts is how many they
    share of all that either holds (Jaccard); less than a third is no match.
    """
    if not len(old):
        return {}
    from scipy.optimize import linear_sum_assignment

    shared = np.zeros((int(new.max()) + 1, int(old.max()) + 1))
    np.add.at(shared, (new, old), 1)
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
    overlap = shared / np.maximum(either, 1)
    return {
        int(after): int(before)
        for after, before in zip(*linear_sum_assignment(-overlap), strict=True)
        if overlap[after, before] >= _SAME_TOPIC
    }


def _space(vectors: Floats, topics: int) -> Floats:
    """Where topics are looked for (n, r): see `cluster`."""
    return unit_rows(principal_components(_smoothed(centred_rows(vectors), topics), _COMPONENTS))


def _nearest(rows: Floats, centres: Floats) -> Ints:
    """The nearest centre by Euclidean distance (m,)."""
    return np.asarray((rows @ centres.T - (centres**2).sum(axis=1) / 2).argmax(axis=1), dtype=np.int64)


def _loosest(space: Floats, fine: Ints, movable: Ints, count: int) -> int | None:
    """The topic whose movable items lie furthest apart in sum, if any has two."""
    spread = np.zeros(count)
    for topic in range(count):
        rows = movable[fine[movable] == topic]
        if len(rows) > 1:
            spread[topic] = len(rows) * space[rows].var(axis=0).sum()
    return int(spread.argmax()) if spread.any() else None


def _settled(space: Floats, fine: Ints, centres: Floats, fixed: Bools, tied: Bools, newcomers: Ints) -> Ints:
    """Lloyd's rounds until nothing moves. Centres of fixed topics stay where their own items are."""
    free = np.flatnonzero(~fixed)
    movable = ~tied
    movable[newcomers] = False
    roaming = np.flatnonzero(movable)
    centres, fine = centres.copy(), fine.copy()
    for _ in range(_MOST_ROUNDS):
        moved = fine.copy()
        moved[newcomers] = _nearest(space[newcomers], centres)
        if len(free):
            moved[roaming] = free[_nearest(space[roaming], centres[free])]
        for topic in free:
            if (own := moved == topic).any():
                centres[topic] = space[own].mean(axis=0)
        if np.array_equal(moved, fine):
            break
        fine = moved
    return fine


def _divided(space: Floats, fine: Ints, coarse: Ints, known: Division) -> Ints:
    """`coarse` with upper topics that are not fixed halved until there are as many more as wanted."""
    sizes = np.bincount(fine, minlength=len(coarse))
    coarse, count = coarse.copy(), len(known.fixed_coarse)
    held = np.flatnonzero(known.fixed_coarse)
    for _ in range(known.more_coarse):
        weights = np.bincount(coarse[sizes > 0], weights=sizes[sizes > 0], minlength=count)
        members = np.bincount(coarse[sizes > 0], minlength=count)
        weights[members < 2] = 0
        weights[held] = 0
        if not weights.any():
            break
        rows = np.flatnonzero((coarse == weights.argmax()) & (sizes > 0))
        centres = np.array([space[fine == topic].mean(axis=0) for topic in rows])
        coarse[rows[_by_size(_joined(centres, 2), sizes[rows]) == 1]] = count
        count += 1
    return coarse


def _distinct(vectors: Floats, most: int) -> int:
    """How many different directions `vectors` (n, d) have, counted up to `most`."""
    left, found = unit_rows(vectors), 0
    while len(left) and found < most:
        left = left[np.linalg.norm(left - left[0], axis=1) > _SAME_VECTOR]
        found += 1
    return found


def _joined(centres: Floats, count: int) -> Ints:
    """`centres` (k, r) in `count` groups (in as many as there are, if fewer), each as far as all in it are
    alike."""
    if len(centres) <= count:
        return np.arange(len(centres), dtype=np.int64)
    from sklearn.cluster import AgglomerativeClustering

    groups = AgglomerativeClustering(count, metric="cosine", linkage="complete")
    return np.asarray(groups.fit_predict(unit_rows(centres)), dtype=np.int64)


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
