"""What axe finds on every page, in both themes: nothing serious, and headings that go down step by step. What
is read aloud is words, not the names of icons."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_cold_links import PAGES
from tests.browser.waiting import at_rest

PLACES = (
    *(f"/{title.lower()}" for title in PAGES),
    "/item?key=arxiv:2504.04704",
    "/search?q=attention",
    "/areas?tab=Role",
    "/areas?tab=Drift",
    "/item?key=none",
)
_MARKED = '[aria-label$=" icon"]:not([aria-hidden="true"]), [aria-label*=":material"]'
_HEADINGS = ("heading-order", "page-has-heading-one")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(app: str, page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    for place in PLACES:
        page.goto(f"{app}{place}")
        at_rest(page)
        # What is drawn anew is dimmed for a moment.
        page.add_style_tag(content="[data-stale=true], [data-stale=true] * { opacity: 1 !important }")
        told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        found += [
            (place, one["id"], one["nodes"][0]["html"][:200])
            for one in told
            if one["impact"] in ("serious", "critical") or one["id"] in _HEADINGS
        ]
        expect(page.locator(_MARKED)).to_have_count(0)
    assert not found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_menu_of_the_bar_is_named_and_read_while_it_is_open(
    app: str, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{app}/item?key=arxiv:2504.04704")
    at_rest(page)
    page.get_by_role("button", name="Cite", exact=True).locator("visible=true").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert not [one["nodes"][0]["html"] for one in told if one["impact"] in ("serious", "critical")]
    expect(page.locator(_MARKED)).to_have_count(0)
