"""Reading in the browser: a long text is marked and noted about, left, and come back to where it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Kind
from tests.conftest import StemEncoder

SECTIONS = 12
MARKED = "Tiles of section 7 wait for the slowest of them"
TEXT = "# On streaming kernels\n\n" + "\n\n".join(
    f"## Section {section}\n\nTiles of section {section} wait for the slowest of them. "
    + "\n\n".join(
        f"Line {line} of section {section} is about memory and its bandwidth. " * 6 for line in range(6)
    )
    for section in range(1, SECTIONS + 1)
)
SELECTED = """(node, length) => {
  const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode()
  const range = document.createRange()
  range.setStart(text, 0)
  range.setEnd(text, length)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


def test_a_long_text_is_marked_left_and_come_back_to(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    page: Page,
) -> None:
    home = make_home("reading", sampled=False)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    (tmp_path / "kernels.md").write_text(TEXT)
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    with serve(home) as app:
        page.goto(f"{app}/search")
        page.get_by_role("link", name="On streaming kernels").click()
        words = page.locator(".jr-b", has_text=MARKED)
        words.scroll_into_view_if_needed()
        words.evaluate(SELECTED, len(MARKED))
        page.locator(".jomo-offer [data-do=note]").click()
        page.get_by_label("Your note").fill("Ours wait for the network instead")
        page.get_by_label("Your note").press("Control+Enter")
        expect(page.locator(".st-key-own-notes")).to_contain_text("Ours wait for the network instead")
        page.wait_for_function(
            "marked => [...(CSS.highlights.get('jomo-marks') ?? [])].some(range => `${range}` === marked)",
            arg=MARKED,
        )
        expect(page.locator(".jomo-progress").first).to_contain_text(f"of {item.minutes} min")
        [(_, one)] = library.notes.of_item(item.key)
        assert (one.quote, one.place) == (MARKED, "Section 7")

        # Keys are for the page, not for what is typed.
        page.keyboard.press("n")
        page.keyboard.type("brr")
        assert library.items.get(item.key).item.state == item.state
        page.keyboard.press("Escape")
        # Not by a click on what stands elsewhere: who scrolls up reads there. Within one turn of the browser,
        # as on a busy machine: neither what was typed is lost nor what was pressed.
        page.evaluate(
            "document.activeElement.blur();"
            "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'b', bubbles: true}))"
        )
        expect(page).to_have_url(f"{app}/search")
        assert "brr" in [one.note for _, one in library.notes.of_item(item.key)]

        page.goto(f"{app}/today")
        page.locator("[class*='st-key-item-title-begun']").get_by_role("link").click()
        expect(words).to_be_in_viewport()
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_function("CSS.highlights.has('jomo-mark-opened')")
        page.goto(f"{app}/search?q=note%3Anetwork")
        expect(page.get_by_role("link", name="On streaming kernels")).to_be_visible()
    library.close()


def test_an_abstract_is_marked_where_it_is_all_there_is(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    page: Page,
) -> None:
    home = make_home("abstract", sampled=False)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    said = "Gauges below the weir were read by hand."
    ingest(
        library.store, [Document("arxiv:2501.00001", Kind.PAPER, "Weirs", "", summary=f"{said} Then not.")]
    )
    with serve(home) as app:
        page.goto(f"{app}/item?key=arxiv:2501.00001")
        words = page.locator(".jr-b", has_text=said)
        words.evaluate(SELECTED, len(said))
        page.locator(".jomo-offer [data-do=note]").click()
        page.get_by_label("Your note").fill("By whom?")
        page.get_by_label("Your note").press("Control+Enter")
        expect(page.locator(".st-key-own-notes")).to_contain_text("By whom?")
        [(_, one)] = library.notes.of_item("arxiv:2501.00001")
        assert (one.quote, one.note) == (said, "By whom?")
    library.close()


def test_two_brackets_propose_items_and_the_link_leads_both_ways(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    page: Page,
) -> None:
    home = make_home("linking", sampled=False)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    for name in ("Kernels that wait", "Kernels that stream", "Про ядра"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nTold of {name}.")
    here, to, _ = library.intake.add([str(one) for one in sorted(tmp_path.glob("*.md"))]).touched
    assert (here.title, to.title) == ("Kernels that stream", "Kernels that wait")
    with serve(home) as app:
        page.goto(f"{app}/item?key={here.key}")
        field = page.get_by_label("A note")
        field.click()
        field.press_sequentially("As in [[ker th")
        entries = page.get_by_role("option")
        expect(entries).to_have_count(2)
        expect(entries.first).to_have_attribute("aria-selected", "true")
        # By the keys, which do nothing else meanwhile.
        field.press("ArrowUp")
        wanted = "Kernels that wait" if "wait" in entries.nth(1).inner_text() else "Kernels that stream"
        field.press("Enter")
        expect(field).to_have_value(f"As in [[{wanted}]]")
        expect(entries).to_have_count(0)
        field.press_sequentially(" or [[")
        expect(entries).to_have_count(3)
        field.press("Escape")
        expect(entries).to_have_count(0)
        # By the mouse, which leaves the hand in the field.
        field.press_sequentially("про")
        entries.filter(has_text="Про ядра").click()
        expect(field).to_have_value(f"As in [[{wanted}]] or [[Про ядра]]")
        expect(field).to_be_focused()
        link = page.locator(".st-key-own-notes").get_by_role("link", name="Про ядра")
        link.click()
        expect(page.get_by_role("heading", name="Про ядра")).to_be_visible()
        expect(page).to_have_url(re.compile("/item.key="))
        back = page.locator("[class*='st-key-linking-note']")
        expect(back).to_contain_text("As in")
        back.get_by_role("link", name="Kernels that stream").first.click()
        expect(page.get_by_role("heading", name="Kernels that stream")).to_be_visible()

        # The list of notes is gone through by the keys as any other.
        library.notes.add(to.key, "Last of all")
        page.goto(f"{app}/notes")
        page.get_by_role("link", name="Kernels that wait").first.click()
        expect(page.get_by_role("heading", name="Kernels that wait")).to_be_visible()
        expect(page.locator(".st-key-bar-next button").first).to_be_enabled()
        page.wait_for_selector("[data-test-script-state=notRunning]")
        page.keyboard.press("j")
        expect(page.get_by_role("heading", name="Kernels that stream")).to_be_visible()
    library.close()
