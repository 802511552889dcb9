"""On a screen as narrow as a phone's all words can be read, in the language that needs more room too."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from tests.browser.test_accessible import PLACES
from tests.browser.waiting import at_rest

_CUT = Path(__file__).with_name("cut.js").read_text(encoding="utf-8")
_WIDTH = 400
_TALLEST = 6000
"""How much of a page is looked at, in pixels: the longest here has four thousand."""
FURTHER = (
    "/areas?tab=Register",
    "/map?view=table",
    "/reflection?view=Figures",
    "/reflection?view=Criteria",
    "/search?q=radiology&zone=inbox",
)


DIALOGS = (
    ("/today", ".st-key-capture button"),
    ("/areas", ".st-key-new-area button"),
    ("/areas", ".st-key-from-outline button"),
    ("/areas?tab=Role", ".st-key-add-asks button"),
)
"""Some that open at a press: the place and what is pressed."""


@pytest.mark.parametrize(("language", "sampled"), [("en", True), ("ru", True), ("ru", False)])
def test_no_word_is_cut_off_or_lies_below_another(
    language: str,
    sampled: bool,
    explorable: Path,
    make_home: Callable[..., Path],
    tmp_path: Path,
    serve: Callable[..., AbstractContextManager[str]],
    phone: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", language)
    home = tmp_path / "home"
    if sampled:
        shutil.copytree(explorable, home)
        with closing(Library(Settings(home=home))) as library:
            library.work.stop()
    else:
        home = make_home("narrow", sampled=False)
    with serve(home) as app:
        found = [(place, fault) for place in (*PLACES, *FURTHER) for fault in faults(phone, f"{app}{place}")]
        for place, opener in DIALOGS if sampled else ():
            found += [(opener, fault) for fault in faults_of_dialog(phone, f"{app}{place}", opener)]
        phone.goto(f"{app}/history")
        phone.get_by_test_id("stExpandSidebarButton").tap()
        expect(phone.get_by_test_id("stSidebarNavLink").first).to_be_in_viewport()
        found += [("the menu", fault) for fault in phone.evaluate(_CUT, "[data-testid=stSidebar]")]
        phone.goto("about:blank")
    assert not found


def test_choices_and_commands_are_a_row_each(app: str, phone: Page) -> None:
    phone.goto(f"{app}/search?q=attention")
    boxes = phone.locator("[class*='st-key-choose-'] label")
    for at in (0, 1):
        boxes.nth(at).tap()
        expect(phone.locator(".st-key-chosen-bar")).to_contain_text(f"{at + 1} chosen")
    at_rest(phone)
    for row in (".st-key-filter-choices", ".st-key-outcome", ".st-key-chosen-bar"):
        tall = phone.locator(row).evaluate("row => row.clientHeight")
        each = phone.locator(row).evaluate("row => [...row.children].map(one => one.offsetHeight)")
        assert tall < 2 * max(each), row
        # Its end is reached.
        last = phone.locator(row).locator("button, a").locator("visible=true").last
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport(ratio=1)


def test_what_cannot_be_read_is_told_from_what_is_meant(page: Page) -> None:
    page.set_viewport_size({"width": _WIDTH, "height": 740})
    page.set_content("""
      <p style="width: 100px; overflow: hidden; white-space: nowrap">Cut off at the edge of its box</p>
      <p style="height: 10px; overflow: hidden">Only the upper half of the letters</p>
      <p style="width: 300px; margin-left: 350px; white-space: nowrap">Out of the window at its right</p>
      <div style="position: relative; height: 2rem"><b style="position: absolute">One word</b>
      <i style="position: absolute">Another</i></div>
      <div style="position: relative"><p>Behind a box</p>
      <div style="position: absolute; inset: 0; background: white">&nbsp;</div></div>
      <p><input style="width: 60px" value="More than there is room for"></p>
      <p style="width: 100px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">
      Ends in an ellipsis</p>
      <pre style="width: 100px; overflow: auto">Scrolls by itself, as code does</pre>
      <p style="position: absolute; width: 1px; height: 1px; overflow: hidden">For those who listen</p>
      <p>Read as it is</p>
    """)
    assert [fault.partition(": ")[0] for fault in page.evaluate(_CUT)] == [
        "cut by P",
        "cut by P",
        "beyond the window",
        "below DIV",
        "longer than its field",
        "over each other",
    ]


def faults(page: Page, address: str) -> list[str]:
    """What cannot be read on a page, all of it in sight at once."""
    page.goto(address)
    at_rest(page)
    expect(page.get_by_role("heading").first).to_be_visible()
    height = page.get_by_test_id("stMain").evaluate("node => node.scrollHeight")
    page.set_viewport_size({"width": _WIDTH, "height": min(height, _TALLEST)})
    at_rest(page)
    # What is drawn anew moves until it has the new size.
    told: list[str] = page.evaluate(_CUT)
    if told:
        page.wait_for_timeout(1000)
        told = page.evaluate(_CUT)
    page.set_viewport_size({"width": _WIDTH, "height": 740})
    return told


def faults_of_dialog(page: Page, address: str, opener: str) -> list[str]:
    """Likewise of a dialog."""
    page.goto(address)
    at_rest(page)
    page.locator(opener).locator("visible=true").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    at_rest(page)
    told: list[str] = page.evaluate(_CUT, '[data-testid="stDialog"] [role="dialog"]')
    return told
