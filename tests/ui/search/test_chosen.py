"""What can be done with all that is chosen among the results."""

from __future__ import annotations

from kb.library import Library
from kb.types import Filters, Kind
from tests.pages import visit


def test_all_that_is_chosen_is_handed_to_one_person(sampled: Library) -> None:
    chosen = sampled.items.select(Filters(kinds=(Kind.REPO, Kind.VIDEO)))
    page = visit("search")
    page.session_state["chosen"] = [item.id for item in chosen]
    page.run()
    page.button(key="chosen-hand-over").click().run()
    assert not page.exception
    [message] = page.code
    assert len(chosen) == 2 and all(item.title in message.value for item in chosen)
