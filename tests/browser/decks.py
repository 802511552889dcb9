"""What the tests of triage and of judging share: a deck on a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from playwright.sync_api import Page, expect


def title(page: Page) -> str:
    """The title of the card on display, as it stands in the page."""
    return page.locator(".jd-title").inner_text()


def ready(page: Page) -> None:
    """Waits until a card is on display."""
    expect(page.locator(".jomo-deck[data-state=card]")).to_be_visible()


def settled(page: Page) -> None:
    """Waits until everything pressed has been taken or refused."""
    page.wait_for_function("document.querySelector('.jomo-deck')?.jomoDeck?.pending.length === 0")


def type_keys(page: Page, keys: Sequence[str], gap_ms: int = 200) -> list[tuple[str, str]]:
    """Presses keys at an even pace, whatever the page is at; returns the title on display before each."""
    pressed = []
    for key in keys:
        pressed.append((title(page), key))
        page.keyboard.press(key)
        page.wait_for_timeout(gap_ms)
    return pressed


def eventually(page: Page, holds: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until something holds that the page does not show."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        page.wait_for_timeout(100)
