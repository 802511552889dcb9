"""Feeds in a real browser: followed by a page's address, asked by the background process, brought in."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.clock import present
from kb.feeds.choosing import allowance
from tests.serving import Reply, Site

ITEMS = "".join(
    f"<item><title>Post &lt;b&gt;{number}&lt;/b&gt;</title><link>https://blog.example/{number}</link></item>"
    for number in range(12)
)


@pytest.fixture
def own(
    site: Site, make_home: Callable[..., Path], serve: Callable[..., AbstractContextManager[str]]
) -> Iterator[str]:
    home = make_home("feeds", sampled=False)
    site.replies = {
        "/": Reply(
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
        ),
        "/rss": Reply(
            f'<rss version="2.0"><channel><title>A Blog</title>{ITEMS}</channel></rss>'.encode(), "text/xml"
        ),
    }
    with serve(home, trusted=site.place) as address:
        yield address


def test_a_page_s_feed_is_followed_asked_and_brought_in(own: str, page: Page, site: Site) -> None:
    page.goto(f"{own}/feeds")
    page.get_by_label("A page, a feed, @channel").fill(site.url())
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_text("You follow A Blog now")).to_be_visible()
    shown = allowance(10, present())
    expect(page.get_by_text(f"{shown} of 10 this week · {12 - shown} in the overflow")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Bring \d+ in")).click()
    expect(page.get_by_text(re.compile(r"\d+ items brought in\."))).to_be_visible()
    page.get_by_role("link", name="What it brought").click()
    expect(page.get_by_role("link", name="Post 0").first).to_be_visible()
