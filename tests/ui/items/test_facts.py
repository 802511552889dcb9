"""What a card says of an item beside its title."""

from __future__ import annotations

from datetime import UTC, datetime

from kb.ui.items.rows import facts
from tests.ui.search.test_results import item


def test_a_long_name_of_a_source_is_cut_and_whole_on_hover() -> None:
    name = "The programmer's library | programming, code and engineering"
    told = dict(facts(item(source=name), datetime(2026, 11, 28, tzinfo=UTC)))
    assert told["The programmer's library…"] == name
    assert dict(facts(item(source="arXiv"), datetime(2026, 11, 28, tzinfo=UTC)))["arXiv"] == ""
