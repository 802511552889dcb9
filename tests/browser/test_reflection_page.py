"""Reflection in a real browser: judging by keys, the figures and the items behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.types import Verdict
from tests.browser.decks import busy_cores, ready, settled, title, type_keys

if TYPE_CHECKING:
    from tests.browser.conftest import Explored

SPRING = ("2026-01-01", "2026-06-30")
AUTUMN = ("2025-07-01", "2025-12-31")


def open_period(page: Page, explored: Explored, period: tuple[str, str], more: str = "") -> None:
    page.goto(f"{explored.address}/reflection?from={period[0]}&to={period[1]}{more}")
    expect(page.get_by_role("heading", name="Reflection")).to_be_visible()


@pytest.fixture
def library(explored: Explored) -> Iterator[Library]:
    """The explored library, without the verdicts that a test gives."""
    last = explored.library.history.last()
    yield explored.library
    while explored.library.history.last() != last:
        explored.library.history.undo()


def test_twenty_verdicts_at_five_keys_a_second_on_a_busy_machine(
    page: Page, explored: Explored, library: Library
) -> None:
    queue = library.reviews.to_judge(*SPRING)
    before = {item.title: item.verdict for item in library.items.select()}
    open_period(page, explored, SPRING)
    ready(page)
    with busy_cores():
        pressed = type_keys(page, [str(place % 3 + 1) for place in range(21)])
        settled(page)
    assert [shown for shown, _ in pressed] == [item.title for item in queue[:21]]
    given = {shown: list(Verdict)[int(key) - 1] for shown, key in pressed}
    assert {item.title: item.verdict for item in library.items.select()} == before | given
    expect(page.get_by_text("21 judged")).to_be_visible()
    assert title(page) == queue[21].title


def test_keys_judge_put_off_and_take_back(page: Page, explored: Explored, library: Library) -> None:
    queue = library.reviews.to_judge(*SPRING)
    open_period(page, explored, SPRING)
    ready(page)
    pressed = type_keys(page, "123l", gap_ms=50)
    settled(page)
    assert [shown for shown, _ in pressed] == [item.title for item in queue[:4]]
    assert [library.items.get(item.key).item.verdict for item in queue[:4]] == [*Verdict, None]
    expect(page.get_by_text("3 judged")).to_be_visible()
    assert title(page) == queue[4].title
    type_keys(page, "uuu", gap_ms=50)
    settled(page)
    assert title(page) == queue[0].title
    assert [library.items.get(item.key).item.verdict for item in queue[:3]] == [None] * 3
    page.keyboard.press("u")
    expect(page.get_by_text("No verdict was given just now.")).to_be_visible()


def test_each_number_opens_the_items_behind_it(page: Page, explored: Explored) -> None:
    figures = explored.library.reviews.figures(*AUTUMN)
    open_period(page, explored, AUTUMN, "&view=Figures")
    overall = figures.overall
    line = f"{figures.total} items · {figures.judged} judged"
    expect(page.get_by_text(line)).to_be_visible()
    expect(page.get_by_text(f"{overall.useful} of {overall.judged}")).to_be_visible()
    expect(page.get_by_role("heading", name="Which lists earned their time?")).to_be_visible()
    best = figures.by_source[0]
    page.get_by_role("button", name=f"{best.label}:").click()
    behind = page.get_by_role("dialog")
    expect(behind.locator("[class*='st-key-item-title-behind'] a")).to_have_count(best.total)
    for name, keys in (("Direct use", best.direct_keys), ("Not judged yet", best.unjudged_keys)):
        expect(behind.get_by_text(f"{name} {len(keys)}")).to_have_count(1 if keys else 0)


def test_the_last_period_comes_first_and_another_changes_the_address(page: Page, explored: Explored) -> None:
    page.goto(f"{explored.address}/reflection")
    saved = max(item.saved_at for item in explored.library.items.select())
    last = f"H{1 if saved[5:7] <= '06' else 2} {saved[:4]}"
    expect(page.get_by_role("combobox", name="Period")).to_have_value(last)
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="H2 2025").click()
    total = explored.library.reviews.figures(*AUTUMN).total
    expect(page.get_by_text(f"H2 2025 · {total} items")).to_be_visible()
    assert f"from={AUTUMN[0]}" in page.url and f"to={AUTUMN[1]}" in page.url
