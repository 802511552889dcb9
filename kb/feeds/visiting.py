"""Asking a feed, or a page for its feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urljoin, urlsplit

from kb.catalogue import _, n_
from kb.errors import ImportRefused, JomoError
from kb.feeds.addresses import is_telegram, known_feed
from kb.feeds.discovery import Offer, offers
from kb.importers.boundary import attempted
from kb.importers.feeds.contents import Contents, Wanted
from kb.importers.feeds.reading import is_feed, read_feed
from kb.text.encoding import read_text
from kb.text.urls import web_parts, with_scheme
from kb.types import Feed
from kb.web.fetching import Fetched, Validators
from kb.web.pace import Pace

_MOST = 1_000
"""So many entries of one answer are read, the newest: days of a category of arXiv, all of most blogs."""
_PARTS = 5
"""So many parts of a preview are asked for at once: a hundred posts of Telegram, more than anybody's day."""
_TITLE_ALONE = Wanted(most=1)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:/|$)")
"""What begins like a host, without `https://` before it."""
Fetch = Callable[[str, Validators | None], Fetched]
"""Asks one address; as `kb.web.fetching.fetch` within the limits of a library."""


def paced(fetch: Fetch, pace: Pace) -> Fetch:
    """`fetch` that leaves each host alone between two questions."""

    def ask(url: str, validators: Validators | None) -> Fetched:
        pace.wait(urlsplit(url).netloc.lower())
        return fetch(url, validators)

    return ask


class SeveralFeeds(JomoError):
    """A page names several feeds; `offers` are these."""

    def __init__(self, message: str, found: list[Offer]) -> None:
        super().__init__(message)
        self.offers = found


@dataclass(frozen=True, slots=True)
class Visit:
    """What a feed answered: `read` is None where nothing changed. `url` is where it is to be asked next."""

    url: str
    read: Contents | None
    etag: str
    last_modified: str


def visit(feed: Feed, fetch: Fetch, seen: Set[str]) -> Visit:
    """Asks a feed for what changed; entries that were `seen`, by their guids, are not read again.

    :raises Refused: it may not be asked, or its answer is not taken.
    :raises Unreachable: it does not answer, or says that there is nothing.
    :raises ImportRefused: what it answers is no feed.
    """
    found = fetch(feed.url, Validators(feed.etag, feed.last_modified))
    url = found.moved_to or feed.url
    if found.not_modified:
        return Visit(url, None, found.etag or feed.etag, found.last_modified or feed.last_modified)
    read = _read(found, Wanted(seen, _MOST))
    return Visit(url, _with_older(read, found.url, fetch, seen), found.etag, found.last_modified)


def _with_older(read: Contents, url: str, fetch: Fetch, seen: Set[str]) -> Contents:
    """A preview that shows a part only, with the parts before as far as they are new. A feed that was never
    seen before has no such end."""
    parts, older = [read], read.older
    while seen and older and len(parts) < _PARTS and seen.isdisjoint(one.guid for one in parts[-1].entries):
        url = urljoin(url, older)
        parts.append(_read(fetch(url, None), Wanted(seen)))
        older = parts[-1].older
    return replace(read, entries=tuple(one for part in parts for one in part.entries))


def find_feed(given: str, fetch: Fetch) -> tuple[str, str]:
    """The feed that an address leads to, and its title: it is one, is of a site whose feeds are known, or
    is a page that names one.

    :raises SeveralFeeds: a page names several.
    :raises ImportRefused: there is no feed, or `given` is no address.
    :raises Refused: the address may not be asked.
    :raises Unreachable: it does not answer.
    """
    given = given.strip()
    url = known_feed(given) or (f"https://{given}" if _HOST.match(given) else with_scheme(given))
    if web_parts(url) is None:
        raise ImportRefused(
            _(
                "{address} is no address; give a page's or a feed's, @channel of Telegram, or arxiv:cs.LG",
                address=given,
            )
        )
    found = fetch(url, None)
    text = read_text(found.body).text
    if is_feed(text) or is_telegram(url):
        return found.moved_to or url, _read(found, _TITLE_ALONE).title
    named = offers(text, found.url)
    if not named:
        raise ImportRefused(
            _(
                "{address} names no feed; look on the page for RSS or Atom and give that address",
                address=given,
            )
        )
    if len(named) > 1:
        listed = "; ".join(f"{one.url} ({one.title})" if one.title else one.url for one in named)
        raise SeveralFeeds(
            n_(
                "{address} names {count} feed; add one of them by its address: {feeds}",
                "{address} names {count} feeds; add one of them by its address: {feeds}",
                len(named),
                address=given,
                feeds=listed,
            ),
            named,
        )
    return named[0].url, _read(fetch(named[0].url, None), _TITLE_ALONE).title


def _read(found: Fetched, wanted: Wanted) -> Contents:
    """:raises ImportRefused: it is no feed."""
    read = attempted(found.url, partial(read_feed, found.body, found.charset, wanted))
    if isinstance(read, Contents):
        return read
    if is_telegram(found.url):
        raise ImportRefused(
            _("{address} has no public preview; its channel cannot be followed", address=found.url)
        )
    raise ImportRefused(f"{found.url} {read.reason}")
