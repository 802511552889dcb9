"""What was probably meant."""

from __future__ import annotations

import pytest

from kb.search.spelling import correction, in_other_layout

VOCABULARY = {
    "attention": 40,
    "attentive": 3,
    "distillation": 9,
    "квантование": 5,
    "квантования": 2,
    "kimi": 1,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("attnetion", "attention"),
        ("attenton", "attention"),
        ("Distilation", "distillation"),
        ("квантвание", "квантование"),
        ("kmi", ""),
        ("gpt4o1", ""),
        ("robotics", ""),
    ],
)
def test_slips_lead_to_words_the_library_holds(typed: str, meant: str) -> None:
    assert correction(typed, VOCABULARY) == meant


def test_the_commoner_word_wins_among_equally_near_ones() -> None:
    assert correction("квантованиа", {"квантование": 2, "квантования": 5}) == "квантования"


def test_the_other_keyboard_layout() -> None:
    assert in_other_layout("dybvfybt") == "внимание"
    assert in_other_layout("фееутешщт") == "attention"
