"""What tests of pages wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_STYLED = "getComputedStyle(document.documentElement).getPropertyValue('--jomo-accent')"


def at_rest(page: Page) -> None:
    """Waits until the page's script has run to its end, since what is pressed before may be lost, and its
    style is there, without which everything stands elsewhere."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_function(_STYLED)
