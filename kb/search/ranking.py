"""Rankings of items by words and by meaning, and the two as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kb.search.lexical import lexical_scores
from kb.store import Store, chunks
from kb.text.matching import Query
from kb.vectors.nearest import NearestPassages

_CHUNKS_PER_ITEM = 4
"""Chunks asked for per item wanted: long items take several of the first places."""
_HEAD = 0.3
"""What an item's head weighs against its nearest passage."""
_PARTS = 0.5
"""What the parts of a question told at length weigh together against the whole of it. Chosen on the seen half
of the long questions and pasted passages of `make eval`; 0.3 and 0.7 do nearly as well."""
_COMPARED = 3
"""Items compared anew for each that is wanted of a question told at length: those that its parts find are not
yet those that answer it best. Among 3,000 papers 300 give what comparing with all of them does."""
_STANDOUT = 6.0
"""Standard scores that make a similarity worth as much as all the words."""
_MOST_WORDS = 1.5
"""The most a word score counts: an item cannot be about the words more than fully, only longer about them."""
_LENDING = 5
"""Items that lend one of their score: those it is likest to. 7 do as well, 20 half as well."""
_LENT = 0.35
"""What the lent counts for against an item's own score. Chosen on the seen questions of `make eval`; from 0.3
to 0.45 it makes no difference."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Scores by item id, with the chunk that speaks for an item where one is known."""

    scores: Mapping[int, float] = field(default_factory=dict)
    chunks: Mapping[int, int] = field(default_factory=dict)

    def best(self, limit: int) -> list[int]:
        """Item ids, best first; of equals the younger."""
        return sorted(self.scores, key=lambda i: (-self.scores[i], -i))[:limit]


def by_words(store: Store, query: Query, depth: int, allowed: Ids | None) -> Ranking:
    """The best items that hold words of the query; only allowed ones if `allowed` is given."""
    scores = lexical_scores(store.read(), query)
    ids = np.flatnonzero(scores) if allowed is None else allowed[scores[allowed] > 0]
    if len(ids) > depth:
        ids = ids[np.argpartition(-scores[ids], depth - 1)[:depth]]
    return Ranking(dict(zip(ids.tolist(), scores[ids].tolist(), strict=True)))


def by_meaning(
    store: Store, passages: NearestPassages, vector: NDArray[np.float32], depth: int, allowed: Ids | None
) -> Ranking:
    """Items by their passage nearest to a vector (d,) of unit length and, with a lesser weight, by their
    head: what an item says somewhere counts more if it is about it."""
    near = passages.nearest(vector, depth * _CHUNKS_PER_ITEM, allowed)
    owners = chunks.owners(store.read(), near.chunk_ids.tolist())
    scores: dict[int, float] = {}
    best: dict[int, int] = {}
    for chunk_id, similarity in zip(near.chunk_ids.tolist(), near.similarities.tolist(), strict=True):
        item_id = owners.get(chunk_id)
        if item_id is not None and item_id not in best and len(best) < depth:
            best[item_id] = chunk_id
            scores[item_id] = similarity
    return Ranking(_with_heads(passages, vector, scores), best)


def _with_heads(
    passages: NearestPassages, vector: NDArray[np.float32], scores: Mapping[int, float]
) -> dict[int, float]:
    """Similarities of items to a vector (d,) by their likest passages, and by their heads where those are
    known."""
    heads = passages.to_heads(vector, scores)
    return {i: (1 - _HEAD) * score + _HEAD * heads.get(i, score) for i, score in scores.items()}


