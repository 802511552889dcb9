"""Every page comes up whole when it is the first thing a fresh server is asked for."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

PAGES = "Today Triage Search Map Areas Notes Waiting Reflection Diary Add Feeds History Library".split()


@pytest.fixture(scope="module")
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("cold")


@pytest.fixture
def fresh(home: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a server nobody has talked to yet."""
    with serve(home) as address:
        yield address


def expect_whole(page: Page, title: str) -> None:
    links = page.get_by_test_id("stSidebarNavLink")
    # The icons before the names are letters to the browser, drawn by a font.
    expect(links).to_have_text([re.compile(f"{name}$") for name in PAGES])
    expect(page).to_have_title(f"{title} · Jomo")
    background = page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    assert background == "rgb(250, 249, 246)"
    styled = "[...document.querySelectorAll('style')].some(sheet => sheet.textContent.includes('jomo-when'))"
    page.wait_for_function(styled)
    expect(page.get_by_text("Page not found")).to_have_count(0)


@pytest.mark.parametrize("title", PAGES)
def test_cold_deep_link(fresh: str, page: Page, title: str) -> None:
    page.goto(f"{fresh}/{title.lower()}")
    expect_whole(page, title)
    expect(page.get_by_role("heading").first).to_be_visible()


def test_the_bare_address_leads_to_today(fresh: str, page: Page) -> None:
    page.goto(fresh)
    expect_whole(page, "Today")


def test_cold_deep_link_to_an_item_keeps_its_key(fresh: str, page: Page) -> None:
    page.goto(f"{fresh}/item?key=arxiv:2503.19950")
    expect_whole(page, "Item")
    expect(page.get_by_role("heading", name="LogQuant")).to_be_visible()


def test_a_page_stays_whole_after_the_next_click(fresh: str, page: Page) -> None:
    page.goto(f"{fresh}/add")
    expect_whole(page, "Add")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Triage").click()
    expect(page.get_by_role("heading", name="Triage")).to_be_visible()
    expect_whole(page, "Triage")
    page.go_back()
    expect(page.get_by_role("heading", name="Add")).to_be_visible()
