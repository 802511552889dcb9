"""Feeds that a page names in its head. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from kb.importers.nesting import check_depth

_TYPES = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
        "application/x.atom+xml", "application/x-atom+xml",
    }
)  # fmt: skip
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_JSON = "application/json"
"""WordPress names its whole programming interface so; a feed says in its address that it is one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page offers."""

    url: str
    title: str = ""


def offers(page: str, url: str) -> list[Offer]:
    """The feeds that a page at `url` names in its head, each once, those of comments only where there are no
    others.

    :raises ImportRefused: the head holds elements in each other without end.
    """
    head = _BODY.split(page, maxsplit=1)[0]
    check_depth(head)
    tree = LexborHTMLParser(head)
    base = tree.css_first("base[href]")
    start = urljoin(url, (base.attributes["href"] or "") if base is not None else "")
    found: dict[str, Offer] = {}
    for link in tree.css("link[rel][href]"):
        given = {name: (value or "").strip() for name, value in link.attributes.items()}
        kind = given.get("type", "").partition(";")[0].strip().lower()
        is_feed = kind in _TYPES or (kind == _JSON and "feed" in given["href"].lower())
        if is_feed and "alternate" in given["rel"].lower().split():
            target = _joined(start, given["href"])
            if target:
                found.setdefault(target, Offer(target, " ".join(given.get("title", "").split())))
    news = [one for one in found.values() if not _is_of_comments(one)]
    return news or list(found.values())


def _is_of_comments(offer: Offer) -> bool:
    words = f"{offer.title} {offer.url}".lower()
    return "comment" in words or "комментар" in words


def _joined(start: str, target: str) -> str:
    try:
        joined = urljoin(start, target)
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""
