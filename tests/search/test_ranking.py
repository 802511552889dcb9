"""Two rankings as one."""

from __future__ import annotations

import numpy as np
import pytest

from kb.search.ranking import Ranking, evenly_fused, smoothed


@pytest.mark.parametrize(
    ("worded", "meant", "wanted"),
    [
        ({1: 0.2, 2: 0.1, 3: 0.0}, {1: 0.5, 2: 0.8, 3: 0.4}, {1: 0.625, 2: 0.75, 3: 0.0}),
        ({1: 0.2, 2: 0.15, 3: 0.1}, {4: 0.9, 2: 0.8, 5: 0.4}, {1: 0.25, 2: 0.65, 3: 0.0, 4: 0.25, 5: 0.0}),
        ({1: 0.2, 2: 0.1}, {3: 0.9, 4: 0.8}, {1: 0.25, 2: 0.0, 3: 0.25, 4: 0.0}),
        ({1: 0.2}, {2: 0.9, 3: 0.8}, {1: 0.25, 2: 0.25, 3: 0.0}),
        ({}, {2: 0.9, 3: 0.7, 4: 0.8}, {2: 0.25, 3: 0.0, 4: 0.125}),
        ({1: 0.2, 2: 0.1}, {}, {1: 0.25, 2: 0.0}),
        ({}, {}, {}),
    ],
    ids=["both", "one in common", "nothing in common", "one alone", "no words", "no meaning", "nothing"],
)
def test_words_and_meaning_of_a_long_question_count_alike_and_more_where_they_agree(
    worded: dict[int, float], meant: dict[int, float], wanted: dict[int, float]
) -> None:
    found = evenly_fused(Ranking(worded), Ranking(meant, {2: 20}))
    assert found.scores == pytest.approx(wanted)
    assert found.chunks == {2: 20}


@pytest.mark.parametrize(
    ("scores", "likeness", "first"),
    [
        ({1: 0.5, 2: 0.45, 3: 0.45, 4: 0.44}, [(2, 4, 0.9), (1, 3, 0.1), (3, 1, 0.1)], [1, 3, 2, 4]),
        ({1: 0.6, 2: 0.5, 3: 0.49, 4: 0.2}, [(1, 4, 0.9), (2, 3, 0.9)], [2, 3, 1, 4]),
        ({1: 0.6, 2: 0.5, 3: 0.4}, [(1, 2, -0.9), (2, 3, -0.5)], [1, 2, 3]),
        ({1: 0.6}, [], [1]),
        ({}, [], []),
    ],
    ids=["like an equal", "like what does not answer", "unlike each other", "one", "none"],
)
def test_what_is_like_others_that_answer_comes_before_what_stands_alone(
    scores: dict[int, float], likeness: list[tuple[int, int, float]], first: list[int]
) -> None:
    ids = np.array(sorted(scores), dtype=np.int64)
    cosines = np.eye(len(ids), dtype=np.float32)
    for one, other, value in likeness:
        cosines[one - 1, other - 1] = cosines[other - 1, one - 1] = value
    found = smoothed(Ranking(scores, {2: 20}), ids, cosines)
    assert found.best(9) == first
    assert found.chunks == {2: 20}


def test_what_has_no_vector_yet_keeps_its_score() -> None:
    found = smoothed(Ranking({1: 0.6, 2: 0.5, 3: 0.4}), np.array([1, 2]), np.ones((2, 2), dtype=np.float32))
    assert found.scores == pytest.approx({1: 0.6 * 0.65 + 0.5 * 0.35, 2: 0.5 * 0.65 + 0.6 * 0.35, 3: 0.4})


def test_only_the_likest_lend() -> None:
    scores = {1: 0.5, **dict.fromkeys(range(2, 7), 0.5), **dict.fromkeys(range(7, 40), 0.1)}
    cosines = np.full((39, 39), 0.3, dtype=np.float32)
    cosines[0, 1:6] = cosines[1:6, 0] = 0.9
    found = smoothed(Ranking(scores), np.arange(1, 40), cosines)
    assert found.scores[1] == pytest.approx(0.5)
