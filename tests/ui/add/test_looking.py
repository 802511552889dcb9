"""What a person is told of an import before it is saved."""

from dataclasses import replace

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.types import Kind
from kb.types.imports import Preview
from kb.ui.add import looking

NOTHING = Preview(
    formats={"Markdown": 1_200},
    kinds={Kind.NOTE: 1, Kind.PAPER: 2},
    new=0,
    updated=0,
    unchanged=0,
    repeated=0,
    annotations=0,
    by_name_only=0,
    feeds=0,
    first="2021-01",
    last="2024-05-01",
    samples=(),
    near_duplicates=(),
    lost=(),
    left_out={".png": 3},
)


def test_only_what_there_is_is_told() -> None:
    assert looking.summary(NOTHING) == "Nothing in it can be saved."
    assert looking.summary(replace(NOTHING, feeds=1)) == "1 feed to become sources"
    told = looking.summary(replace(NOTHING, new=1_200, updated=1, unchanged=2))
    assert told == "**1,200 new**, 1 known, with something to add, 2 here already"
    assert looking.facts(replace(NOTHING, new=3, annotations=2)) == [
        "Read as: 1,200 Markdown",
        "Kinds: 1 note, 2 papers",
        "From January 2021 to 1 May 2024",
        "2 of your own notes and highlights",
        "Left out by their names: 3 .png",
    ]


@pytest.mark.parametrize(
    ("papers", "told"), [(1, "Виды: 1 статья"), (2, "Виды: 2 статьи"), (5, "Виды: 5 статей")]
)
def test_what_is_in_it_in_russian(papers: int, told: str) -> None:
    seen = replace(NOTHING, kinds={Kind.PAPER: papers}, new=1_200, unchanged=2)
    with speaking(RUSSIAN):
        assert looking.summary(seen) == "**новых: 1\N{NO-BREAK SPACE}200**, уже здесь: 2"
        assert looking.facts(seen) == [
            "Прочитано как: Markdown\N{NO-BREAK SPACE}\N{EM DASH} 1\N{NO-BREAK SPACE}200",
            told,
            "Даты: январь 2021\N{NO-BREAK SPACE}\N{EM DASH} 1 мая 2024",
            "Пропущено по именам: .png\N{NO-BREAK SPACE}\N{EM DASH} 3",
        ]
