"""What search is held against: three rankings that anybody can build in an afternoon.

BM25 and the cosine of tf-idf over words as scikit-learn tells them apart, and the plain fusion of the latter
with the cosine of the encoder: no stems, no translations, no passages, no weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from kb.library import Library
from kb.store import chunks

BM25, TF_IDF, FUSION = "BM25", "tf-idf cosine", "plain fusion"

_K1, _B = 1.2, 0.75
"""Okapi BM25 as Robertson and Zaragoza (2009) recommend it."""
_RRF = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

Scores = NDArray[np.float64]


class Baselines:
    """Three rankings of a library's items by id."""

    def __init__(self, library: Library) -> None:
        items = library.items.select()
        texts = [f"{item.title}\n{item.summary}\n{library.items.get(item.key).text}" for item in items]
        self._ids = [item.id for item in items]
        self._bm25 = _bm25(texts)
        self._tfidf = _tfidf(texts)
        space = library.vectors.space
        heads = chunks.head_vectors(library.store.read(), space.fingerprint, space.dimension)
        rows = {item_id: row for row, item_id in enumerate(self._ids)}
        self._vectors = np.zeros((len(items), space.dimension), np.float32)
        self._vectors[[rows[item_id] for item_id in heads.item_ids.tolist()]] = heads.vectors
        self._encode = library.vectors.encode_query

    def rankings(self, question: str, depth: int) -> dict[str, list[int]]:
        """The best items by each, best first."""
        words = self._tfidf(question)
        ranks = [_ranks(words), _ranks(self._vectors @ self._encode(question))]
        fused = sum(1 / (_RRF + one) for one in ranks)
        scored = {BM25: self._bm25(question), TF_IDF: words, FUSION: np.asarray(fused)}
        return {name: self._best(scores, depth) for name, scores in scored.items()}

    def _best(self, scores: Scores, depth: int) -> list[int]:
        return [self._ids[row] for row in np.argsort(-scores, kind="stable")[:depth].tolist()]


def _ranks(scores: NDArray[np.floating]) -> Scores:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def _bm25(texts: Sequence[str]) -> Callable[[str], Scores]:
    counter = CountVectorizer()
    counts = counter.fit_transform(texts).tocsc()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    held = np.diff(counts.indptr)
    rarity = np.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
    rows = counts.indices
    penalty = _K1 * (1 - _B + _B * lengths / lengths.mean())
    saturated = counts.astype(np.float64)
    saturated.data *= (_K1 + 1) / (saturated.data + penalty[rows])
    return lambda question: np.asarray(saturated @ (counter.transform([question]).toarray()[0] * rarity))


def _tfidf(texts: Sequence[str]) -> Callable[[str], Scores]:
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    vectors = vectorizer.fit_transform(texts)
    return lambda question: np.asarray((vectors @ vectorizer.transform([question]).T).todense()).ravel()
