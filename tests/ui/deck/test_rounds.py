"""What there is to say at the end of a round, in the person's language."""

from __future__ import annotations

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.ui.deck import rounds
from kb.ui.deck.session import AGAIN, RENEW, SKIP, Choice

WORDS = rounds.Words(
    question="",
    skip=Choice("S", SKIP, ""),
    skipped="",
    nothing="",
    done="Done.",
    left=lambda cards: f"{cards} left.",
    more=lambda cards: f"{cards} more.",
)


@pytest.mark.parametrize(
    ("skipped", "more", "lines", "choice"),
    [
        (2, 5, ["Filed: 3.", "2 left."], (AGAIN, "Вернуться к ним")),
        (0, 5, ["Filed: 3.", "На один раз достаточно. 5 more."], (RENEW, "Ещё один подход")),
        (0, 0, ["Filed: 3.", "Done."], None),
    ],
)
def test_the_end_of_a_round_in_russian(
    skipped: int, more: int, lines: list[str], choice: tuple[str, str] | None
) -> None:
    with speaking(RUSSIAN):
        end = rounds.end(WORDS, ["Filed: 3."], skipped=skipped, more=more)
    assert (end.lines, end.choice) == (lines, choice)
