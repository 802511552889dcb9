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
        page.goto(f"{address}/triage")
        resume = page.get_by_role("button", name="Resume")
        expect(resume).to_be_visible(timeout=30_000)
        shutil.rmtree(home)
        # In the callback of a button, on the page, and on another page.
        resume.click()
        expect(page.get_by_role("alert").filter(has_text=str(home)).first).to_be_visible(timeout=30_000)
        for name in ("today", "search"):
            page.goto(f"{address}/{name}")
            told = page.get_by_role("alert").filter(has_text=str(home))
            expect(told.first).to_be_visible(timeout=30_000)
            assert "Traceback" not in page.inner_text("body")
