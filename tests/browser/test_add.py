"""Adding in a real browser: pasted, read by the background process, told, opened."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings


@pytest.fixture
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("adding", sample=False)


@pytest.fixture
def own(home: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    with serve(home) as address:
        yield address


def test_a_pasted_path_becomes_an_item(own: str, page: Page, home: Path, tmp_path: Path) -> None:
    note = tmp_path / "a note.md"
    note.write_text(
        "# Внимание и память\n\nКороткая заметка.\n\n![график](http://site.example/plot.png)\n\n`code`\n"
    )
    library = Library(Settings(home=home))
    page.goto(f"{own}/add")
    box = page.get_by_label("Paste links, arXiv ids, paths or a text")
    box.fill(f"{note}\n/no/such/file.pdf")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("1 source taken")).to_be_visible()
    expect(page.get_by_text("No such file: /no/such/file.pdf").first).to_be_visible()
    told = page.get_by_text("1 added")
    expect(told).to_be_visible()
    library.work.stop()  # what is left would load the model, which this test does not need
    told.click()
    expect(page.get_by_role("link", name="Внимание и память").first).to_be_visible()

    [item] = library.items.select()
    page.goto(f"{own}/item?key={item.key}")
    expect(page.get_by_role("heading", name="Внимание и память").first).to_be_visible()
    expect(page.get_by_role("link", name="график")).to_be_visible()
    expect(page.get_by_test_id("stMain").locator("img[src*=site]")).to_have_count(0)
    library.close()
