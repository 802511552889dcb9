"""Streamlit's own words: of its menu, its hints below a field, the names of its buttons. It has them in
English only and no argument for them, so they are said in the browser, when the language is another; and what
is not so of Jomo, in every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from kb.catalogue import ENGLISH, _, language, noted, p_
from kb.settings import IS_INSTALLED
from kb.ui.shell.scripts import script

_WORDS = (
    noted("Skip to main content"),
    noted("Main menu"),
    noted("Theme"),
    noted("System"),
    noted("Light"),
    noted("Dark"),
    noted("About"),
    noted("Copy version to clipboard"),
    noted("Running..."),
    noted("Sidebar"),
    noted("App pages"),
    noted("Navigate to home page"),
    noted("Logo"),
    noted("Expand sidebar"),
    noted("Collapse sidebar"),
    noted("Notifications"),
    noted("Close"),
    noted("Dismiss"),
    noted("Open"),
    noted("Clear value"),
    noted("Clear all"),
    noted("Clear date"),
    noted("Clear dates"),
    noted("Choose date"),
    noted("Choose date range"),
    noted("Previous month"),
    noted("Next month"),
    noted("Pagination"),
    noted("Previous page"),
    noted("Next page"),
    noted("Increment"),
    noted("Decrement"),
    noted("Selected values"),
    noted("Selectbox options"),
    noted("No results"),
    noted("Upload"),
    noted("Upload directories"),
    noted("file upload"),
    noted("Copy to clipboard"),
    noted("Press Enter to apply"),
    noted("Press Enter to submit form"),
    noted("Press Ctrl+Enter to apply"),
    noted("Press Ctrl+Enter to submit form"),
    noted("Press ⌘+Enter to apply"),
    noted("Press ⌘+Enter to submit form"),
    noted("Clear entry"),
    noted("Link to heading"),
    noted("Scroll tabs left"),
    noted("Scroll tabs right"),
    noted("Feedback rating"),
    noted("Fullscreen"),
    noted("Close fullscreen"),
    noted("Show/hide columns"),
    noted("Download as CSV"),
    noted("Search"),
    noted("Clear selection"),
    noted("Select all"),
    noted("Dataframe column menu"),
    noted("Copy column name"),
    noted("Sort ascending"),
    noted("Sort descending"),
    noted("Format"),
    noted("Autosize"),
    noted("Pin column"),
    noted("Unpin column"),
    noted("Hide column"),
    noted("Type to search"),
    noted("Previous Result"),
    noted("Next Result"),
    noted("Close Search"),
    noted("Page not found"),
    noted("Connecting"),
    noted("Error"),
    noted("Connection error"),
)
_INSTEAD = {
    "page": noted("Nothing is at this address. Today is shown instead."),
    "server": noted("Jomo does not answer. If it was stopped, start it again in its terminal."),
    "joining": noted("Connecting to Jomo"),
    "lost": noted("Jomo does not answer"),
}
"""What is said instead of what it tells of a server, a network and folders, in every language: a reader knows
nothing of them. The script knows which sentences are meant."""
_PATTERNS = (
    noted("Page {number}"),
    noted("Add: {what}"),
    noted("Shortcut {key}"),
    noted("Remove {what}"),
    noted("Help for {what}"),
    noted("{size}MB per file"),
    noted("{size} per file"),
    noted("Fullscreen: {what}"),
    noted("Close fullscreen: {what}"),
)
"""Words with one value among them."""
_say = script("jomo_framework", Path(__file__).with_name("framework.js"))


def speaks() -> None:
    """Says them on the page that is drawn."""
    with st.container(key="unseen-framework"):
        _say(key="framework", data=said(is_installed=IS_INSTALLED))


def said(*, is_installed: bool) -> dict[str, Any]:
    """What the script puts in place of what: words, words with one value among them, and sentences by their
    names; `start` is how an app is started that is installed, or lies in a clone."""
    words, patterns = {}, {}
    if language() != ENGLISH:
        # Short: it stands beside a button in the corner.
        words = {one: _(one) for one in _WORDS} | {"Stop": p_("a page that is drawn", "Stop")}
        patterns = {one: _(one) for one in _PATTERNS}
    return {
        "words": words,
        "patterns": patterns,
        "instead": {one: _(other) for one, other in _INSTEAD.items()},
        "start": "jomo app" if is_installed else "make run",
    }
