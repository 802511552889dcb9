"""Triage by keyboard: a key files the card, the next one comes up, U takes it back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from kb.types import READING_ZONES, Zone


@pytest.fixture(scope="module")
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("keys")


@pytest.fixture(scope="module")
def address(home: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    with serve(home) as started:
        yield started


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    opened = Library(Settings(home=home))
    yield opened
    opened.close()


def heading(page: Page) -> str:
    return page.locator(".st-key-triage-card h3").first.inner_text()


def open_triage(page: Page, address: str, total: int) -> None:
    page.goto(f"{address}/triage")
    expect(page.get_by_text(f"1 of {total}")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Skip")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()


def test_keys_one_to_four_file_and_u_takes_back(address: str, page: Page, library: Library) -> None:
    queue = library.triage_queue()
    total = len(queue)
    open_triage(page, address, total)
    for place, zone in enumerate(READING_ZONES):
        item = queue[place]
        assert heading(page) == item.title
        page.keyboard.press(str(place + 1))
        expect(page.get_by_text(f"{place + 2} of {total}")).to_be_visible()
        assert library.item(item.key).item.zone is zone
    for place in reversed(range(len(READING_ZONES))):
        page.keyboard.press("u")
        expect(page.get_by_text(f"{place + 1} of {total}")).to_be_visible()
        assert heading(page) == queue[place].title
        assert library.item(queue[place].key).item.zone is Zone.INBOX
    page.keyboard.press("u")
    expect(page.get_by_text("Nothing filed from the inbox just now.")).to_be_visible()


def test_the_place_is_kept_when_the_page_is_left(address: str, page: Page, library: Library) -> None:
    queue = library.triage_queue()
    total = len(queue)
    open_triage(page, address, total)
    page.keyboard.press("s")
    expect(page.get_by_text(f"2 of {total}")).to_be_visible()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name=queue[1].title)).to_be_visible()
    expect(page).to_have_title("Item · Jomo")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Triage").click()
    expect(page.get_by_text(f"2 of {total}")).to_be_visible()
    assert heading(page) == queue[1].title


def test_typing_in_a_box_files_nothing(address: str, page: Page, library: Library) -> None:
    before = library.stats().by_zone
    page.goto(f"{address}/add")
    box = page.get_by_label("Paste links, arXiv ids, paths or a text")
    expect(box).to_be_visible(timeout=15_000)
    box.click()
    page.keyboard.type("1234 usot")
    assert library.stats().by_zone == before
    expect(box).to_have_value("1234 usot")
