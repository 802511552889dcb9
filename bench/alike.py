"""How well "more like this" finds what is alike, beside tf-idf cosine and plain vector cosine.

Two measurements. `measure` takes every paper of a corpus as a seed and asks how many of the ten most
alike are filed under the same arXiv category; no method sees the categories. `judged` scores a collection
with graded judgements of one's own:

    python -m bench alike --items items.jsonl --judgements judgements.jsonl

Items are lines `{"id": ..., "text": ...}`; judgements are lines `{"seed": ..., "grades": {id: grade}}`,
where a seed is an item's id, a text of its own (whatever is no id), or a list of such, and what is not
graded counts as 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measures import RESAMPLES, interval
from bench.measuring import Table
from kb.embedding.factory import make_encoder
from kb.embedding.protocol import Encoder
from kb.search.similarity import CorpusStats, Texts, corpus_stats, more_like
from kb.settings import Settings
from kb.text.chunking import passages
from kb.types import Document, Kind

Floats = NDArray[np.float64]

_TOP = 10
_NEAR_BY_VECTOR = 300
_NEAR_BY_WORDS = 100
_BEGINNING = 9
"""Passages of a text that the app compares: the whole and the first eight pieces."""
METHODS = ("tf-idf cosine", "vector cosine", "more like this")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A seed, as ids of items and texts of its own, and the grades of the items that are alike."""

    seed: tuple[str, ...]
    grades: Mapping[str, float]


def measure(corpus: Path, folder: Path) -> Table:
    """Agreement in category of each paper's ten most alike, over all papers of arXiv metadata lines."""
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [f"{record['title']}\n{record['abstract']}" for record in records]
    collection = Collection.embedded(texts, encoder_of_the_app())
    return agreement(collection, [tuple(record["categories"]) for record in records])


def judged(items: Path, judgements: Path) -> Table:
    """nDCG at ten over graded judgements, the gain of an item being its grade.

    :raises ValueError: where two items share an id or a grade is given to an unknown one.
    """
    records = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines() if line.strip()]
    ids = [str(record["id"]) for record in records]
    collection = Collection.embedded(
        [str(record["text"]) for record in records], encoder := encoder_of_the_app()
    )
    return graded(collection, ids, _read_judgements(judgements), encoder)


def agreement(collection: Collection, categories: Sequence[tuple[str, ...]]) -> Table:
    """The table of `measure` over texts embedded already."""
    first = np.array([filed[0] for filed in categories])
    sets = [frozenset(filed) for filed in categories]
    same: dict[str, Floats] = {}
    overlap: dict[str, Floats] = {}
    rankings = [collection.rankings_of(n) for n in range(len(categories))]
    for number, method in enumerate(METHODS):
        tops = [ranking[number][:_TOP] for ranking in rankings]
        same[method] = np.array([np.mean(first[top] == first[n]) for n, top in enumerate(tops)])
        overlap[method] = np.array(
            [
                np.mean([len(sets[n] & sets[i]) / len(sets[n] | sets[i]) for i in top])
                for n, top in enumerate(tops)
            ]
        )
    return Table(
        f"Alike, {len(categories):,} papers as seeds",
        ("method", "same first category", "ours less this", "overlap of categories", "ours less this"),
        tuple(
            (
                method,
                f"{same[method].mean():.3f}",
                lead(same, method),
                f"{overlap[method].mean():.3f}",
                lead(overlap, method),
            )
            for method in METHODS
        ),
        f"Of the {_TOP} most alike; the overlap is Jaccard's. In brackets 95 % intervals of the paired "
        f"difference ({RESAMPLES:,} bootstrap samples of the seeds).",
    )


def graded(
    collection: Collection, ids: Sequence[str], judgements: Sequence[Judgement], encoder: Encoder
) -> Table:
    """The table of `judged` over texts embedded already."""
    row_of = {one: row for row, one in enumerate(ids)}
    if len(row_of) < len(ids):
        raise ValueError("two items share an id")
    scores: dict[str, list[float]] = {method: [] for method in METHODS}
    for judgement in judgements:
        if unknown := [one for one in judgement.grades if one not in row_of]:
            raise ValueError(f"grades name items that are not there: {', '.join(unknown[:3])}")
        rows = [row_of[one] for one in judgement.seed if one in row_of]
        pasted = [one for one in judgement.seed if one not in row_of]
        grades = np.zeros(len(ids))
        for one, grade in judgement.grades.items():
            grades[row_of[one]] = grade
        grades[rows] = 0
        rankings = collection.rankings(rows, pasted, encoder)
        for method, ranking in zip(METHODS, rankings, strict=True):
            scores[method].append(ndcg(grades, ranking))
    values = {method: np.array(found) for method, found in scores.items()}
    return Table(
        f"Alike, {len(judgements):,} judged seeds over {len(ids):,} texts",
        ("method", f"nDCG@{_TOP}", "ours less this"),
        tuple((method, f"{values[method].mean():.3f}", lead(values, method)) for method in METHODS),
        f"In brackets 95 % intervals of the paired difference ({RESAMPLES:,} bootstrap samples).",
    )