def by_meaning_in_parts(
    store: Store,
    passages: NearestPassages,
    whole: NDArray[np.float32],
    parts: NDArray[np.float32],
    depth: int,
    allowed: Ids | None,
) -> Ranking:
    """Items by what a question told at length asks as a whole (d,) and in its parts (p, d), which different
    passages may answer: beside the measure of `by_meaning`, the mean over the parts of the item's passage
    likest to each (the sum of maximum similarities of Khattab and Zaharia, SIGIR 2020, of sentences).

    Compared are the items that come first where one that a part does not name counts there as its last.
    """
    wide = _COMPARED * depth
    asked = [by_meaning(store, passages, vector, wide, allowed) for vector in (whole, *parts)]
    weights = [1 - _PARTS, *[_PARTS / len(parts)] * len(parts)]
    last = [min(one.scores.values(), default=0.0) for one in asked]
    chunks_of = {i: chunk for one in reversed(asked) for i, chunk in one.chunks.items()}
    guessed = {
        i: sum(w * one.scores.get(i, least) for w, one, least in zip(weights, asked, last, strict=True))
        for i in chunks_of
    }
    likest = passages.to_likest(np.vstack((whole, parts)), Ranking(guessed).best(wide))
    as_whole = _with_heads(passages, whole, {i: float(one[0]) for i, one in likest.items()})
    scores = {i: (1 - _PARTS) * as_whole[i] + _PARTS * float(one[1:].mean()) for i, one in likest.items()}
    best = Ranking(scores).best(depth)
    return Ranking({i: scores[i] for i in best}, {i: chunks_of[i] for i in best})


def fused(worded: Ranking, meant: Ranking, share: float, usual: tuple[float, float]) -> Ranking:
    """Both rankings as one: `share` times the word score plus the rest times the similarity, each on a scale
    of the question (a convex combination: Bruch, Gai and Ingber, TOIS 2023).

    Neither scale is stretched to the best item of the question, so that what is known surely outweighs what
    is guessed: a word score says how much of the question an item holds, and similarities become standard
    scores by the mean and deviation that are `usual` for the question; where the best passages hardly stand
    out, as for an author's name, they count for little. An item without a similarity counts as the last
    that has one.
    """
    mean, deviation = usual
    scale = _STANDOUT * (deviation or 1.0)
    last = min(meant.scores.values(), default=mean)
    scores = {
        i: share * min(worded.scores.get(i, 0.0), _MOST_WORDS)
        + (1 - share) * (meant.scores.get(i, last) - mean) / scale
        for i in dict.fromkeys((*worded.scores, *meant.scores))
    }
    return Ranking(scores, meant.chunks)


def smoothed(ranking: Ranking, item_ids: Ids, likeness: NDArray[np.float32]) -> Ranking:
    """A ranking in which items (n,) that are like each other, by cosines (n, n), lend each other of their
    scores: what answers a question seldom stands alone (Diaz, CIKM 2005, regularises scores so). An item with
    nothing like it keeps its score."""
    scores = np.array([ranking.scores[one] for one in item_ids.tolist()])
    weights = np.square(np.clip(likeness, 0.0, None))
    np.fill_diagonal(weights, 0.0)
    if len(scores) > _LENDING:
        least = np.partition(weights, -_LENDING, axis=1)[:, -_LENDING, None]
        weights = np.where(weights >= least, weights, 0.0)
    total = weights.sum(axis=1)
    lent = np.divide(weights @ scores, total, out=scores.copy(), where=total > 0)
    new = (1 - _LENT) * scores + _LENT * lent
    return Ranking(
        {**ranking.scores, **dict(zip(item_ids.tolist(), new.tolist(), strict=True))}, ranking.chunks
    )


def evenly_fused(worded: Ranking, meant: Ranking) -> Ranking:
    """Both rankings as one for a question told at length, of which no item holds more than a part of the
    words: each stretched from the last of its items to its best, their sum times the number of rankings that
    name the item (CombMNZ: Fox and Shaw, TREC-2, 1994), as a share of the most that can be. What both name is
    seldom there by chance."""
    parts = [_stretched(one.scores) for one in (worded, meant)]
    most = len(parts) ** 2
    scores = {
        i: sum(part.get(i, 0.0) for part in parts) * sum(i in part for part in parts) / most
        for i in dict.fromkeys(chain(*parts))
    }
    return Ranking(scores, meant.chunks)


def _stretched(scores: Mapping[int, float]) -> dict[int, float]:
    last, best = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {i: (score - last) / (best - last) if best > last else 1.0 for i, score in scores.items()}
