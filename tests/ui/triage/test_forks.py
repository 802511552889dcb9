"""Filing by itself on the page, in the person's language."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.types.forks import Expected, Trade, Way
from kb.ui.triage import forks


def trade(decisions: int, seconds: Expected | None) -> Trade:
    expected = Expected(12, 9, 15.5)
    return Trade(
        0.9,
        decisions,
        expected,
        seconds,
        Expected(0.754, 0.7, 0.8),
        Way("model alone", Expected(0, 0, 0), expected),
        Way("person alone", None, expected),
        Way("person at the forks", None, expected),
    )


@pytest.mark.parametrize(
    ("decisions", "told"), [(1, "по 1 решению"), (2, "по 2 решениям"), (1_205, "по 1\u00a0205 решениям")]
)
def test_the_table_in_russian(decisions: int, told: str) -> None:
    with speaking(RUSSIAN):
        head, _blank, columns, _rule, model, person, _forks = forks.table(trade(decisions, None)).split("\n")
    assert head.endswith(f"из них надёжны 75\u00a0%; {told}.")
    assert columns == "| | минут в неделю | ошибок в неделю |"
    assert model.startswith("| только модель | 0 (от 0 до 0) | 12")
    assert person.startswith("| только человек | ещё не измерено |")


def test_the_table_in_english() -> None:
    head = forks.table(trade(1, Expected(4, 3, 5))).split("\n")[0]
    assert head == (
        "A week of 12 (9 to 16) items, 75\u00a0% of them sure enough; told from 1 decision, 4 (3 to 5)"
        " seconds each."
    )
