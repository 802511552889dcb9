"""Areas in a real browser: making one, changing it, removing it and thinking better of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.errors import NotFound
from kb.types import Filters, SearchMode, Stance

if TYPE_CHECKING:
    from conftest import Explored


def open_areas(page: Page, explored: Explored, address: str = "") -> None:
    page.goto(f"{explored.address}/areas{address}")
    expect(page.get_by_role("heading", name="Areas")).to_be_visible(timeout=15_000)


def card(page: Page, explored: Explored, name: str) -> Locator:
    return page.locator(f".st-key-area-{explored.library.area(name).id}")


def test_an_area_is_made_removed_and_brought_back(page: Page, explored: Explored) -> None:
    name = "Слияние моделей: merging"
    open_areas(page, explored)
    page.get_by_role("button", name="New area").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill(name)
    form.get_by_role("radio", name="tracked").click()
    criterion = form.get_by_role("textbox", name="Criterion: what belongs here")
    criterion.fill("Several trained models are joined into one.")
    form.get_by_label("Reason for the stance").fill("Cheap to try.")
    example = explored.library.search("quantization", mode=SearchMode.WORDS, limit=8)[0].item
    form.get_by_placeholder("Find items that belong here").fill("quantization")
    form.get_by_role("button", name=example.title).click()
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved the area")).to_be_visible(timeout=30_000)
    area = explored.library.area(name)
    assert (area.stance, area.reason) == (Stance.TRACKED, "Cheap to try.")
    assert area.examples == (example.key,) and area.review_on
    card(page, explored, name).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Removed the area")).to_be_visible()
    with pytest.raises(NotFound):
        explored.library.area(name)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_text("Because: Cheap to try.")).to_be_visible()
    assert explored.library.area(name).criterion == area.criterion
    explored.library.remove_area(name)


def test_a_change_is_kept_and_a_due_area_says_so(page: Page, explored: Explored) -> None:
    area = explored.library.areas()[0]
    open_areas(page, explored)
    own = card(page, explored, area.name)
    expect(own.get_by_text(re.compile("look again$"))).to_be_visible()
    own.get_by_role("button", name="Edit").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Reason for the stance").fill("Another reason.")
    form.get_by_label("Reason for the stance").blur()
    form.get_by_role("button", name="Save").click()
    expect(own.get_by_text("Because: Another reason.")).to_be_visible(timeout=30_000)
    after = explored.library.area(area.name)
    assert after.reason == "Another reason."
    assert (after.examples, after.criterion, after.stance) == (area.examples, area.criterion, area.stance)
    explored.library.undo()


def test_the_count_leads_to_the_items(page: Page, explored: Explored) -> None:
    area = max(explored.library.areas(), key=lambda area: len(area.members))
    open_areas(page, explored)
    card(page, explored, area.name).get_by_role("link", name=f"{len(area.members)} items").click()
    expect(page).to_have_title("Search · Jomo", timeout=15_000)
    count = explored.library.count(Filters(areas=(area.name,)))
    assert count == len(area.members)
    expect(page.get_by_text(f"{count} items, newest first")).to_be_visible()
    # The area stands among what is in force, to be taken away.
    expect(page.get_by_role("button", name=area.name)).to_be_visible()


def test_a_topic_of_the_map_prefills_the_form(page: Page, explored: Explored) -> None:
    topic = max(explored.library.map().topics, key=lambda topic: topic.size)
    open_areas(page, explored, f"?topic={topic.id}")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Name")).to_have_value(topic.name, timeout=15_000)
    expect(form.locator("[class*='-examples'] button[aria-pressed=true]")).to_have_count(5)
    form.get_by_role("button", name="Leave it").click()
    expect(form).to_have_count(0)
    assert topic.name not in [area.name for area in explored.library.areas()]