def ndcg(grades: Floats, ranking: NDArray[np.int64], top: int = _TOP) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen, TOIS 2002) of the first of a ranking of
    rows, `grades` (n,) being the gain of each row; 0 where nothing has a gain."""
    ideal = np.sort(grades)[::-1][:top]
    discounts = 1 / np.log2(np.arange(2, top + 2))
    best = float(ideal @ discounts[: len(ideal)])
    found = grades[ranking[:top]]
    return float(found @ discounts[: len(found)]) / best if best > 0 else 0.0


class Collection:
    """Texts with their vectors, and three ways to rank them by likeness to seeds.

    Rankings leave the seeds out. Ours sees a shortlist, as in the app: the nearest by vector and the
    nearest by words.
    """

    def __init__(self, items: Texts) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.items = items
        self.usual: CorpusStats = corpus_stats(self.items)
        # The strongest of the usual settings: word pairs too, damped counts, English stop words.
        self._tfidf = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))
        self._words = self._tfidf.fit_transform(items.texts)

    @classmethod
    def embedded(cls, texts: Sequence[str], encoder: Encoder, forms: Sequence[str] = ()) -> Collection:
        """Texts with a vector for each passage the app would make of them: the whole and its pieces."""
        said = [_passages(text) for text in texts]
        vectors = encoder.encode_passages([passage for one in said for passage in one])
        parts = np.split(vectors, np.cumsum([len(one) for one in said])[:-1])
        whole = np.array([part[0] for part in parts])
        return cls(Texts(whole, texts, forms=forms, passages=[part[:_BEGINNING] for part in parts]))

    def rankings_of(self, row: int) -> tuple[NDArray[np.int64], ...]:
        """Rankings for one of the texts as the seed, in the order of `METHODS`."""
        return self._rank(_part(self.items, [row]), self._words[row], [row])

    def rankings(
        self, rows: Sequence[int], pasted: Sequence[str], encoder: Encoder
    ) -> tuple[NDArray[np.int64], ...]:
        """Rankings for several seeds together, some of the texts and some pasted."""
        seeds = _part(self.items, rows)
        if pasted:
            given = encoder.encode_passages(pasted)
            seeds = Texts(
                np.vstack([seeds.vectors, given]),
                [*seeds.texts, *pasted],
                forms=[*seeds.forms, *([""] * len(pasted) if self.items.forms else [])],
                passages=[*seeds.passages, *(one[np.newaxis] for one in given)],
            )
        return self._rank(seeds, self._tfidf.transform(seeds.texts), rows)

    def _rank(self, seeds: Texts, words: Any, left_out: Sequence[int]) -> tuple[NDArray[np.int64], ...]:
        by_words = np.asarray((self._words @ words.T).sum(axis=1)).ravel()
        by_vector = self.items.vectors @ seeds.vectors.mean(axis=0)
        tfidf, cosine = (
            order[~np.isin(order, left_out)]
            for order in (np.argsort(-by_words, kind="stable"), np.argsort(-by_vector, kind="stable"))
        )
        shortlist = np.union1d(cosine[:_NEAR_BY_VECTOR], tfidf[:_NEAR_BY_WORDS])
        candidates = _part(self.items, shortlist.tolist())
        return tfidf, cosine, shortlist[more_like(seeds, candidates, self.usual).order]


def _passages(text: str) -> list[str]:
    title, _, summary = text.partition("\n")
    return [one.text for one in passages(Document("", Kind.PAPER, title, summary=summary))] or [text]


def _part(texts: Texts, rows: Sequence[int]) -> Texts:
    return Texts(
        texts.vectors[list(rows)],
        [texts.texts[row] for row in rows],
        forms=[texts.forms[row] for row in rows] if texts.forms else (),
        passages=[texts.passages[row] for row in rows],
    )


def _read_judgements(path: Path) -> list[Judgement]:
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            seed = record["seed"] if isinstance(record["seed"], list) else [record["seed"]]
            grades = {str(one): float(grade) for one, grade in record["grades"].items()}
            found.append(Judgement(tuple(map(str, seed)), grades))
    return found


def encoder_of_the_app() -> Encoder:
    """The model the settings name, from the cache alone."""
    settings = Settings(network=False)
    return make_encoder(settings.model, settings.cache)


def lead(values: Mapping[str, Floats], method: str) -> str:
    """How far ours is ahead of a method on the same seeds, with its interval."""
    if method == METHODS[-1]:
        return ""
    differences = values[METHODS[-1]] - values[method]
    low, high = interval(differences.tolist())
    return f"{differences.mean():+.3f} [{low:+.3f}, {high:+.3f}]"
