"""Drift in a real browser: its numbers and its bars lead to just their items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kb.plots import month_name
from kb.types import Stance, Zone

if TYPE_CHECKING:
    from tests.browser.conftest import Explored


def open_drift(page: Page, explored: Explored, shown: str = "bars") -> None:
    page.goto(f"{explored.address}/areas?tab=Drift&drift-as={shown}")
    expect(page.get_by_text("Which tracked areas starve?")).to_be_visible()


def test_a_number_leads_to_its_items(page: Page, explored: Explored) -> None:
    whole = explored.library.reviews.drift().whole
    part = whole.part(Stance.IGNORED)
    assert part.items.n
    open_drift(page, explored, "numbers")
    expect(page.locator(".st-key-drift-intake")).to_have_count(0)
    page.get_by_role(
        "link", name=re.compile(f"^ignored on purpose: .*{part.items.n} of {whole.came.n}")
    ).click()
    expect(page).to_have_title("Search · Jomo")
    expect(page.get_by_text(f"{part.items.n} items, newest first")).to_be_visible()
    expect(page.get_by_role("button", name="not tracked")).to_be_visible()


def test_a_month_has_its_own_numbers(page: Page, explored: Explored) -> None:
    month = max(explored.library.reviews.drift().months, key=lambda month: len(month.flows))
    flow = next(flow for flow in month.flows if flow.before is Zone.INBOX)
    open_drift(page, explored, "numbers")
    page.get_by_role("combobox", name="Numbers of").click()
    page.get_by_role("option", name=month_name(month.name), exact=True).click()
    page.get_by_role("link", name=f"inbox → {flow.after}: {flow.items.n}", exact=True).click()
    expect(page).to_have_title("Search · Jomo")
    said = "1 item" if flow.items.n == 1 else f"{flow.items.n} items"
    expect(page.get_by_text(f"{said}, newest first")).to_be_visible()
    expect(page.get_by_role("button", name="filed out of inbox")).to_be_visible()


def test_a_bar_leads_to_its_items(page: Page, explored: Explored) -> None:
    open_drift(page, explored)
    bar = page.locator(".st-key-drift-intake .points path").first
    bar.wait_for()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_title("Search · Jomo")
    first = explored.library.reviews.drift().months[0].came
    expect(page.get_by_text(re.compile(rf"^{first.n} items?, newest first"))).to_be_visible()


@pytest.mark.parametrize("width", [400, 1440])
def test_drift_fits_narrow_and_wide_screens(page: Page, explored: Explored, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_drift(page, explored)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
