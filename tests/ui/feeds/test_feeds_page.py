"""The Feeds page: following by a page's address, choosing among several, what a card says and does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Feed, FeedState, Zone
from kb.ui.feeds import cards
from kb.work import process
from kb.work.queue import Lane
from tests.conftest import PATIENCE_S
from tests.feeds.conftest import on_day
from tests.serving import Reply, Site

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
ITEMS = "".join(
    f"<item><title>Post {number}</title><link>https://blog.example/{number}</link></item>" for number in "123"
)
LINK = '<link rel="alternate" type="application/rss+xml" title="%s" href="/rss/%s">'


def rss(title: str) -> Reply:
    body = f'<rss version="2.0"><channel><title>{title}</title>{ITEMS}</channel></rss>'
    return Reply(body.encode(), "application/rss+xml")


@pytest.fixture
def library(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """An empty library that may ask the site, which the app opens too; the lane of feeds is taken, so that no
    process starts."""
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KB_NETWORK", "true")
    monkeypatch.setenv("KB_TRUSTED_HOSTS", site.place)
    links = LINK % ("All", "all") + LINK % ("Some", "some")
    site.replies = {
        "/": Reply(f"<html><head>{links}</head></html>".encode()),
        "/rss/all": rss("All *of* it"),
        "/rss/some": rss("Some"),
    }
    opened = Library(Settings())
    opened.work.stop()
    with process.working(opened.home, Lane.FEEDS):
        yield opened
    opened.close()


@pytest.fixture
def app(library: Library) -> AppTest:
    app = AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=PATIENCE_S).run()
    return app.switch_page("pages/feeds.py").run()


def said(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(str(one.value) for one in app.markdown)


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def test_following_by_the_address_of_a_page(
    app: AppTest, library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(7, monkeypatch)
    app.text_input(key="feed-url").input(site.url())
    app.number_input(key="feed-budget").set_value(2)
    press(app, "Follow")
    assert "Which one?" in said(app) and library.feeds.states() == []
    app.button(key=f"follow-{site.url('/rss/all')}").click().run()
    assert "You follow All \\*of\\* it now" in said(app)
    assert [(state.feed.title, state.feed.budget) for state in library.feeds.states()] == [("All *of* it", 2)]
    assert [job.kind for job in library.work.jobs()] == ["sync"]

    library.feeds.sync_here(True, lambda done, total: None, lambda: False)
    app.run()
    assert "**2** of 2 this week · 1 in the overflow" in said(app)
    press(app, "Bring 1 in")
    assert "1 item brought in." in said(app) and len(library.items.select()) == 3
    press(app, "Follow no longer")
    assert library.feeds.states() == [] and len(library.items.select()) == 3


def test_what_has_no_feed_says_so_and_what_fails_says_since_when(
    app: AppTest, library: Library, site: Site
) -> None:
    app.text_input(key="feed-url").input(site.url("/nothing"))
    press(app, "Follow")
    assert any("HTTP 404" in error.value for error in app.error)
    library.feeds.add(site.url("/rss/some"))
    site.replies.clear()
    library.feeds.sync_here(True, lambda done, total: None, lambda: False)
    app.run()
    assert "Failing since today" in said(app)
    press(app, "Sync now")
    assert [job.kind for job in library.work.jobs()] == ["sync"]


def test_a_card_in_words() -> None:
    feed = Feed("https://a.example/rss", "A", Zone.NICE_TO_HAVE, budget=5, due_at="2026-12-02T06:30:00+00:00")
    assert cards.standing(FeedState(feed, 0, 0), AT).startswith("**0** of 5 this week · ")
    assert cards.standing(FeedState(feed, 0, 0), AT).endswith("no answer yet")
    failing = Feed(
        "https://a.example/rss", error="a.example answers [nothing]", error_since="2026-11-20T08:00:00+00:00",
        failures=4, due_at="2026-12-02T06:30:00+00:00",
    )  # fmt: skip
    told = cards.trouble(failing, AT)
    assert told.startswith("Failing for 8 days: a.example answers \\[nothing\\].")
    assert told.endswith("Asked again after 2 December, 06:30.")
