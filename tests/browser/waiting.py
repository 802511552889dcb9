"""What tests of pages wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def at_rest(page: Page) -> None:
    """Waits until the page's script has run to its end: what is pressed before may be lost."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
