"""What is said beside a card of how new it is."""

from __future__ import annotations

import pytest

from kb.types import Novelty
from kb.ui.triage.newness import beside

TITLE, SUMMARY = "A crater was found", "It is old. It has an odd form."


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("It has an odd form.", "sentence 2 of the summary"),
        ("A crater was found", "what the title says"),
        ("Nobody knows why.", "Nobody knows why."),
    ],
)
def test_what_stands_beside_it_is_pointed_at(new: str, said: str) -> None:
    novelty = Novelty(nearest=(), sentence=new, terms=(), told_before=())
    assert list(beside(novelty, TITLE, SUMMARY)) == [("New here", said, None)]
