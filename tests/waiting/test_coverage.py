"""What a survey covers of what waits, and the surveys that came for it."""

from __future__ import annotations

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Reference
from kb.waiting.coverage import Waits, likely_covered, referred

PAPERS = [
    Document(
        "arxiv:2501.00001", Kind.PAPER, "Four bits for weights of language models", "Rounding of weights."
    ),
    Document("arxiv:2501.00002", Kind.PAPER, "Eight bits for activations in transformers", "Rounding."),
    Document("arxiv:2501.00003", Kind.PAPER, "Pruning heads of attention layers", "Rounding, or not."),
]
FIRST, SECOND, THIRD = (paper.key for paper in PAPERS)
SURVEY = Document(
    "arxiv:2601.00009",
    Kind.PAPER,
    "Rounding of Language Models: A Survey",
    summary="In this survey we organize existing approaches.",
    text="[1] A. Author. Eight bits for activa-\ntions in Transformers. 2025.",
    references=(Reference("https://arxiv.org/abs/2501.00001", FIRST),),
)


def test_a_survey_names_works_by_key_and_by_title_in_its_bibliography() -> None:
    waiting = {
        1: Waits("Short", {"arxiv:2501.00001", "doi:10.1/x"}),
        2: Waits("Eight bits for activations in transformers", {"arxiv:2501.00002"}),
        3: Waits("Four bits", {"arxiv:2501.00003"}),
    }
    text = "Four bits. [7] Eight Bits for Activa-\n tions in Transformers, 2025"
    assert referred(waiting, {"doi:10.1/x"}, text) == {1, 2}
    assert referred(waiting, set(), "") == set()


def test_likeness_raises_the_probability() -> None:
    odds = [likely_covered(deviation) for deviation in (-1.0, 1.0, 6.0)]
    assert odds == sorted(odds)
    assert odds[0] < 0.1 < 0.5 < odds[-1] < 1


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, PAPERS)
    return library


def test_a_survey_that_comes_later_covers_what_is_parked(kept: Library) -> None:
    kept.waiting.park([FIRST, SECOND, THIRD], "rounding")
    assert kept.waiting.surveys() == []
    ingest(kept.store, [SURVEY])
    kept.work.embed()
    [one] = kept.waiting.surveys()
    assert (one.survey.key, one.sign.kind) == (SURVEY.key, "survey")
    named = [each.item.key for each in one.covered if each.referred]
    assert sorted(named) == [FIRST, SECOND]
    assert all(each.probability == 1.0 and each.place == "rounding" for each in one.covered if each.referred)
    kept.waiting.settle(SURVEY.key, named)
    assert [each.item.key for each in kept.waiting.coverage(SURVEY.key).covered if each.referred] == []


def test_without_vectors_references_are_enough(kept: Library) -> None:
    kept.waiting.park([FIRST, THIRD], "rounding")
    ingest(kept.store, [SURVEY])
    [one] = kept.waiting.surveys()
    assert [each.item.key for each in one.covered] == [FIRST]


def test_a_survey_does_not_wait_with_what_it_is_waited_for_by(kept: Library) -> None:
    kept.areas.set("Rounding", criterion="rounding", examples=[FIRST])
    kept.waiting.watch("Rounding")
    late = Document("arxiv:2601.00010", Kind.PAPER, "Two bits for weights", "Rounding of weights.")
    ingest(kept.store, [SURVEY, late])
    kept.areas.settle("Rounding", [SURVEY.key, late.key], belongs=True)
    [place] = kept.waiting.parked()
    assert [item.key for item in place.items] == [late.key, FIRST]


def test_every_survey_of_a_library_is_told(kept: Library) -> None:
    ingest(kept.store, [SURVEY])
    assert [(item.key, sign.kind) for item, sign in kept.waiting.every_survey()] == [(SURVEY.key, "survey")]
