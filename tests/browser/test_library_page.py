"""A copy is made, downloaded, dropped again and brought back, in a server that goes on; that is undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from kb.types import Zone
from tests.browser.waiting import at_rest

_PAPER = "arxiv:2503.19950"


def _zone(home: Path) -> Zone:
    with closing(Library(Settings(home=home, network=False))) as library:
        return library.items.get(_PAPER).item.zone


def _bring_back(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It takes the place of what is here now")
    at_rest(page)
    dialog.get_by_role("button", name="Bring it back").click()


def test_a_copy_goes_out_and_comes_back_and_that_is_undone(
    make_home: Callable[..., Path],
    serve: Callable[[Path], AbstractContextManager[str]],
    page: Page,
    tmp_path: Path,
) -> None:
    home = make_home("copies")
    with closing(Library(Settings(home=home, network=False))) as library:
        library.triage.move([_PAPER], Zone.MUST_HAVE)
    with serve(home) as address:
        page.goto(f"{address}/library")
        at_rest(page)
        page.get_by_role("button", name="Make a copy now").click()
        expect(page.get_by_text("The copy is made")).to_be_visible()
        at_rest(page)
        with page.expect_download() as taken:
            page.get_by_role("link", name="Download").click()
        taken.value.save_as(tmp_path / "taken.zip")
        with closing(Library(Settings(home=home, network=False))) as library:
            library.triage.move([_PAPER], Zone.PUT_AND_FORGET)

        page.get_by_text("Bring back a copy from elsewhere").click()
        page.locator("input[type=file]").set_input_files(tmp_path / "taken.zip")
        expect(page.get_by_text("taken.zip")).to_be_visible()
        at_rest(page)
        page.get_by_role("button", name="Look at it").click()
        with FileLock(home / "save.lock"):
            _bring_back(page)
            expect(page.get_by_text("another command works on")).to_be_visible()
        assert _zone(home) is Zone.PUT_AND_FORGET
        at_rest(page)
        page.get_by_role("button", name="Look the library over").click()
        expect(page.get_by_text("What was looked at and is well")).to_be_visible()
        at_rest(page)
        page.get_by_role("button", name=re.compile("Bring back …")).first.click()
        _bring_back(page)
        expect(page.get_by_text("The library is as it was on")).to_be_visible()
        assert _zone(home) is Zone.MUST_HAVE
        # What was found is true of the library that was there.
        expect(page.get_by_text("What was looked at and is well")).to_have_count(0)

        at_rest(page)
        page.get_by_role("button", name=re.compile("Bring back …")).first.click()
        _bring_back(page)
        expect(page.get_by_text("The library is as it was on")).to_be_visible()
        assert _zone(home) is Zone.PUT_AND_FORGET
