"""The commands `feeds` and `sync` as scripts see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.serving import Reply, Site

ITEMS = "".join(
    f"<item><title>Post {number}</title><link>https://blog.example/{number}</link></item>" for number in "123"
)
FEED = f'<rss version="2.0"><channel><title>A Blog</title>{ITEMS}</channel></rss>'.encode()
LINK = '<link rel="alternate" type="application/rss+xml" href="%s">'


def page(*feeds: str) -> Reply:
    return Reply(f"<html><head>{''.join(LINK % feed for feed in feeds)}</head></html>".encode())


@pytest.fixture
def kb(
    kb_on: Callable[[Path], Command], site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    run = kb_on(tmp_path / "home")
    monkeypatch.setenv("KB_NETWORK", "true")
    monkeypatch.setenv("KB_TRUSTED_HOSTS", site.place)
    site.replies = {"/rss": Reply(FEED, "application/rss+xml"), "/": page("/rss")}
    return run


def test_a_feed_from_its_page_to_its_removal(kb: Command, site: Site) -> None:
    added = kb("feeds", "add", site.url(), "--budget", "2", "--hours", "6", "--json")
    assert added.status == 0
    [told] = added.json
    assert {**told, "next": "", "zone": ""} == {
        "url": site.url("/rss"), "title": "A Blog", "last": None, "news": None, "next": "", "budget": 2,
        "shown": 0, "overflow": 0, "error": None, "error_since": None, "zone": "", "hours": 6,
        "criterion": "",
    }  # fmt: skip
    synced = kb("sync", "--no-embed", "--json")
    assert (synced.status, synced.json["added"]) == (0, 2)
    assert [one["title"] for one in synced.json["items"]] == ["Post 1", "Post 2"]
    listed = kb("feeds", "list", "--json").json[0]
    assert (listed["shown"], listed["overflow"]) == (2, 1)
    assert "2 of 2 this week, 1 in the overflow" in kb("feeds").out
    assert kb("feeds", "bring", site.url("/rss"), "-n", "5", "--json").json["added"] == 1
    assert kb("feeds", "remove", "a blog", "--json").json[0]["url"] == site.url("/rss")
    assert kb("feeds", "--json").json == []


def test_what_fails_is_named_with_its_reason(kb: Command, site: Site) -> None:
    kb("feeds", "add", site.url())
    site.replies["/rss"] = Reply(status=500)
    failed = kb("sync", "--no-embed", "--all", "--json")
    assert failed.status == 1
    assert [one["spec"] for one in failed.json["failed"]] == [site.url("/rss")]
    assert "HTTP 500" in kb("feeds", "--json").json[0]["error"]
    assert "failing since" in kb("feeds").out


def test_wrong_use_is_one_line_and_status_two(
    kb: Command, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/two"] = page("/rss", "/b")
    several = kb("feeds", "add", site.url("/two"))
    assert several.status == 2 and site.url("/rss") in several.err and site.url("/b") in several.err
    assert kb("feeds", "remove", "https://nowhere.example/").status == 2
    assert kb("feeds", "add", "http://127.0.0.1:1/rss").status == 2
    monkeypatch.setenv("KB_NETWORK", "false")
    for words in (("sync",), ("feeds", "add", "arxiv:cs.LG")):
        off = kb(*words)
        assert off.status == 2 and "KB_NETWORK" in off.err and off.err.count("\n") == 1
    assert kb("feeds").status == 0
