"""Intake on Today: the words of the Feeds page, and nothing passed over in silence."""

from __future__ import annotations

from kb.types import SourceState
from kb.ui.today import intake

STATES = [
    SourceState("A quiet feed", shown=2),
    SourceState("Loud *one*", shown=10, overflow=110),
    SourceState("Lesser", shown=9, overflow=3),
    SourceState("Silent"),
]


def test_the_loudest_sources_are_named_and_the_others_counted() -> None:
    assert intake.lines(STATES) == [
        r"Loud \*one\* 10 of 10 :gray[· 110 in the overflow]",
        "Lesser 9 of 10 :gray[· 3 in the overflow]",
        ":gray[and 2 more sources]",
    ]
    assert intake.lines(STATES[:2]) == [
        r"Loud \*one\* 10 of 10 :gray[· 110 in the overflow]",
        "A quiet feed 2 of 10",
    ]
