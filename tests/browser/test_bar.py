"""The bar of an item has room on every screen, whatever language its buttons are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.library import Library
from kb.settings import Settings
from tests.browser.test_reading import TEXT
from tests.browser.waiting import at_rest
from tests.conftest import StemEncoder

BOXES = """bar => [bar, ...bar.querySelectorAll("button")].map(node => node.getBoundingClientRect())
  .filter(box => box.width).map(box => [box.left, box.top, box.right, box.bottom])"""


@pytest.fixture(params=["en", "ru"])
def app(
    request: pytest.FixtureRequest,
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """The app in a language; between two others lies a text of which a part was read."""
    monkeypatch.setenv("KB_LANGUAGE", request.param)
    home = make_home(f"bar-{request.param}", sampled=False)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    for name, text in (("before", "# Before"), ("kernels", TEXT), ("after", "# After")):
        (tmp_path / f"{name}.md").write_text(text)
        [item] = library.intake.add([str(tmp_path / f"{name}.md")]).touched
        library.reading.reached(item.key, 0.4, "Section 5")
    library.close()
    with serve(home) as address:
        yield address


def buttons(page: Page, app: str) -> Locator:
    """The buttons of the bar that are in sight, of the text opened from a list."""
    page.goto(f"{app}/search")
    page.get_by_role("link", name="On streaming kernels").click()
    expect(page.locator(".jr-b").first).to_be_attached()
    expect(page.locator(".st-key-bar-next button").first).to_be_enabled()
    expect(page.locator(".jomo-progress").first).not_to_be_empty()
    at_rest(page)
    return page.locator(".st-key-item-bar button").locator("visible=true")


def test_on_a_phone_every_button_of_the_bar_is_in_reach(app: str, phone: Page) -> None:
    found = buttons(phone, app)
    for width in (560, 400, 360):
        phone.set_viewport_size({"width": width, "height": 740})
        expect(found).to_have_count(6)
        for button in found.all():
            expect(button).to_be_in_viewport(ratio=1)
            button.tap(trial=True)
            # No word of it is cut off.
            assert button.evaluate("node => node.scrollWidth <= node.clientWidth")
        expect(phone.locator(".jomo-progress").first).to_be_in_viewport(ratio=1)
    found.last.tap()
    expect(phone.locator("[class*='st-key-more-cite'] button").locator("visible=true")).to_be_in_viewport(
        ratio=1
    )


def test_a_wide_bar_shows_what_it_has_room_for(page: Page, app: str) -> None:
    buttons(page, app)
    bar = page.locator(".st-key-item-bar")
    seen = []
    for width in (700, 1024, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        (left, top, right, bottom), *boxes = bar.evaluate(BOXES)
        row = [box for box in boxes if top <= box[1] and box[3] <= bottom]
        assert all(left <= box[0] and box[2] <= right for box in row)
        seen.append(len(row))
    # Two to the others of the list, three for what is done most, the last for the rest; then what has room.
    assert seen[0] == 6 <= seen[1] and seen[2] >= 8
    # All of it in a row, and the last button is gone.
    assert seen[3] == 11
