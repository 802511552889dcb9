"""Adding in a real browser: pasted, read by the background process, told, opened."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from kb.types import Zone
from tests.browser.waiting import at_rest


@pytest.fixture
def home(make_home: Callable[..., Path]) -> Path:
    return make_home("adding", sampled=False)


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
    expect(page.get_by_text("No such file: /no/such/file.pdf").first).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Taken: 1")).to_be_visible()
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


def test_a_folder_is_looked_at_imported_and_taken_back(
    own: str, page: Page, home: Path, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    (vault / "deep").mkdir(parents=True)
    (vault / "one.md").write_text("# Заметка о памяти\n\nСм. [[two]].\n")
    (vault / "deep" / "two.md").write_text("---\ndate: 2024-05-01\n---\n# The second\n\nIts words.\n")
    (vault / "picture.png").write_bytes(b"x")
    library = Library(Settings(home=home))
    before = {item.key for item in library.items.select()}

    page.goto(f"{own}/add")
    expect(page.get_by_text("Or a whole folder")).to_be_visible()
    at_rest(page)
    page.locator("input[type=file][webkitdirectory]").set_input_files(vault)
    preview = page.locator(".st-key-preview")
    expect(preview.get_by_text("2 new")).to_be_visible()
    expect(preview.get_by_text("Left out by their names: 1 .png")).to_be_visible()
    expect(preview.get_by_text("The second")).to_be_visible()
    assert {item.key for item in library.items.select()} == before
    preview.get_by_text("nice-to-have").click()
    preview.get_by_text("I wrote these myself").click()
    preview.get_by_role("button", name="Import").click()
    report = page.get_by_text("2 added · vault")
    expect(report).to_be_visible()
    expect(preview).to_have_count(0)
    library.work.stop()
    brought = [item for item in library.items.select() if item.key not in before]
    assert {item.zone for item in brought} == {Zone.NICE_TO_HAVE}
    assert len(library.search.find("writing:own").hits) == 2

    page.locator("[class*=st-key-import-undo]").first.get_by_role("button").click()
    expect(page.get_by_text("Taken back: 2 removed.")).to_be_visible()
    expect(page.get_by_role("button", name="Import again")).to_be_visible()
    assert {item.key for item in library.items.select()} == before

    # The box of every page, by its key.
    page.goto(f"{own}/search")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    # Streamlit loads buttons after the page, and with them their keys.
    expect(page.get_by_role("button", name="Quick add")).to_be_visible()
    at_rest(page)
    page.keyboard.press("a")
    box = page.get_by_label("Links, ids, or words of your own")
    box.fill("https://blog.example/post")
    # What ends in the background meanwhile is told beside the page, which is not drawn anew below the box.
    library.intake.take(["https://blog.example/another"])
    expect(page.locator(".st-key-work-resume")).to_be_visible()
    expect(box).to_have_value("https://blog.example/post")
    page.locator(".st-key-capture-save button").click()
    expect(page.get_by_text("Saved: 1.")).to_be_visible()
    library.close()


def test_a_double_click_loses_nothing_that_was_typed(own: str, page: Page, home: Path) -> None:
    page.goto(f"{own}/add")
    box = page.get_by_label("Paste links, arXiv ids, paths or a text")
    box.fill("https://site.example/one\nhttps://site.example/two")
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.get_by_text("Saved: 2.")).to_be_visible()
    at_rest(page)
    expect(box).to_have_value("")
    page.goto(f"{own}/diary")
    page.get_by_label("What happened").fill("A meeting")
    page.get_by_role("button", name="Write it down").dblclick()
    expect(page.get_by_text("Written down, for you alone.")).to_be_visible()
    at_rest(page)
    expect(page.get_by_label("What happened")).to_have_value("")
    library = Library(Settings(home=home))
    assert {"https://site.example/one", "https://site.example/two"} <= {
        item.url for item in library.items.select()
    }
    assert [one.situation for one in library.diary.entries()] == ["A meeting"]
    library.work.stop()
    library.close()
