"""Reading in the browser: a long text is marked and noted about, left, and come back to where it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
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
        page.locator(".jr-offer [data-do=note]").click()
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
        page.locator("h2").first.click()
        page.keyboard.press("b")
        expect(page).to_have_url(f"{app}/search")

        page.goto(f"{app}/today")
        page.locator("[class*='st-key-item-title-begun']").get_by_role("link").click()
        expect(words).to_be_in_viewport()
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_function("CSS.highlights.has('jomo-mark-opened')")
        page.goto(f"{app}/search?q=note%3Anetwork")
        expect(page.get_by_role("link", name="On streaming kernels")).to_be_visible()
    library.close()
