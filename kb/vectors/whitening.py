"""What areas are measured on: the library's items, evened out, so that likeness is about the subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.store.chunks import ChunkVectors
from kb.vectors.item_vectors import ItemVectors
from kb.vectors.linear import Floats
from kb.vectors.shared_words import WordedTexts

_SPREAD_OF_MAD = 1.4826
"""A normal distribution's standard deviation over its median absolute deviation."""
_LEAST_SPREAD = 0.02
"""Cosine: in a library of a few items, or of equal ones, no tiny difference counts as large."""
_FLAT = 1e-6
"""Variance below which an axis counts as empty: there are such where items are fewer than dimensions."""

Passages = Callable[[Sequence[int]], ChunkVectors]
"""Of items, by id: the vectors of their heads and first passages, in order of item id."""
Worded = Callable[[Sequence[int]], WordedTexts]
"""Of items, by id: their words, in the order of the ids."""


@dataclass(frozen=True, slots=True)
class WhitenedSpace:
    """Rows (n, r) of unit length, one an item that has a vector, and how another vector comes among them.

    Vectors of a model share one direction and a few strong ones besides, which say what a library is about
    as a whole and little of any one subject. So they are centred and each principal axis is divided by the
    fourth root of its variance (with the mean variance added): half of what whitening would do. Over 18
    reference areas among 3,000 papers that raised the average precision of ten examples from 0.48 to 0.50;
    whitening in full lowered it.
    """

    item_vectors: ItemVectors
    rows: Floats
    _mean: Floats
    _turn: Floats
    _passages: Passages | None
    _worded: Worded | None

    @property
    def item_ids(self) -> NDArray[np.int64]:
        """Ids of the items, in the order of the rows (n,)."""
        return self.item_vectors.item_ids

    def of_items(self, item_ids: list[int]) -> NDArray[np.int64]:
        """Where the rows of these items are; items without a vector are left out."""
        return np.flatnonzero(np.isin(self.item_ids, item_ids))

    def of_text(self, vector: Floats) -> Floats:
        """A text's vector (d,), or those of several (m, d), as they come from the model, as rows (r,)."""
        own = np.asarray((self.item_vectors.comparable(vector) - self._mean) @ self._turn, dtype=np.float32)
        return unit_rows(own)

    def likest(self, rows: NDArray[np.int64], directions: Floats) -> Floats:
        """How like a direction of its own (m, r) each of these items is, (m,), in whichever of its head and
        first passages is likest to it; without passages, as a whole. Items are named by their rows (m,),
        in ascending order."""
        likest = np.einsum("ij,ij->i", self.rows[rows], directions)
        if self._passages is not None and len(rows):
            ids = self.item_ids[rows]
            found = self._passages(ids.tolist())
            of_row = np.searchsorted(ids, found.item_ids)
            likeness = np.einsum("ij,ij->i", self.of_text(found.vectors), directions[of_row])
            known, starts = np.unique(of_row, return_index=True)
            if len(known):
                likest[known] = np.maximum.reduceat(likeness, starts)
        return np.asarray(likest, dtype=np.float32)

    def worded(self, rows: NDArray[np.int64]) -> WordedTexts | None:
        """The words of items, named by their rows (m,), in that order; None where they are not known."""
        return self._worded and self._worded(self.item_ids[rows].tolist())

    def deviations(self, direction: Floats) -> Floats:
        """How like a direction (r,) each row is: deviations (n,) above the library's median, robust
        (median absolute deviation)."""
        likeness = self.rows @ unit_rows(direction)
        return np.asarray((likeness - np.median(likeness)) / spread(likeness), dtype=np.float32)


def spread(values: Floats) -> float:
    """The standard deviation of values (n,), told robustly from their median absolute deviation."""
    deviation = np.median(np.abs(values - np.median(values)))
    return max(float(deviation) * _SPREAD_OF_MAD, _LEAST_SPREAD)


def whiten(
    item_vectors: ItemVectors, passages: Passages | None = None, worded: Worded | None = None
) -> WhitenedSpace:
    """The space areas of these items are measured on: see `WhitenedSpace`. Without `passages` an item is its
    row alone, and without `worded` nobody's words are compared."""
    vectors = item_vectors.vectors
    count, width = vectors.shape
    mean = vectors.mean(axis=0) if count else np.zeros(width, dtype=np.float32)
    centred = vectors - mean
    variances, axes = np.linalg.eigh(centred.T @ centred / max(count, 1))
    kept = variances > _FLAT
    strengths = variances[kept]
    turn = axes[:, kept]
    if len(strengths):
        turn = turn / (strengths + strengths.mean()) ** 0.25
    turn = np.asarray(turn, dtype=np.float32)
    rows = unit_rows(np.asarray(centred @ turn, dtype=np.float32))
    return WhitenedSpace(item_vectors, rows, mean, turn, passages, worded)
