"""A browser that draws late what its server has done: what is pressed meanwhile takes nothing back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from kb.ui.shell.url import PAGE_LENGTH
from tests.browser.conftest import new_tab, watched
from tests.browser.waiting import at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import Explored


class Wire:
    """What the server says to a page; kept back while it is closed."""

    def __init__(self, page: Page) -> None:
        self._kept: list[str | bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._take)

    def _take(self, browser: WebSocketRoute) -> None:
        self._browser, self._server = browser, browser.connect_to_server()
        self._server.on_message(self._say)

    def _say(self, message: str | bytes) -> None:
        if self._kept is None:
            self._browser.send(message)
        else:
            self._kept.append(message)

    def close(self) -> None:
        self._kept = []

    def open(self) -> None:
        kept, self._kept = self._kept or [], None
        for message in kept:
            self._browser.send(message)

    @property
    def kept(self) -> int:
        return len(self._kept or ())


@pytest.fixture
def slow(browser: Browser) -> Iterator[tuple[Page, Wire]]:
    """A tab and its wire; of its own, as a wire cannot be taken off again."""
    page = new_tab(browser, viewport={"width": 1440, "height": 900})
    with page.context:
        wire = Wire(page)
        with watched(page):
            yield page, wire


def test_what_was_set_and_is_not_drawn_stays(slow: tuple[Page, Wire], explored: Explored) -> None:
    page, wire = slow
    page.goto(f"{explored.address}/search")
    boxes = page.locator("[class*='st-key-choose-']").get_by_role("checkbox")
    expect(boxes).to_have_count(PAGE_LENGTH)
    at_rest(page)
    wire.close()
    page.get_by_role("button", name="Choose all shown").click()
    _answered(page, wire)
    page.get_by_role("button", name="Quick add").click()
    _answered(page, wire)
    wire.open()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text(f"{PAGE_LENGTH} chosen")).to_be_visible()
    ticked = page.locator("[class*='st-key-choose-']").get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(PAGE_LENGTH)
    # What is chosen again as it was told before is meant.
    boxes.first.uncheck(force=True)
    expect(page.get_by_text(f"{PAGE_LENGTH - 1} chosen")).to_be_visible()
    page.get_by_role("button", name="Let go").click()
    expect(page.get_by_role("button", name="Let go")).to_have_count(0)
    boxes.first.check(force=True)
    expect(page.get_by_text("1 chosen", exact=True)).to_be_visible()


def _answered(page: Page, wire: Wire) -> None:
    """Waits until the server has said something, and says no more."""
    said = -1
    while not 0 < wire.kept == said:
        said = wire.kept
        page.wait_for_timeout(1000)
