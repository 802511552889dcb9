"""Whether Russian reviews of papers fall among the English papers of their subject.

`reviews.jsonl` names, for each review of a public collection, the primary category a paper on its subject
has: one or two, judged by reading the review, or as the review states it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.library import Library
from kb.types import MapPoint
from kb.vectors.linear import centred_rows

JUDGED = Path(__file__).with_name("reviews.jsonl")
_NEAR = 10
_PAPERS_A_REVIEW = 5

Distances = Callable[[int], NDArray[np.floating]]


def rows(
    library: Library,
    item_ids: NDArray[np.int64],
    vectors: NDArray[np.float32],
    points: Sequence[MapPoint],
    categories: Sequence[str],
) -> list[tuple[str, str]]:
    """Shares of the ten nearest papers that are of the right category, by vector and by place: for the
    Russian reviews, and for papers of the same categories drawn at random, to compare with."""
    row_of = {item_id: row for row, item_id in enumerate(item_ids.tolist())}
    judged = _judged(library, row_of)
    if not judged:
        return []
    of = np.array(categories)
    papers = np.flatnonzero(of != "")
    place = {point.item_id: (point.x, point.y) for point in points}
    xy = np.array([place[item_id] for item_id in item_ids.tolist()], dtype=np.float32)
    unit = centred_rows(vectors)
    ways: list[Distances] = [
        lambda row: -(unit[papers] @ unit[row]),
        lambda row: ((xy[papers] - xy[row]) ** 2).sum(axis=1),
    ]

    def share(row: int, right: list[str], distances: Distances) -> float:
        away = np.where(papers == row, np.inf, distances(row))
        return float(np.isin(of[papers[np.argsort(away)[:_NEAR]]], right).mean())

    def told(cases: list[tuple[int, list[str]]]) -> str:
        shares = [np.mean([share(row, right, way) for row, right in cases]) for way in ways]
        chance = np.mean([np.isin(of[papers], right).mean() for _, right in cases])
        return f"{shares[0]:.2f} by vector, {shares[1]:.2f} by place, {chance:.2f} by chance"

    rng = np.random.default_rng(0)
    alike = [
        (int(row), right[:1])
        for _, right in judged
        if (of == right[0]).any()
        for row in rng.choice(np.flatnonzero(of == right[0]), _PAPERS_A_REVIEW)
    ]
    return [
        (
            f"{len(judged)} Russian reviews: papers of the first category",
            told([(r, c[:1]) for r, c in judged]),
        ),
        ("of either category", told(judged)),
        ("papers of the same categories: papers of theirs", told(alike)),
    ]


def _judged(library: Library, row_of: dict[int, int]) -> list[tuple[int, list[str]]]:
    """The row of each Russian review of the collection that the library holds, and its categories."""
    named = {
        judged["file"]: judged["categories"]
        for judged in map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    }
    found = []
    for item in library.items.select():
        if item.language not in ("ru", "mixed") or item.id not in row_of:
            continue
        for alias in library.items.get(item.key).aliases:
            categories = named.get(alias.partition("corpora/")[2])
            if categories:
                found.append((row_of[item.id], categories))
    return found
