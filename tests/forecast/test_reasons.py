"""Traits in words, in the person's language."""

from __future__ import annotations

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, speaking
from kb.forecast.reasons import is_telling, named, stated
from kb.types import Stance


@pytest.mark.parametrize(
    ("trait", "russian"),
    [
        ("source:at night", "источник:at night"),
        ("time:at night", "время:ночью"),
        ("length:5 to 15 minutes", "длина:от 5 до 15 минут"),
        ("word:a:b", "слово:a:b"),
    ],
)
def test_only_what_is_said_in_our_words_is_translated(trait: str, russian: str) -> None:
    with speaking(ENGLISH):
        assert named(trait) == trait
    with speaking(RUSSIAN):
        assert named(trait) == russian


@pytest.mark.parametrize(
    ("ended_so", "of", "usual", "telling"),
    [
        # Nearly everything has the trait, and ends as everything does.
        (71, 559, 71 / 604, False),
        (49, 99, 71 / 604, True),
        (5, 5, 0.9, True),
        (90, 99, 0.9, False),
        (0, 5, 0.1, False),
        (0, 0, 0.1, False),
    ],
)
def test_a_share_that_is_the_usual_one_is_no_reason(
    ended_so: int, of: int, usual: float, telling: bool
) -> None:
    assert is_telling(ended_so, of, usual) is telling


@pytest.mark.parametrize(
    ("stance", "english", "russian"),
    [
        (Stance.TRACKED, "area 'Agents' is tracked", "область «Agents»: слежу"),
        (Stance.IGNORED, "area 'Agents' is ignored", "область «Agents»: не слежу"),
    ],
)
def test_an_areas_stance_is_a_reason(stance: Stance, english: str, russian: str) -> None:
    for spoken, told in ((ENGLISH, english), (RUSSIAN, russian)):
        with speaking(spoken):
            reason = stated([("Agents", stance)])
        assert reason is not None and reason.says == told
