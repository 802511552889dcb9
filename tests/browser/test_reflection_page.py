"""Reflection in a real browser: judging by keys, the figures and the items behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from bench.measuring import busy_cores
from kb.exporting import Format
from kb.library import Library
from kb.reflection.telling import headline, sections
from kb.types import Verdict
from tests.browser.decks import ready, settled, title, type_keys
from tests.browser.waiting import at_rest

if TYPE_CHECKING:
    from tests.browser.conftest import Explored

SPRING = ("2026-01-01", "2026-06-30")
AUTUMN = ("2025-07-01", "2025-12-31")
BOTH = (AUTUMN[0], SPRING[1])


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
    queue = library.reviews.to_judge(*BOTH)
    judged = library.reviews.figures(*BOTH).judged
    before = {item.title: item.verdict for item in library.items.select()}
    open_period(page, explored, BOTH)
    ready(page)
    with busy_cores():
        pressed = type_keys(page, [str(place % 3 + 1) for place in range(21)])
        settled(page)
    assert [shown for shown, _ in pressed] == [item.title for item in queue[:21]]
    given = {shown: list(Verdict)[int(key) - 1] for shown, key in pressed}
    assert {item.title: item.verdict for item in library.items.select()} == before | given
    expect(page.get_by_text(f"{judged + 21} judged")).to_be_visible()
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


def test_a_note_is_written_before_its_card_is_decided(
    page: Page, explored: Explored, library: Library
) -> None:
    first, second = library.reviews.to_judge(*SPRING)[:2]
    open_period(page, explored, SPRING)
    ready(page)
    at_rest(page)
    choices = page.locator(".jd-choices")
    before = choices.bounding_box()
    page.keyboard.press("n")
    page.keyboard.type("1 of the 3 for the talk")
    page.keyboard.press("Enter")
    # What is in sight stays where it is.
    assert choices.bounding_box() == before
    type_keys(page, "23", gap_ms=50)
    settled(page)
    given = [library.items.get(item.key) for item in (first, second)]
    assert [detail.item.verdict for detail in given] == [Verdict.INDIRECT, Verdict.NONE]
    assert [detail.events[-1].note for detail in given] == ["1 of the 3 for the talk", ""]


def test_what_is_certain_is_confirmed_together(page: Page, explored: Explored, library: Library) -> None:
    sure = [item for item in library.reviews.to_judge(*SPRING) if item.id > 0][:3]
    for item in sure:
        library.items.exported([item.key], Format.BIBTEX)
    open_period(page, explored, SPRING)
    page.get_by_role("button", name="3 are certain").click()
    page.get_by_text("taken out to cite").first.wait_for()
    page.get_by_test_id("stPopoverBody").get_by_text(sure[0].title, exact=True).click()
    page.get_by_role("button", name="Confirm 2 as direct use").click()
    expect(page.get_by_text("Confirmed: 2 items")).to_be_visible()
    assert {i.key: i.verdict for i in library.items.by_ids([item.id for item in sure])} == {
        sure[0].key: None,
        sure[1].key: Verdict.DIRECT,
        sure[2].key: Verdict.DIRECT,
    }


def test_each_number_opens_the_items_behind_it(page: Page, explored: Explored) -> None:
    figures = explored.library.reviews.figures(*AUTUMN)
    open_period(page, explored, AUTUMN, "&view=Figures")
    expect(page.get_by_text(headline(figures))).to_be_visible()
    expect(page.get_by_role("heading", name="Which lists earned their time?")).to_be_visible()
    for section in sections(figures):
        for line in section.lines:
            expect(page.locator(".jf-said", has_text=line.said).first).to_be_visible()
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
