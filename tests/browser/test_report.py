"""From a year of the sample to a saved report by keys alone, and the report as a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect
from pypdf import PdfReader

from kb.library import Library
from kb.settings import Settings
from tests.browser.decks import eventually, ready, settled, type_keys
from tests.browser.waiting import at_rest

YEAR = ("2025-01-01", "2025-12-31")


def focus_tab(page: Page, name: str) -> None:
    """Goes to a tab of the page as one does without a mouse."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "tab":
            break
    for _ in range(4):
        if page.evaluate("document.activeElement.textContent") == name:
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")


@pytest.fixture
def served(
    make_home: Callable[..., Path], serve: Callable[..., AbstractContextManager[str]]
) -> Iterator[tuple[str, int]]:
    """The app on a sample library of its own, and how much of the year is judged in it."""
    home = make_home("report")
    with closing(Library(Settings(home=home))) as library:
        judged = library.reviews.figures(*YEAR).judged
    with serve(home) as address:
        yield address, judged


@pytest.fixture
def saved(served: tuple[str, int], page: Page, tmp_path: Path) -> tuple[Path, int]:
    """The report as it was saved after four verdicts, by keys alone, and how much was judged then."""
    address, judged = served
    page.goto(f"{address}/reflection?from={YEAR[0]}&to={YEAR[1]}")
    ready(page)
    type_keys(page, "1123")
    settled(page)
    focus_tab(page, "Report")
    expect(page.get_by_role("heading", name="What helped")).to_be_visible()
    expect(page.get_by_text(f"{judged + 4} judged").first).to_be_visible()
    expect(page.locator(".st-key-save-html button")).to_be_enabled()
    at_rest(page)
    downloads: list[Download] = []
    page.on("download", lambda one: downloads.append(one))

    def pressed() -> bool:
        # What is pressed while the page is drawn anew is lost, and pressed again.
        page.keyboard.press("s")
        page.wait_for_timeout(1_000)
        return bool(downloads)

    eventually(page, pressed)
    assert downloads[0].suggested_filename == "jomo 2025.html"
    downloads[0].save_as(tmp_path / "2025.html")
    return tmp_path / "2025.html", judged + 4


def test_a_year_is_judged_by_keys_and_its_report_is_a_page_by_itself(
    saved: tuple[Path, int], browser: Browser, tmp_path: Path
) -> None:
    file, judged = saved
    asked: list[str] = []
    opened = browser.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    for theme, width in (("light", 1440), ("dark", 400)):
        opened.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        opened.set_viewport_size({"width": width, "height": 900})
        opened.goto(file.as_uri())
        expect(opened.get_by_text(f"{judged} judged")).to_be_visible()
        assert opened.evaluate("document.documentElement.scrollWidth") == width
    assert set(asked) == {file.as_uri()}
    opened.pdf(path=tmp_path / "2025.pdf", format="A4")
    pages = [one.extract_text().strip().splitlines() for one in PdfReader(tmp_path / "2025.pdf").pages]
    headings = {one.inner_text() for one in opened.locator("h2").all()}
    # No page is empty, none ends with the heading of what stands on the next.
    assert all(pages) and not headings & {lines[-1] for lines in pages}
    opened.close()
