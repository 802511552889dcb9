"""Who belongs to an area, told from few examples."""

from __future__ import annotations

import numpy as np
import pytest

from kb.areas.membership import THRESHOLD, membership


def grouped(count: int, groups: int = 3, width: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """Vectors (count, width) around a few directions plus a common one, and the direction of each."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(groups, width))
    labels = np.arange(count) % groups
    vectors = centres[labels] + 3.0 + rng.normal(scale=0.4, size=(count, width))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), labels


@pytest.mark.parametrize("count", [60, 150])
def test_an_area_in_a_small_library_admits_more_than_its_examples(count: int) -> None:
    vectors, labels = grouped(count, groups=6)
    mine = vectors[labels == 1]
    likely = membership(None, mine[:3], vectors[:0], vectors)
    assert (likely[labels == 1] >= THRESHOLD).all()
    assert (likely[labels != 1] >= THRESHOLD).mean() < 0.05


def test_an_area_admits_its_kind_and_respects_counter_examples() -> None:
    vectors, labels = grouped(300, groups=6)
    none = vectors[:0]
    mine = vectors[labels == 2]
    by_example = membership(None, mine[:3], none, vectors)
    assert by_example.shape == (300,)
    assert (by_example[labels == 2] >= THRESHOLD).mean() > 0.9
    assert (by_example[labels != 2] >= THRESHOLD).mean() < 0.02
    by_criterion = membership(mine.mean(axis=0), none, none, vectors)
    assert (by_criterion[labels == 2] >= THRESHOLD).mean() > 0.9
    refused = membership(None, mine[:3], mine[10:11], vectors)
    row = np.flatnonzero(labels == 2)[10]
    assert refused[row] == 0
    assert not membership(None, none, none, vectors).any()
    assert membership(mine[0], none, none, none).shape == (0,)
