"""The Feeds page: following by a page's address, choosing among several, what a card says and does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.library import Library
from kb.settings import Settings
from kb.types import Feed, FeedState, Zone
from kb.ui.feeds import cards
from kb.work import process
from kb.work.queue import Lane
from tests.feeds.conftest import on_day
from tests.pages import AppTest, place_of, the_app
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
    app = the_app().run()
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
    # A cell each, so that a narrow screen has them all below the source's name.
    cells = {one.value for one in app.markdown if one.value.startswith(":small[")}
    assert {":small[3 came]", ":small[2 shown]", ":small[:gray[0 useful]]"} <= cells
    press(app, "Bring 1 in")
    assert "1 item brought in." in said(app) and len(library.items.select()) == 3
    press(app, "Follow no longer")
    assert library.feeds.states() == [] and len(library.items.select()) == 3


def test_where_a_feed_is_named_stays_when_others_come(app: AppTest, library: Library, site: Site) -> None:
    before = place_of(app, "feed-url")
    library.feeds.add(site.url("/rss/some"))
    assert place_of(app.run(), "feed-url") == before


def test_what_is_followed_stands_above_the_form_for_more(app: AppTest, library: Library, site: Site) -> None:
    library.feeds.add(site.url("/rss/some"))
    app.run()
    assert place_of(app, "source-weeks") < place_of(app, "feed-url")


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


def test_following_in_russian(
    app: AppTest, library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    on_day(7, monkeypatch)
    app.run()
    assert [one.value for one in app.title] == ["Ленты"]
    app.text_input(key="feed-url").input(site.url("/rss/some"))
    app.number_input(key="feed-budget").set_value(2)
    press(app, "Подписаться")
    assert "Подписка оформлена: Some. Новое появится через минуту." in said(app)
    library.feeds.sync_here(True, lambda done, total: None, lambda: False)
    app.run()
    assert "**2** из 2 за неделю · в избытке: 1 · " in said(app)
    weeks = app.button_group(key="source-weeks")
    assert weeks.options == ["Эта неделя", "4 недели", "12 недель"] and weeks.value == 4
    weeks.set_value(1).run()
    assert app.session_state["source-weeks"] == 1
    press(app, "Взять ещё 1")
    assert "Взят 1 материал." in said(app) and len(library.items.select()) == 3


@pytest.mark.parametrize(
    ("since", "gone", "said_so"),
    [
        ("2026-11-28", False, "Не отвечает с сегодняшнего дня: HTTP 500. {again}"),
        ("2026-11-27", False, "Не отвечает со вчерашнего дня: HTTP 500. {again}"),
        ("2026-11-23", False, "Не отвечает, первый сбой 5 дней назад: HTTP 500. {again}"),
        ("2026-11-27", True, "Закрыта со вчерашнего дня: HTTP 500."),
        ("2026-11-26", True, "Закрыта 2 дня назад: HTTP 500."),
    ],
)
def test_why_a_feed_fails_in_russian(since: str, gone: bool, said_so: str) -> None:
    feed = Feed(
        "https://a.example/rss", error="HTTP 500", error_since=f"{since}T08:00:00+00:00", failures=4,
        due_at="2026-12-02T06:30:00+00:00", gone=gone,
    )  # fmt: skip
    again = "Следующая попытка после 2 декабря, 06:30."
    with speaking(RUSSIAN):
        assert cards.trouble(feed, AT) == said_so.format(again=again)


def test_a_card_in_words() -> None:
    feed = Feed("https://a.example/rss", "A", Zone.NICE_TO_HAVE, budget=5, due_at="2026-12-02T06:30:00+00:00")
    assert cards.standing(FeedState(feed, 0, 0), AT).startswith("**0** of 5 this week · ")
    assert cards.standing(FeedState(feed, 0, 0), AT).endswith("no answer yet")
    answered = replace(feed, succeeded_at=AT.isoformat())
    silent, telling = (
        cards.standing(FeedState(answered, 0, 0, news_at=f"{day}T08:00:00+00:00"), AT)
        for day in (AT.date() - timedelta(days=9), AT.date())
    )
    assert silent.endswith("answered today · last news 9 days ago")
    assert telling.endswith("answered today")
    failing = Feed(
        "https://a.example/rss", error="a.example answers [nothing]", error_since="2026-11-20T08:00:00+00:00",
        failures=4, due_at="2026-12-02T06:30:00+00:00",
    )  # fmt: skip
    told = cards.trouble(failing, AT)
    assert told.startswith("Failing for 8 days: a.example answers \\[nothing\\].")
    assert told.endswith("Asked again after 2 December, 06:30.")
