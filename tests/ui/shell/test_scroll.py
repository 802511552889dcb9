"""Where a page is opened: at its beginning, but for the way back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from kb.library import Library
from kb.types import Stance
from tests.pages import visit


def opened(app: AppTest) -> tuple[int, bool]:
    """The number of what is open, and whether it was come back to."""
    return app.session_state["scroll-visit"], app.session_state["scroll-back"]


def test_a_part_of_a_page_begins_at_its_beginning_and_leads_back_into_the_page(library: Library) -> None:
    library.areas.set("Caches", stance=Stance.TRACKED)
    app = visit("areas")
    assert opened(app) == (1, False)
    assert opened(app.run()) == (1, False)
    for part in ("round", "area"):
        visits, _ = opened(app)
        app.query_params[part] = "Caches"
        assert opened(app.run()) == (visits + 1, False)
        del app.query_params[part]
        assert opened(app.run()) == (visits + 2, True)
    assert not app.exception


def test_the_next_item_begins_at_its_beginning(sampled: Library) -> None:
    one, other = sampled.items.select()[:2]
    app = visit("item", key=one.key)
    visits, back = opened(app)
    app.query_params["key"] = other.key
    assert not back and opened(app.run()) == (visits + 1, False)
