"""The keyboard's way through every page: each stop has a ring that is seen, whole and uncovered, and they
follow one another as one reads; what opened a dialog has the keyboard again once it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Explored
from tests.browser.test_map_page import BAR, STAGE, open_map
from tests.browser.waiting import at_rest

PLACES = (
    "/today",
    "/triage",
    "/search?q=radiology&zone=inbox",
    "/map",
    "/map?view=table",
    "/areas",
    "/areas?tab=Role",
    "/areas?tab=Drift",
    "/notes",
    "/waiting",
    "/reflection",
    "/reflection?view=Figures",
    "/diary",
    "/add",
    "/feeds",
    "/history",
    "/library",
    "/item?key=arxiv:2506.00200",
    "/item?key=none",
)
_WALKING = Path(__file__).with_name("walking.js").read_text(encoding="utf-8")
_CONTRAST = 3.0
"""Of what shows the focus to what it lies on: WCAG 2.2, 1.4.11 and 2.4.13."""
_LONGEST = 250
"""No page has as many stops: a walk that goes on has been caught somewhere."""
_IS_WITHIN = """document.querySelector('[data-testid="stDialog"]').contains(document.activeElement)"""
_ROW = 24
"""How much higher than the one before, in pixels, still reads as the same row."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where Tab led: the contrast of the ring (0 where none is), what cuts it off and what lies over it, in
    which part of the page it is, and where there, in pixels."""

    what: str
    contrast: float
    cut: Sequence[str]
    over: Sequence[str]
    flow: int
    left: float
    right: float
    top: float
    bottom: float

    def faults(self) -> Iterator[str]:
        if self.contrast < _CONTRAST:
            yield f"{self.what}: a ring of contrast {self.contrast:.2f}"
        if self.cut:
            yield f"{self.what}: cut off by {', '.join(self.cut)}"
        if self.over:
            yield f"{self.what}: below {', '.join(self.over)}"

    def above(self, other: Stop) -> bool:
        """Whether it stands over another that is read before it: higher than its row, and not beside it."""
        return self.flow == other.flow and self.bottom < other.top - _ROW and self.left < other.right


def walk(page: Page) -> Iterator[Stop]:
    """Every stop of Tab, from where the page is to its end."""
    for _ in range(_LONGEST):
        page.keyboard.press("Tab")
        if (at := page.evaluate(_WALKING)) is None:
            return
        yield Stop(**at)
    pytest.fail(f"{page.url} has no end")


def faults(stops: Sequence[Stop]) -> list[str]:
    return [
        *(fault for stop in stops for fault in stop.faults()),
        *(
            f"{after.what} comes after {before.what}"
            for before, after in pairwise(stops)
            if after.above(before)
        ),
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 400)])
def test_the_keyboards_place_is_seen_on_every_page(
    explored: Explored, page: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    found = []
    for place in PLACES:
        told = faults(_visit(page, f"{explored.address}{place}", whole=place == PLACES[0]))
        # What came late pushed the rest from where the keyboard had just been led.
        if told:
            told = faults(_visit(page, page.url, whole=False))
        found += [(place, fault) for fault in told]
    assert not found


def _visit(page: Page, address: str, *, whole: bool) -> Sequence[Stop]:
    """The stops of a page; those of the menu, which is the same on every page, only with `whole`."""
    page.goto(address)
    for _ in range(2):
        at_rest(page)
        if not whole:
            page.get_by_test_id("stMain").focus()
        # What is drawn anew in that moment forgets where the keyboard was led.
        if len(stops := list(walk(page))) > 1:
            return stops
    pytest.fail(f"{address} has no stop")


def test_a_dialog_gives_the_keyboard_back(explored: Explored, page: Page) -> None:
    page.goto(f"{explored.address}/areas")
    at_rest(page)
    _comes_back(page, opener := page.get_by_role("button", name="New area"), lambda: opener.press("Enter"))

    # A button that is switched off while the dialog is made.
    page.goto(f"{explored.address}/triage")
    opener = page.locator(".jd-choice").first
    expect(opener).to_be_enabled()
    at_rest(page)
    _comes_back(page, opener, lambda: opener.press("d"))

    # An entry of a menu that is gone.
    page.goto(f"{explored.address}/today")
    opener = page.get_by_role("button", name="Not now").first
    expect(opener).to_be_visible()
    at_rest(page)

    def choose() -> None:
        opener.press("Enter")
        page.get_by_role("menuitem", name="On a day").press("Enter")

    _comes_back(page, opener, choose)

    # A button in a box that opens below another one: the dialog lies over both.
    page.set_viewport_size({"width": 900, "height": 740})
    page.goto(f"{explored.address}/item?key=arxiv:2506.00200")
    opener = page.locator(".st-key-bar-more button").locator("visible=true").first
    expect(opener).to_be_visible()
    at_rest(page)

    def hand_over() -> None:
        opener.press("Enter")
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="Hand over").press("Enter")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        expect(page.get_by_role("dialog")).to_be_focused()

    _comes_back(page, opener, hand_over)


def _comes_back(page: Page, opener: Locator, opens: Callable[[], None]) -> None:
    dialog = page.get_by_test_id("stDialog")
    opener.focus()
    opens()
    expect(dialog).to_be_visible()
    at_rest(page)
    # For a moment it lets go, when what it was opened from closes below it.
    page.wait_for_function(_IS_WITHIN)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_what_was_typed_into_a_dialog_outlives_it_until_it_is_used_or_left(
    page: Page, explored: Explored
) -> None:
    dialog = page.get_by_role("dialog")
    page.goto(f"{explored.address}/areas")
    at_rest(page)

    def area(name: str, criterion: str) -> None:
        page.get_by_role("button", name="New area").click()
        expect(dialog.get_by_role("textbox", name="Name")).to_have_value(name)
        expect(dialog.get_by_role("textbox", name="Criterion")).to_have_value(criterion)

    area("", "")
    dialog.get_by_role("textbox", name="Name").fill("Boats")
    dialog.get_by_role("textbox", name="Criterion").fill("What floats")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    area("Boats", "What floats")
    dialog.get_by_role("button", name="Leave it").click()
    expect(dialog).to_have_count(0)
    area("", "")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    # Where words are asked for first they can be typed at once.
    field = dialog.get_by_role("textbox", name="Links, ids, or words of your own")
    for already in ("", "A thought"):
        at_rest(page)
        page.keyboard.press("a")
        expect(field).to_be_focused()
        expect(field).to_have_value(already)
        page.keyboard.insert_text("A thought" if not already else "")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_tab_stays_in_a_dialog_until_it_is_closed(explored: Explored, page: Page) -> None:
    page.goto(f"{explored.address}/search?q=radiology")
    at_rest(page)
    page.get_by_role("main").get_by_role("checkbox", name="Choose").first.press("Space")
    _stays(page, page.locator(".st-key-chosen-hand-over button"))
    page.locator(".st-key-chosen-clear button").click()

    page.goto(f"{explored.address}/areas")
    at_rest(page)
    page.locator("[class*='st-key-lines-open-areas-'] button").first.press("Enter")
    _stays(page, page.get_by_role("button", name="Edit"))

    open_map(page, f"{explored.address}/map")
    page.locator(STAGE).press("ArrowRight")
    expect(page.locator(".jm-aim")).to_be_visible()
    page.locator(STAGE).press("Space")
    expect(page.locator(BAR).get_by_text("1 item chosen")).to_be_visible()
    for key in ("map-make-area", "map-hand-over"):
        _stays(page, page.locator(f".st-key-{key} button"))


def _stays(page: Page, opener: Locator) -> None:
    """Opens a dialog by key, goes round in it and once more, and closes it."""
    expect(opener).to_be_visible()
    at_rest(page)

    def round_about() -> None:
        opener.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        at_rest(page)
        page.wait_for_function(_IS_WITHIN)
        stops = page.get_by_role("dialog").locator("button, input, textarea, a[href]").count()
        for _ in range(stops + 2):
            page.keyboard.press("Tab")
            assert page.evaluate(_IS_WITHIN)

    _comes_back(page, opener, round_about)


def test_what_was_typed_below_a_button_outlives_escape(page: Page, explored: Explored) -> None:
    page.goto(f"{explored.address}/search?q=radiology")
    opener = page.locator(".st-key-alike-text button").first
    expect(opener).to_be_visible()
    at_rest(page)
    words = page.get_by_test_id("stPopoverBody").get_by_role("textbox")
    for typed in ("", "Reports of lungs"):
        opener.press("Enter")
        expect(words).to_have_value(typed)
        page.keyboard.press("Tab")
        expect(words).to_be_focused()
        page.keyboard.insert_text("Reports of lungs" if not typed else "")
        page.keyboard.press("Escape")
        expect(words).to_have_count(0)
        expect(opener).to_be_focused()
        at_rest(page)
