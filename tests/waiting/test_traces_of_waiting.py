"""Handing over, coming back and settling are traces of use, and a figure tells of each person."""

from __future__ import annotations

import pytest

from kb.clock import today
from kb.ingest.save import ingest
from kb.library import Library
from kb.reflection.handing_on import PRIVATE_SECTIONS
from kb.reflection.telling import sections
from kb.types import Document, Kind, Verdict
from kb.types.evidence import Strength, TraceKind

PAPERS = [Document(f"doi:10.1000/{n}", Kind.PAPER, f"Rounding, part {n}", "Of bits.") for n in range(6)]
KEYS = [paper.key for paper in PAPERS]


@pytest.fixture
def kept(library: Library) -> Library:
    ingest(library.store, PAPERS)
    return library


def traces(library: Library, key: str) -> dict[TraceKind, Strength]:
    item = library.items.get(key).item
    return {one.kind: one.strength for one in library.reviews.traces([key]).get(item.id, ())}


def test_a_gist_that_came_back_tells_more_than_handing_over(kept: Library) -> None:
    kept.delegations.give(KEYS[:3], "Anna")
    assert traces(kept, KEYS[0]) == {TraceKind.DELEGATED: Strength.FAIR}
    kept.delegations.returned(KEYS[0], "It works", 4)
    kept.delegations.returned(KEYS[1], "Waste of time", 1)
    kept.delegations.returned(KEYS[2])
    assert [traces(kept, key)[TraceKind.RETURNED] for key in KEYS[:3]] == [
        Strength.STRONG,
        Strength.WEAK,
        Strength.WEAK,
    ]


def test_a_survey_that_settled_several_was_of_use(kept: Library) -> None:
    kept.waiting.park(KEYS[1:5], "rounding")
    kept.waiting.settle(KEYS[0], KEYS[1:4])
    assert traces(kept, KEYS[0]) == {TraceKind.SETTLED: Strength.STRONG}
    kept.history.undo()
    assert traces(kept, KEYS[0]) == {}


def test_reflection_tells_how_often_what_a_person_got_helped(kept: Library) -> None:
    kept.delegations.give(KEYS[:5], "Anna")
    kept.delegations.give(KEYS[4:5], "Boris")
    kept.reviews.judge(KEYS[:3], Verdict.INDIRECT)
    kept.reviews.judge(KEYS[3:5], Verdict.NONE)
    figures = kept.reviews.figures(today(), today())
    shares = {share.label: (share.useful, share.judged) for share in figures.by_person}
    assert shares == {"Anna": (3, 5), "Boris": (0, 1)}
    assert any(section.name == "person" for section in sections(figures))
    assert "person" in PRIVATE_SECTIONS
