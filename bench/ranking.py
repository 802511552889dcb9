"""How much of what a person would pick comes first: `python -m bench ranking`.

A preference is drawn: up to three of arXiv's categories, an area of reference (`areas.jsonl`), or both. A
paper within it is picked in nine cases of ten, another in one of a hundred. Fifty decisions on papers at
random are known (or twenty-five picks and as many passes); the other papers are ranked, and it is counted
what share of their picks the first tenth holds. Beside it a logistic regression on tf-idf, both as
scikit-learn has them, and the same draws for both.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bench.areas import of_file, references
from bench.measures import interval
from bench.measuring import Table
from kb.forecast.ranking import Compared, scores
from kb.text.tfidf import rarities, tf_idf
from kb.text.words import stems
from kb.vectors.linear import centred_rows

Truth = NDArray[np.bool_]
Rows = NDArray[np.int64]
Ranker = Callable[[Rows, Truth], NDArray[np.float64]]

_DRAWS = 40
_DECISIONS = 50
_PICKED, _ANYWAY = 0.9, 0.01
_FEWEST, _MOST = 25, 1_600
"""Papers of a category that may be preferred."""


def measure(corpus: Path, folder: Path) -> Table:
    papers = of_file(corpus, folder)
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [f"{record['title']}\n{record['abstract']}" for record in records]
    rankers = {
        "tf-idf, logistic regression": _plain(texts),
        "here": _ours(papers.space.item_vectors.vectors, texts),
    }
    areas = [reference.inside for reference in references(papers)]
    counts = Counter(name for filed in papers.categories for name in filed)
    categories = [
        np.array([name in filed for filed in papers.categories])
        for name, count in counts.items()
        if _FEWEST <= count <= _MOST
    ]
    kinds: dict[str, Callable[[np.random.Generator], Truth]] = {
        "one to three categories": lambda random: _some(categories, int(random.integers(1, 4)), random),
        "an area": lambda random: _some(areas, 1, random),
        "a category and two areas": lambda random: _some(categories, 1, random) | _some(areas, 2, random),
    }
    rows = []
    for number, (name, preferred) in enumerate(kinds.items()):
        for known, evenly in (("50 at random", False), ("25 picks, 25 passes", True)):
            random = np.random.default_rng([2026, number, evenly])
            shares: dict[str, list[float]] = {ranker: [] for ranker in rankers}
            while len(shares["here"]) < _DRAWS:
                inside = preferred(random)
                picked = random.random(len(texts)) < np.where(inside, _PICKED, _ANYWAY)
                decided = _decided(picked, evenly, random)
                if picked[decided].all() or not picked[decided].any():
                    continue
                for ranker, ranked in rankers.items():
                    shares[ranker].append(_share(ranked(decided, picked[decided]), picked, decided))
            plain, here = (np.array(one) for one in shares.values())
            low, high = interval((here - plain).tolist())
            rows.append(
                (
                    name,
                    known,
                    *(f"{np.mean(one):.3f}" for one in shares.values()),
                    f"{low:+.3f} to {high:+.3f}",
                )
            )
    return Table(
        f"Share of the picks among {len(texts):,} papers that the first tenth holds",
        ("preferred", "decisions known", *rankers, "difference"),
        tuple(rows),
        f"{_DRAWS} draws a row; the difference with its 95 % interval by a paired bootstrap. Where more than"
        " a tenth would be picked, no order holds all of it.",
    )


def _plain(texts: Sequence[str]) -> Ranker:
    words = TfidfVectorizer().fit_transform(texts)

    def ranked(decided: Rows, picked: Truth) -> NDArray[np.float64]:
        model = LogisticRegression(max_iter=300).fit(words[decided], picked)
        return np.asarray(model.decision_function(words))

    return ranked


def _ours(vectors: NDArray[np.float32], texts: Sequence[str]) -> Ranker:
    bags = [Counter(stems(text)) for text in texts]
    items = Compared(centred_rows(vectors), tf_idf(bags, rarities(bags).__getitem__))
    return lambda decided, picked: scores(items, decided, picked)


def _some(truths: Sequence[Truth], number: int, random: np.random.Generator) -> Truth:
    chosen = random.choice(len(truths), number, replace=False)
    return np.asarray(np.any([truths[one] for one in chosen], axis=0))


def _decided(picked: Truth, evenly: bool, random: np.random.Generator) -> Rows:
    if not evenly:
        return random.choice(len(picked), _DECISIONS, replace=False)
    return np.concatenate(
        [
            random.choice(rows, min(_DECISIONS // 2, len(rows) // 2), replace=False)
            for rows in (np.flatnonzero(picked), np.flatnonzero(~picked))
        ]
    )


def _share(found: NDArray[np.float64], picked: Truth, decided: Rows) -> float:
    rest = np.setdiff1d(np.arange(len(picked)), decided)
    first = rest[np.argsort(-found[rest], kind="stable")[: len(rest) // 10]]
    return float(picked[first].sum() / picked[rest].sum())
