"""When a feed is asked again, and which of its news are shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kb import clock
from kb.feeds.choosing import allowance, best_first, by_words, week_start
from kb.feeds.schedule import after_failure, after_success, is_due
from kb.types import Document, Feed, FeedEntry, Kind

NOW = "2026-11-28T12:00:00+00:00"


def hours_until(feed: Feed) -> float:
    return (datetime.fromisoformat(feed.due_at) - datetime.fromisoformat(NOW)) / timedelta(hours=1)


def test_each_failure_doubles_the_wait_up_to_a_week_and_success_ends_it() -> None:
    feed = Feed("https://a.example/rss", hours=12)
    waits = []
    for _ in range(40):
        feed = after_failure(feed, NOW, "down")
        waits.append(hours_until(feed))
    assert waits[:6] == [12, 24, 48, 96, 168, 168] and waits[-1] == 168
    assert (feed.failures, feed.error_since) == (40, NOW)
    feed = after_success(feed, NOW, "e", "")
    assert (hours_until(feed), feed.failures, feed.error, feed.error_since) == (12, 0, "", None)


@pytest.mark.parametrize(
    ("hours", "asked_s", "wait"), [(12, 3600, 12), (12, 36 * 3600, 36), (12, 1e9, 168), (400, 60, 400)]
)
def test_a_server_s_wish_and_the_person_s_hours_are_kept(hours: int, asked_s: float, wait: float) -> None:
    feed = after_failure(Feed("https://a.example/rss", hours=hours), NOW, "busy", asked_s)
    assert hours_until(feed) == wait


def test_a_daily_command_finds_a_daily_feed_due() -> None:
    feed = after_success(Feed("https://a.example/rss", hours=24), "2026-11-27T12:00:05+00:00", "", "")
    assert is_due(feed, NOW)
    assert not is_due(feed, "2026-11-28T11:00:00+00:00")
    assert not is_due(after_failure(feed, "2026-01-01T00:00:00+00:00", "gone", gone=True), NOW)


@pytest.mark.parametrize(
    ("zone", "at", "start"),
    [
        ("Europe/Moscow", "2026-11-23T00:30:00+03:00", "2026-11-22T21:00:00+00:00"),
        ("Europe/Moscow", "2026-11-29T23:59:00+03:00", "2026-11-22T21:00:00+00:00"),
        # The week in which the clocks were changed began by the other clock.
        ("Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-18T22:00:00+00:00"),
    ],
)
def test_a_week_begins_where_the_person_is(zone: str, at: str, start: str) -> None:
    clock.live_in(zone)
    try:
        assert week_start(datetime.fromisoformat(at).astimezone(ZoneInfo(zone))) == start
    finally:
        clock.live_in(None)


def document(title: str, published: str | None = None) -> Document:
    return Document(f"url:https://a.example/{title}", Kind.POST, title, published=published)


def order(*documents: Document, criterion: str = "") -> list[str]:
    entries = [FeedEntry(one.key, one) for one in documents]
    return [one.document.title for one in best_first(entries, criterion, by_words)]


def test_the_newest_first_by_moments_and_in_the_feed_s_order_where_one_has_none() -> None:
    late, early = (
        document("late", "2026-11-02T01:00:00+03:00"),
        document("early", "2026-11-01T21:00:00+00:00"),
    )
    assert order(early, late, document("day", "2026-11-03")) == ["day", "late", "early"]
    assert order(early, document("when?"), late) == ["early", "when?", "late"]


def test_words_of_a_criterion_in_any_form_and_rare_ones_first() -> None:
    texts = ["О сжатии кэша", "Про сжатый кеш ключей", "Кэш ключей и сжатие", "Погода"]
    scores = by_words("сжатие кэша ключей", texts)
    assert scores[2] == max(scores) and scores[3] == 0
    assert by_words("anything", []) == [] and by_words("nowhere", ["x"]) == [0.0]
    assert order(document("кэш"), document("погода"), document("сжатие кэша"), criterion="сжатие кэша") == [
        "сжатие кэша", "кэш", "погода",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("budget", "by_day"),
    [(7, [1, 2, 3, 4, 5, 6, 7]), (10, [2, 3, 5, 6, 8, 9, 10]), (1, [1] * 7), (0, [0] * 7)],
)
def test_a_week_s_budget_grows_by_a_seventh_a_day(budget: int, by_day: list[int]) -> None:
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    assert [allowance(budget, monday + timedelta(days=day)) for day in range(7)] == by_day
