"""While search by meaning is being opened a page is there already, and it stays where it is."""

from __future__ import annotations

import time

import pytest

from kb.library import Library
from kb.settings import Settings
from kb.ui.shell import frame
from tests.conftest import PATIENCE_S
from tests.pages import AppTest, visit


def place_of(app: AppTest, field: str) -> int:
    """Which element of the page holds a field, as the browser counts them."""
    return next(
        place
        for place, block in app.main.children.items()
        if field in [one.key for one in block.get("text_input")]
    )


@pytest.mark.parametrize(("page", "field"), [("search", "q"), ("today", "today-query")])
def test_a_field_stays_the_same_to_the_browser(library: Library, page: str, field: str) -> None:
    library.intake.load_sample()
    app = visit(page)
    before = place_of(app, field)
    opened = frame.open_library(Settings())
    deadline = time.monotonic() + PATIENCE_S
    while not opened.warm and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place_of(app.run(), field) == before
