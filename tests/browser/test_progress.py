"""Background work as open pages show it: it appears when it begins, and is gone when it has ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

from kb.clock import now
from kb.library import Library
from kb.settings import Settings
from kb.store import jobs
from kb.work.process import working
from kb.work.queue import Lane


def test_work_that_begins_and_ends_elsewhere_comes_and_goes_on_an_open_page(
    make_home: Callable[..., Path], serve: Callable[[Path], AbstractContextManager[str]], page: Page
) -> None:
    home = make_home("progress")
    library = Library(Settings(home=home))
    with working(home, Lane.SAVE), working(home, Lane.THINK), serve(home) as address:
        page.goto(f"{address}/today")
        panel = page.get_by_text("Importing", exact=True)
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(panel).to_have_count(0)
        with library.store.write(silent=True) as db:
            number = jobs.enqueue(db, jobs.IMPORT, {"specs": ["/notes"]}, now())
            jobs.start(db, number, now())
            jobs.advance(db, number, 30, 120, "Importing")
        expect(panel.first).to_be_visible()
        expect(page.get_by_text("30 of 120").first).to_be_visible()
        with library.store.write(silent=True) as db:
            jobs.finish(db, number, jobs.DONE, "120 added", None, now())
        expect(panel).to_have_count(0)
    library.close()
