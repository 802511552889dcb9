"""From what a person gives to the feed it means."""

from __future__ import annotations

import time

import pytest

from kb.errors import ImportRefused
from kb.feeds.addresses import known_feed
from kb.feeds.discovery import offers
from kb.feeds.visiting import SeveralFeeds, find_feed, paced
from kb.web.fetching import Fetched, Validators, fetch
from kb.web.limits import Limits
from kb.web.pace import Pace
from tests.serving import Reply, Site

FEED = b'<rss version="2.0"><channel><title>News</title></channel></rss>'


def head(*links: str) -> str:
    return f"<!doctype html><html><head>{''.join(links)}</head><body>Words</body></html>"


def link(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


@pytest.mark.parametrize(
    ("given", "feed"),
    [
        ("arxiv:cs.LG", "https://rss.arxiv.org/rss/cs.LG"),
        ("arXiv:CS.lg+stat.ml", "https://rss.arxiv.org/rss/cs.LG+stat.ML"),
        ("arxiv:cond-mat.stat-mech", "https://rss.arxiv.org/rss/cond-mat.stat-mech"),
        ("arxiv:hep-th", "https://rss.arxiv.org/rss/hep-th"),
        ("https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL"),
        ("arxiv:2510.26692", None),
        ("@example_ml", "https://t.me/s/example_ml"),
        ("t.me/example_ml", "https://t.me/s/example_ml"),
        ("https://t.me/s/example_ml?before=3", "https://t.me/s/example_ml"),
        ("https://t.me/example_ml/41", "https://t.me/s/example_ml"),
        ("https://t.me/joinchat/abc", None),
        (
            "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
        ),
        ("https://youtube.com/playlist?list=PLx", "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx"),
        ("https://www.youtube.com/@somebody", None),
        ("https://github.com/example/kernels", "https://github.com/example/kernels/releases.atom"),
        ("https://github.com/example/kernels.git", "https://github.com/example/kernels/releases.atom"),
        ("https://github.com/example/kernels/tags", "https://github.com/example/kernels/tags.atom"),
        ("https://github.com/example/k/commits/main", "https://github.com/example/k/commits/main.atom"),
        ("https://github.com/example/kernels/releases.atom", None),
        ("https://github.com/topics/llm", None),
        ("https://letters.substack.com/p/a-post", "https://letters.substack.com/feed"),
        ("https://medium.com/@somebody/a-post-1", "https://medium.com/feed/@somebody"),
        ("https://somebody.medium.com", "https://somebody.medium.com/feed"),
        ("https://old.reddit.com/r/example", "https://www.reddit.com/r/example/.rss"),
        ("https://blog.example/", None),
        ("words", None),
    ],
)
def test_sites_whose_feeds_are_known(given: str, feed: str | None) -> None:
    assert known_feed(given) == feed


def test_a_page_names_its_feeds_but_not_its_interface_or_comments() -> None:
    page = head(
        '<base href="/blog/">',
        link("feed.xml", title="News"),
        link("comments/feed", title="Comments on News"),
        link("https://blog.example/wp-json/", "application/json"),
        link("feed.json", "application/feed+json"),
        link("feed.xml"),
        '<link rel="alternate" hreflang="ru" href="/ru/">',
        '<link rel="stylesheet" href="style.css">',
        link("javascript:alert(1)"),
    )
    assert [one.url for one in offers(page, "https://blog.example/a/b")] == [
        "https://blog.example/blog/feed.xml",
        "https://blog.example/blog/feed.json",
    ]
    alone = head(link("/c", title="Комментарии"))
    assert [one.url for one in offers(alone, "https://blog.example/")] == ["https://blog.example/c"]


@pytest.fixture
def site_with(site: Site) -> Site:
    site.replies = {
        "/rss": Reply(FEED, "application/rss+xml"),
        "/text": Reply(FEED, "text/plain"),
        "/one": Reply(head(link("/rss")).encode()),
        "/two": Reply(head(link("/rss", title="All"), link("/text", title="Some")).encode()),
        "/none": Reply(head().encode()),
    }
    return site


def asking(site: Site, given: str) -> tuple[str, str]:
    def ask(url: str, validators: Validators | None) -> Fetched:
        return fetch(url, Limits(trusted=frozenset({site.place})), validators)

    return find_feed(given, ask)


@pytest.mark.parametrize(("path", "feed"), [("/rss", "/rss"), ("/text", "/text"), ("/one", "/rss")])
def test_a_feed_or_a_page_that_names_one(site_with: Site, path: str, feed: str) -> None:
    assert asking(site_with, site_with.url(path)) == (site_with.url(feed), "News")


def test_of_several_the_person_chooses(site_with: Site) -> None:
    with pytest.raises(SeveralFeeds) as told:
        asking(site_with, site_with.url("/two"))
    assert [(one.url, one.title) for one in told.value.offers] == [
        (site_with.url("/rss"), "All"),
        (site_with.url("/text"), "Some"),
    ]
    assert site_with.url("/text") in str(told.value)


@pytest.mark.parametrize("given", ["/none", "two words", ""])
def test_what_has_no_feed_says_so(site_with: Site, given: str) -> None:
    with pytest.raises(ImportRefused):
        asking(site_with, site_with.url(given) if given.startswith("/") else given)


def test_two_questions_to_one_host_keep_their_distance(site_with: Site) -> None:
    limits = Limits(trusted=frozenset({site_with.place}))
    pace = Pace(delay_s=0.2)
    ask = paced(lambda url, validators: fetch(url, limits, validators), pace)
    begun = time.monotonic()
    for _ in "123":
        ask(site_with.url("/rss"), None)
    assert time.monotonic() - begun >= 0.4
