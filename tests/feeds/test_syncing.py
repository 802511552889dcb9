"""Feeds of a site on this machine: asked when due, read within a budget, left alone when they fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kb.errors import LibraryBusy, NetworkUnavailable, NotFound
from kb.importers.arxiv.paper import stub
from kb.ingest.planning import Options
from kb.ingest.save import ingest, save
from kb.library import Library
from kb.settings import Settings
from kb.store import feeds as stored
from kb.types import (
    AddReport,
    Document,
    Fate,
    Feed,
    FeedEntry,
    FeedState,
    Filters,
    Kind,
    Reference,
    Subscription,
    Zone,
)
from kb.work import process
from kb.work.queue import Lane
from tests.conftest import StemEncoder
from tests.feeds.conftest import on_day
from tests.serving import Reply, Site

RSS = "application/rss+xml"
LONG_AGO = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def followed(settings: Settings, site: Site) -> Iterator[Library]:
    """An empty library that may ask the site."""
    allowed = settings.model_copy(update={"network": True, "trusted_hosts": site.place})
    opened = Library(allowed, encoder=StemEncoder())
    yield opened
    opened.close()


def item(number: int, title: str = "", extra: str = "") -> str:
    day = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=number)
    return (
        f"<item><title>{title or f'Post {number}'}</title><link>https://blog.example/{number}</link>"
        f"<guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{day:%a, %d %b %Y %H:%M:%S GMT}</pubDate>{extra}</item>"
    )


def rss(*items: str, title: str = "A Blog") -> Reply:
    body = f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'
    return Reply(body.encode(), RSS)


def sync(library: Library, *, everything: bool = True) -> AddReport:
    return library.feeds.sync(everything=everything)


def only(library: Library) -> FeedState:
    [state] = library.feeds.states()
    return state


def titles(library: Library) -> set[str]:
    return {one.title for one in library.items.select(Filters())}


def test_a_visit_without_news_leaves_the_day_of_the_last(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"))
    assert only(followed).news_at is None
    sync(followed)
    told = "2026-01-05T08:00:00+00:00"
    with followed.store.write() as db:
        db.execute("UPDATE feed_entries SET first_seen_at = ?", (told,))
    sync(followed)
    state = only(followed)
    assert state.news_at == told
    assert (state.feed.succeeded_at or "") > told
    site.replies["/rss"] = rss(item(1), item(2))
    sync(followed)
    assert (only(followed).news_at or "") > told


def test_the_first_visit_shows_the_newest_within_the_budget_and_counts_the_rest(
    followed: Library, site: Site
) -> None:
    site.replies["/rss"] = rss(*(item(number) for number in (3, 9, 1, 7, 5)))
    feed = followed.feeds.add(site.url("/rss"), budget=2, zone=Zone.NICE_TO_HAVE)
    assert (feed.title, titles(followed)) == ("A Blog", set())
    report = sync(followed)
    assert [one.title for one in report.touched] == ["Post 9", "Post 7"]
    assert {one.zone for one in report.touched} == {Zone.NICE_TO_HAVE}
    assert {one.source for one in report.touched} == {"A Blog"}
    assert (only(followed).shown, only(followed).overflow) == (2, 3)


def test_what_was_told_of_is_new_once_and_the_budget_is_of_a_week(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1), item(2))
    followed.feeds.add(site.url("/rss"), budget=3)
    assert sync(followed).added == 2
    assert sync(followed).added == 0
    site.replies["/rss"] = rss(item(1), item(2), item(3), item(4))
    assert sync(followed).added == 1
    assert (only(followed).shown, only(followed).overflow) == (3, 1)
    with followed.store.write() as db:  # a week later
        db.execute("UPDATE feed_entries SET chosen_at = ? WHERE chosen_at NOT NULL", (LONG_AGO,))
    site.replies["/rss"] = rss(*(item(number) for number in range(1, 9)))
    assert sync(followed).added == 3


def test_a_budget_is_spread_over_the_days_of_a_week(
    followed: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[str]] = []
    site.replies["/rss"] = rss()
    followed.feeds.add(site.url("/rss"), budget=4)
    for day, there in ((1, 6), (2, 6), (4, 7), (5, 7), (6, 7), (7, 7), (7, 7)):
        on_day(day, monkeypatch)
        site.replies["/rss"] = rss(*(item(number) for number in range(1, there + 1)))
        shown.append([one.title for one in sync(followed).touched])
    # What is new comes before what waits since earlier in the week.
    assert shown == [["Post 6"], ["Post 5"], ["Post 7"], [], ["Post 4"], [], []]
    assert (only(followed).shown, only(followed).overflow) == (4, 3)


def test_a_feed_that_says_nothing_new_shows_what_waits_since_the_week_began(
    followed: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(1, monkeypatch)
    site.replies["/rss"] = rss(item(1), item(2), item(3))
    followed.feeds.add(site.url("/rss"), budget=7)
    sync(followed)
    with followed.store.write() as db:
        db.execute("UPDATE feed_entries SET first_seen_at = ? WHERE guid = '1'", (LONG_AGO,))
    on_day(7, monkeypatch)
    site.replies["/rss"] = Reply(status=304)
    assert [one.title for one in sync(followed).touched] == ["Post 2"]


def test_a_criterion_chooses(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(
        item(9, "Cooking at home"),
        item(1, "Compressing the cache of keys"),
        item(8, "News of the week"),
        item(2, "A cache for keys and values"),
    )
    url = followed.feeds.add(site.url("/rss"), budget=1, criterion="cache of keys and values").url
    assert [one.title for one in sync(followed).touched] == ["A cache for keys and values"]
    assert followed.feeds.overflow(url)[0].title == "Compressing the cache of keys"


def test_the_overflow_can_be_brought_in_later(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(
        *(item(number, extra=f"<description>About {number}</description>") for number in (1, 2, 3))
    )
    url = followed.feeds.add(site.url("/rss"), budget=1).url
    sync(followed)
    assert [one.title for one in followed.feeds.overflow(url)] == ["Post 2", "Post 1"]
    report = followed.feeds.bring("a blog", 1)
    assert [(one.title, one.summary) for one in report.touched] == [("Post 2", "About 2")]
    assert (only(followed).shown, only(followed).overflow) == (2, 1)


def test_what_was_drawn_as_a_sample_and_brought_is_judged_all_the_same(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1), item(2))
    followed.feeds.add(site.url("/rss"), budget=1)
    sync(followed)
    batch = followed.sources.last_batch()
    assert batch is not None
    [drawn] = batch.drawn
    [brought] = followed.sources.bring([drawn.left_out.ref])
    followed.sources.judge(drawn.id, missed=True)
    assert followed.sources.missed().missed == 1
    batch = followed.sources.last_batch()
    assert batch is not None and batch.drawn[0].left_out.ref == brought.key
    assert titles(followed) == {"Post 1", "Post 2"}


def test_one_work_is_one_item_and_takes_nothing_of_the_budget(followed: Library, site: Site) -> None:
    address = "https://blog.example/1"
    note = Document(f"url:{address}", Kind.ARTICLE, "blog.example/1", text="The whole text.", url=address)
    [before] = ingest(followed.store, [replace(note, guessed=True)]).touched
    site.replies["/rss"] = rss(item(1, "The real title", "<description>Words</description>"), item(2))
    followed.feeds.add(site.url("/rss"), budget=1)
    report = sync(followed)
    assert (report.added, report.updated) == (1, 1)
    after = followed.items.get(address)
    assert (after.item.id, after.item.title, after.item.summary) == (before.id, "The real title", "Words")
    # A feed often holds less than the page.
    assert after.text == "The whole text."
    assert (only(followed).shown, only(followed).overflow) == (1, 0)


def test_papers_that_were_replaced_are_never_new(followed: Library, site: Site) -> None:
    def paper(number: str, kind: str) -> str:
        return (
            f"<item><title>Paper {number}</title><link>https://arxiv.org/abs/2611.{number}</link>"
            f"<guid isPermaLink='false'>oai:arXiv.org:2611.{number}v2</guid>"
            f"<description>arXiv:2611.{number}v2 Announce Type: {kind}\n"
            f"Abstract: Of {number}.</description></item>"
        )

    with followed.store.write() as db:
        save(db, stub("2611.90005"), Options())
    site.replies["/rss"] = rss(
        paper("90004", "replace"), paper("90005", "replace-cross"), paper("90006", "new")
    )
    followed.feeds.add(site.url("/rss"))
    report = sync(followed)
    assert (report.added, report.updated) == (1, 1)
    assert (only(followed).shown, only(followed).overflow) == (1, 0)
    found = {one.key: one for one in followed.items.select(Filters())}
    assert set(found) == {"arxiv:2611.90005", "arxiv:2611.90006"}
    # The one that was here already learns what its new version says.
    assert (found["arxiv:2611.90005"].kind, found["arxiv:2611.90005"].summary) == (Kind.PAPER, "Of 90005.")


def test_what_a_feed_tells_of_twice_counts_once(followed: Library, site: Site) -> None:
    again = item(1).replace(">1</guid>", ">one</guid>")
    site.replies["/rss"] = rss(item(1), again, item(1), item(2))
    followed.feeds.add(site.url("/rss"), budget=2)
    assert sync(followed).added == 2
    assert (only(followed).shown, only(followed).overflow) == (2, 0)
    assert sync(followed).touched == ()


def test_a_channel_that_wrote_much_is_read_back_to_what_was_seen(followed: Library, site: Site) -> None:
    def part(*numbers: int, older: str = "") -> Reply:
        posts = "".join(
            f'<div class="tgme_widget_message" data-post="example_ml/{number}"><div class='
            f'"tgme_widget_message_text">The post of number {number}</div></div>'
            for number in numbers
        )
        more = f'<a class="tme_messages_more" data-before="1" href="{older}"></a>' if older else ""
        return Reply(f'<section class="tgme_channel_history">{more}{posts}</section>'.encode())

    site.replies["/s"] = part(1, 2, older="/s?before=1")
    followed.feeds.add(site.url("/s"))
    assert sync(followed).added == 2 and "/s?before=1" not in site.paths()
    site.replies["/s"] = part(7, 8, older="/s?before=7")
    site.replies["/s?before=7"] = part(5, 6, older="?before=5")
    site.replies["/s?before=5"] = part(2, 3, 4, older="/s?before=2")
    assert sync(followed).added == 6
    assert "/s?before=2" not in site.paths()


def test_it_asks_only_for_what_changed(followed: Library, site: Site) -> None:
    told = {"ETag": '"v1"', "Last-Modified": "Wed, 01 Apr 2026 08:00:00 GMT"}
    site.replies["/rss"] = replace(rss(item(1)), headers=told)
    followed.feeds.add(site.url("/rss"))
    sync(followed)
    site.replies["/rss"] = Reply(status=304)
    assert sync(followed).failed == ()
    asked = site.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', told["Last-Modified"])
    assert only(followed).feed.etag == '"v1"'


def test_a_feed_is_asked_when_it_is_due(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"), hours=6)
    sync(followed, everything=False)
    asked = len(site.asked)
    sync(followed, everything=False)
    assert len(site.asked) == asked
    feed = only(followed).feed
    assert feed.succeeded_at
    due = datetime.fromisoformat(feed.due_at) - datetime.fromisoformat(feed.succeeded_at)
    assert due == timedelta(hours=6)


def test_a_dead_feed_stops_no_other_and_is_left_alone(followed: Library, site: Site) -> None:
    site.replies["/a"], site.replies["/b"] = rss(item(1), title="A"), rss(item(2), title="B")
    followed.feeds.add(site.url("/a"))
    followed.feeds.add(site.url("/b"))
    site.replies["/a"] = Reply(status=500)
    report = sync(followed)
    assert [failure.spec for failure in report.failed] == [site.url("/a")]
    assert "HTTP 500" in report.failed[0].reason and report.added == 1
    sync(followed)
    dead = followed.feeds.states()[0].feed
    assert (dead.failures, dead.error_since is not None) == (2, True)
    asked = len(site.asked)
    assert sync(followed, everything=False).failed == ()
    assert len(site.asked) == asked
    site.replies["/a"] = rss(item(1), title="A")
    sync(followed)
    assert (followed.feeds.states()[0].feed.failures, followed.feeds.states()[0].feed.error) == (0, "")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(b"<html><body>Nothing here</body></html>"), "holds no feed"),
        (Reply(b"PK\x03\x04", "application/zip"), "cannot be read"),
        (Reply(status=404), "HTTP 404"),
    ],
)
def test_what_is_no_feed_any_more_is_a_failure_that_says_so(
    followed: Library, site: Site, reply: Reply, told: str
) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"))
    site.replies["/rss"] = reply
    assert told in sync(followed).failed[0].reason
    assert told in only(followed).feed.error


def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(followed: Library, site: Site) -> None:
    site.replies["/old"] = site.replies["/new"] = rss(item(1))
    followed.feeds.add(site.url("/old"))
    site.replies["/old"] = Reply(status=301, headers={"Location": "/new"})
    sync(followed)
    sync(followed)
    assert only(followed).feed.url == site.url("/new")
    assert site.paths()[-1] == "/new" and site.paths().count("/old") == 2


def test_a_feed_that_is_gone_is_not_asked_again(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"))
    site.replies["/rss"] = Reply(status=410)
    assert "for good" in sync(followed).failed[0].reason
    asked = len(site.asked)
    assert sync(followed).failed == ()
    assert len(site.asked) == asked


def test_how_long_a_server_wants_to_be_left_alone_is_kept_to(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"), hours=1)
    site.replies["/rss"] = Reply(status=429, headers={"Retry-After": "36000"})
    sync(followed)
    feed = only(followed).feed
    assert feed.asked_at
    assert datetime.fromisoformat(feed.due_at) - datetime.fromisoformat(feed.asked_at) == timedelta(hours=10)


def test_a_feed_that_comes_back_shows_nothing_twice(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"))
    sync(followed)
    followed.feeds.remove("A Blog")
    assert followed.feeds.states() == []
    assert titles(followed) == {"Post 1"}
    with pytest.raises(NotFound):
        followed.feeds.remove("A Blog")
    followed.feeds.add(site.url("/rss"), budget=4)
    assert sync(followed).added == 0
    assert only(followed).feed.budget == 4


def test_a_list_of_feeds_gives_its_folders_as_tags_and_the_feed_its_title(
    followed: Library, site: Site
) -> None:
    site.replies["/rss"] = rss(item(1))
    with followed.store.write() as db:
        stored.subscribe(db, Subscription(site.url("/rss"), "", ("ML", "slow")), Zone.INBOX, LONG_AGO)
    [saved] = sync(followed).touched
    assert (saved.tags, saved.source) == (("ML", "slow"), "A Blog")


def test_what_was_chosen_before_a_process_ended_is_saved_by_the_next(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1), item(2))
    url = followed.feeds.add(site.url("/rss"), budget=1).url
    sync(followed)
    with followed.store.write() as db:
        waiting = stored.waiting(db, only(followed).feed.id, Fate.OVERFLOW)
        stored.choose(db, [one.id for one in waiting], LONG_AGO)
    assert sync(followed).added == 1
    assert followed.feeds.overflow(url) == []


def test_what_the_person_changes_while_a_feed_is_asked_stays(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    asked = followed.feeds.add(site.url("/rss"))
    followed.feeds.add(site.url("/rss"), budget=3)
    with followed.store.write() as db:
        stored.note_visit(db, replace(asked, title="B", succeeded_at=LONG_AGO))
    feed = only(followed).feed
    assert (feed.budget, feed.title, feed.succeeded_at) == (3, "B", LONG_AGO)
    followed.feeds.remove(feed.url)
    with followed.store.write() as db:
        stored.note_visit(db, asked)
    assert followed.feeds.states() == []


def test_without_network_one_line_says_so(library: Library) -> None:
    with pytest.raises(NetworkUnavailable, match="KB_NETWORK"):
        library.feeds.sync()


def test_two_do_not_ask_at_once(followed: Library) -> None:
    with process.working(followed.home, Lane.FEEDS), pytest.raises(LibraryBusy):
        followed.feeds.sync()


def test_the_work_of_the_button_is_done_in_a_lane_of_its_own(followed: Library, site: Site) -> None:
    site.replies["/rss"] = rss(item(1))
    followed.feeds.add(site.url("/rss"))
    with process.working(followed.home, Lane.THINK):  # no other process starts
        with process.working(followed.home, Lane.FEEDS):
            followed.work.queue_sync(everything=True)
            followed.work.queue_sync(everything=True)
        assert [job.kind for job in followed.work.jobs()] == ["sync"]
        followed.do(Lane.FEEDS)
    assert titles(followed) == {"Post 1"}
    assert followed.intake.last()[0].added == 1


def test_a_document_that_waits_comes_back_as_it_was(followed: Library) -> None:
    document = Document(
        "url:https://a.example/1", Kind.POST, "T", text="x", summary="s", url="https://a.example/1",
        aliases=("https://a.example/?p=1",), authors=("A",), tags=("t",), source="S", published="2026-11-01",
        references=(Reference("https://b.example/", "url:https://b.example/", "b"),), meta={"m": "1"},
    )  # fmt: skip
    with followed.store.write() as db:
        feed = stored.put(db, Feed("https://a.example/rss", due_at=LONG_AGO))
        stored.record(db, feed.id, [FeedEntry("1", document)], Fate.OVERFLOW, LONG_AGO)
    [waiting] = stored.waiting(followed.store.read(), feed.id, Fate.OVERFLOW)
    assert waiting.document == document
