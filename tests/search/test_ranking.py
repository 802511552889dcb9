"""Two rankings as one."""

from __future__ import annotations

import pytest

from kb.search.ranking import Ranking, evenly_fused


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
