"""A name that is typed into a field which proposes some: it counts however the field is left, in a dialog and
below a button; Escape shuts one thing at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Explored
from tests.browser.waiting import at_rest

_FIELD = "input[role=combobox]"


def _opened(page: Page, address: str, button: str) -> Locator:
    """What a button of an item's page opens, by its field."""
    page.goto(address)
    at_rest(page)
    page.get_by_role("button", name=button).locator("visible=true").first.press("Enter")
    field = page.get_by_test_id("stDialog").locator(_FIELD)
    expect(field).to_be_visible()
    at_rest(page)
    return field


def _typed(page: Page, field: Locator, name: str) -> None:
    field.fill(name)
    expect(page.get_by_role("listbox")).to_be_visible()


@pytest.mark.parametrize(
    "leave",
    [
        lambda page: page.keyboard.press("Tab"),
        lambda page: page.keyboard.press("Escape"),
        lambda page: page.locator("[data-testid=stDialog] h2").click(),
    ],
    ids=["tab", "escape", "press"],
)
def test_a_name_counts_however_its_field_is_left(
    explored: Explored, page: Page, leave: Callable[[Page], None]
) -> None:
    field = _opened(page, f"{explored.address}/item?key=arxiv:2506.00200", "Hand over")
    _typed(page, field, "Xenia")
    leave(page)
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_test_id("stDialog").get_by_test_id("stCode")).to_contain_text("Xenia")
    expect(field).to_have_value("Xenia")
    # Looked through and left, the list changes nothing; and each Escape shuts one thing.
    at_rest(page)
    field.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("Xenia")
    field.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    field = _opened(page, page.url, "Hand over")
    expect(field).to_have_value("")


def test_a_place_to_park_in_is_kept_by_a_dialog_that_is_closed(explored: Explored, page: Page) -> None:
    field = _opened(page, f"{explored.address}/item?key=arxiv:2506.00200", "Park")
    field.focus()
    _typed(page, field, "Reports of radiologists")
    page.locator("[data-testid=stDialog] button[aria-label=Close]").click()
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    at_rest(page)
    page.get_by_role("button", name="Park").locator("visible=true").first.press("Enter")
    expect(field).to_have_value("Reports of radiologists")


def test_a_tag_is_given_as_it_was_typed_and_the_keyboard_gets_there(explored: Explored, page: Page) -> None:
    page.goto(f"{explored.address}/search?q=radiology")
    at_rest(page)
    box = page.get_by_role("main").get_by_role("checkbox", name="Choose").first
    box.focus()
    page.keyboard.press("Space")
    opener = page.locator(".st-key-chosen-tag-open button")
    expect(opener).to_be_visible()
    at_rest(page)
    opener.press("Enter")
    below = page.get_by_test_id("stPopoverBody")
    field = below.locator(_FIELD)
    expect(field).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    _typed(page, field, "typed tag")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    at_rest(page)
    expect(below).to_be_visible()
    expect(field).to_have_value("typed tag")
    # Behind the last stop comes what is behind the button.
    below.get_by_role("button", name="Take off").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-chosen-export button")).to_be_focused()
    opener.focus()
    page.keyboard.press("Escape")
    expect(below).to_have_count(0)
    page.locator(".st-key-chosen-clear button").click()
