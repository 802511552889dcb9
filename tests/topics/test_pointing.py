"""Names chosen together: where they point, what they share, what stays."""

from __future__ import annotations

import numpy as np
import pytest

from kb.topics.names import NamedBefore, name_levels
from kb.topics.pointing import Option, Sense, choose
from kb.topics.terms import TopicText
from kb.vectors.linear import Floats

# Three subjects, each an axis; phrases lie on the axes their first letter names.
AXES = dict(zip("abc", np.eye(3, dtype=np.float32), strict=True))
LABELS = np.repeat([0, 1, 2], 20)
ITEMS = np.repeat(np.eye(3, dtype=np.float32), 20, axis=0)


def option(*terms: str, score: float = 1.0) -> Option:
    return Option(" · ".join(terms), terms, score)


def names(*options: list[Option]) -> list[str]:
    terms = sorted({term for of_topic in options for one in of_topic for term in one.terms})
    directions = Sense(lambda phrase: AXES[phrase[0]], ITEMS).directions(terms)
    return [one.name for one in choose(options, LABELS, ITEMS, directions)]


def test_a_topic_is_named_by_what_points_to_it_rather_than_by_what_tells_more() -> None:
    first = [option("b one"), option("a one", score=0.5)]
    assert names(first, [option("b two")], [option("c one")]) == ["a one", "b two", "c one"]


def test_between_names_that_point_alike_the_more_telling_one_is_taken() -> None:
    first = [option("a one", score=0.2), option("a two", score=0.9)]
    assert names(first, [option("b one")], [option("c one")])[0] == "a two"


def test_no_term_stands_in_two_names() -> None:
    both = [option("a shared"), option("b own")]
    assert names([option("a shared")], both, [option("c one")]) == ["a shared", "b own", "c one"]


def test_what_has_one_name_keeps_it() -> None:
    assert names([option("c kept")], [option("b one")], [option("c one")])[0] == "c kept"


PAPERS = [
    *(f"Speech recognition and speech synthesis, part {n}" for n in range(6)),
    *(f"Speech recognition with object detection, part {n}" for n in range(6)),
    *(f"Knowledge graphs, part {n}" for n in range(6)),
]
TEXTS = [TopicText(title, "", "en") for title in PAPERS]
FINE = np.repeat([0, 1], (12, 6))


def meaning(phrase: str) -> Floats:
    near = {"speech": (1.0, 0.1, 0.0), "object": (-1.0, 1.0, 0.0)}
    return np.array(near.get(phrase.lower().split()[0], (0.0, 0.0, 1.0)), dtype=np.float32)


@pytest.mark.parametrize("before", [(), (None, NamedBefore("Knowledge graphs"))])
def test_two_terms_make_a_name_only_if_they_are_of_one_subject(
    before: tuple[NamedBefore | None, ...],
) -> None:
    vectors = np.array([(1.0, 0.2, 0.0)] * 12 + [(0.0, 0.0, 1.0)] * 6, dtype=np.float32)
    _, (speech, graphs) = name_levels(TEXTS, FINE, np.array([0, 0]), (), before, Sense(meaning, vectors))
    assert "object detection" not in speech.name.lower() and speech.name.startswith("Speech")
    assert graphs.name == "Knowledge graphs"


def test_an_upper_topic_of_strangers_says_that_it_is_mixed() -> None:
    titles = [
        f"{subject}, part {n}"
        for subject in ("Speech recognition", "Knowledge graphs", "Object detection", "Causal inference")
        for n in range(6)
    ]
    fine = np.repeat(range(4), 6)
    upper, _ = name_levels([TopicText(title, "", "en") for title in titles], fine, np.array([0, 0, 0, 1]))
    assert upper[0].name.endswith(", mixed") and not upper[1].name.endswith(", mixed")
    again, _ = name_levels(
        [TopicText(title, "", "en") for title in titles],
        fine,
        np.array([0, 0, 0, 1]),
        [NamedBefore(topic.name) for topic in upper],
    )
    assert [topic.name for topic in again] == [topic.name for topic in upper]
