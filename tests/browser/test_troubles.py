"""A library that goes away under the app is told in one line, by pages and by buttons."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect


def test_a_home_deleted_while_the_app_runs_is_told(
    make_home: Callable[..., Path], serve: Callable[..., AbstractContextManager[str]], page: Page
) -> None:
    home = make_home("vanishing")
    with serve(home) as address:
        page.goto(f"{address}/today")
        told = page.get_by_role("alert").filter(has_text=str(home))
        read = page.get_by_role("button", name="Read", exact=True).first
        expect(read).to_be_visible()
        # At once, whatever the processes beside the app are writing there.
        shutil.rmtree(home.rename(home.with_name("gone")))
        # On the page as it lies open, in the callback of a button, and on other pages.
        expect(told.first).to_be_visible()
        read.click()
        expect(read).to_have_count(0)
        expect(told.first).to_be_visible()
        for name in ("triage", "search"):
            page.goto(f"{address}/{name}")
            expect(told).to_be_visible()
            assert "Traceback" not in page.inner_text("body")
