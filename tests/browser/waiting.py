"""What tests of pages wait for."""

from __future__ import annotations

from playwright.sync_api import Page, expect

HEARING = """
window.listening = new Set();
const listen = document.addEventListener.bind(document);
document.addEventListener = (type, heard, ...more) => {
  listening.add(heard.name);
  listen(type, heard, ...more);
};
"""
"""To be run before a page: notes what listens to it."""
_KEYBOARD = "came"
"""What listens in kb/ui/shell/focus.js, which is beside every page."""
_STYLED = "getComputedStyle(document.documentElement).getPropertyValue('--jomo-accent')"


def at_rest(page: Page) -> None:
    """Waits until the page's script has run to its end and those beside it listen, as what is pressed before
    may be lost, and its style is there, without which everything stands elsewhere."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.wait_for_function("name => listening.has(name)", arg=_KEYBOARD)
    page.wait_for_function(_STYLED)
