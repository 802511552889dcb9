"""The Map page while there is no map."""

from __future__ import annotations

from kb.library import Library
from kb.work import process
from kb.work.queue import Lane
from tests.pages import AppTest, visit
from tests.ui.test_pages import said


def offered(app: AppTest) -> bool:
    return any(button.key == "draw-map" for button in app.button)


def test_a_map_that_comes_by_itself_is_awaited_and_one_that_does_not_is_offered(sampled: Library) -> None:
    with process.working(sampled.home, Lane.THINK), process.working(sampled.home, Lane.SAVE):
        sampled.work.resume()
        assert sampled.work.wants_thinking()
        app = visit("map")
        assert "It is drawn as soon as the texts are understood" in said(app) and not offered(app)
        sampled.work.stop()
        assert offered(app.run())
        assert "It is drawn as soon as" not in said(app)
