"""Wording speaks where nobody wrote a sign down, and less the less of it there is."""

from __future__ import annotations

import pytest

from kb.types.waiting import SurveyKind
from kb.waiting import wording
from kb.waiting.cues import cues
from kb.waiting.surveys import look

LIKE_A_SURVEY = (
    "Depth from a single picture",
    "Estimating depth from one picture has become a field of its own. We discuss its history, the datasets"
    " and losses in use, supervised and unsupervised learning, and applications in robotics and medicine,"
    " with their challenges, and we highlight trends and perspectives for research.",
)
LIKE_A_METHOD = (
    "Depth from a single picture",
    "Estimating depth from one picture is ambiguous. Our network learns scale from the motion of the camera."
    " Training needs no labels. Results on three datasets are better by a fifth and inference is faster.",
)


def test_wording_speaks_without_a_sign() -> None:
    found = {
        text: wording.worded(*text).log_odds[SurveyKind.SURVEY] for text in (LIKE_A_SURVEY, LIKE_A_METHOD)
    }
    assert found[LIKE_A_SURVEY] > found[LIKE_A_METHOD] + 2
    signs = [cue for cue in cues() if cue.kind and cue.pattern.search(LIKE_A_SURVEY[1].casefold())]
    assert sum(sign.weight for sign in signs) < 3
    assert look(*LIKE_A_SURVEY).likely and not look(*LIKE_A_METHOD).likely


@pytest.mark.parametrize("title", ["SoK: Watermarks", "Watermarks of generated text"])
def test_a_title_alone_is_left_to_its_signs(title: str) -> None:
    assert look(title, "").likely is title.startswith("SoK")


def test_what_is_not_meant_is_no_wording_either() -> None:
    assert "S:survey" not in wording.terms("", "An online survey of 300 patients was held.")
    assert "S:survey" in wording.terms("", "We wrote a survey of attention.")


def test_no_terms_say_nothing_against() -> None:
    none = wording.worded("", "")
    assert none.terms == 0
    assert max(none.log_odds.values()) < 0
