"""The address of the feed that a site is known to have, from the address of a page of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from kb.text.sites import TELEGRAM_HOSTS
from kb.text.urls import host_of, web_parts, with_scheme

_CATEGORY = r"[a-z][a-z-]*(?:\.[A-Za-z-]{2,})?"
_ARXIV = re.compile(rf"arxiv:(?P<categories>{_CATEGORY}(?:\+{_CATEGORY})*)", re.IGNORECASE)
_ARXIV_LIST = re.compile(rf"/list/(?P<category>{_CATEGORY})(?:/\w*)?/?")
_ARXIV_FEED = "https://rss.arxiv.org/rss/"
_ARXIV_HOSTS = frozenset({"rss.arxiv.org", "export.arxiv.org", "arxiv.org"})
_CHANNEL = re.compile(r"@(?P<name>[A-Za-z]\w{3,31})")
_TELEGRAM_PATH = re.compile(r"/(?:s/)?(?P<name>[A-Za-z]\w{3,31})(?:/\d+)?/?")
_NO_CHANNELS = frozenset({"joinchat", "addstickers", "share", "proxy", "addlist", "login", "socks"})
_VIDEOS = "https://www.youtube.com/feeds/videos.xml?"
_REPOSITORY = re.compile(
    r"/(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?(?:/(?P<what>releases|tags|commits)(?:/(?P<branch>[\w./-]+))?)?/?"
)
_GITHUB_PAGES = frozenset(
    {"orgs", "topics", "settings", "sponsors", "search", "collections", "features", "marketplace", "apps"}
)


def known_feed(given: str) -> str | None:
    """The feed of an arXiv category (`arxiv:cs.LG`, its list), a Telegram channel (`@name`, `t.me/name`), a
    YouTube channel or playlist, a GitHub repository (its releases), a Substack, a Medium, a subreddit; None
    for what has to be looked at."""
    given = given.strip()
    if arxiv := _ARXIV.fullmatch(given):
        return _ARXIV_FEED + "+".join(map(_category, arxiv["categories"].split("+")))
    if channel := _CHANNEL.fullmatch(given):
        return f"https://t.me/s/{channel['name']}"
    parts = web_parts(with_scheme(given))
    if parts is None:
        return None
    host = host_of(parts)
    if host in TELEGRAM_HOSTS:
        return _telegram(parts.path)
    for name, of in _SITES.items():
        if host == name or host.endswith(f".{name}"):
            return of(host, parts.path, parts.query)
    return None


def is_arxiv(url: str) -> bool:
    """Whether a feed is one of arXiv's, which bring a hundred papers a day."""
    parts = web_parts(url)
    return parts is not None and host_of(parts) in _ARXIV_HOSTS


def is_telegram(url: str) -> bool:
    """Whether a feed is the preview of a Telegram channel."""
    parts = web_parts(url)
    return parts is not None and host_of(parts) in TELEGRAM_HOSTS


def _telegram(path: str) -> str | None:
    named = _TELEGRAM_PATH.fullmatch(path)
    return f"https://t.me/s/{named['name']}" if named and named["name"].lower() not in _NO_CHANNELS else None


def _category(given: str) -> str:
    """A category as arXiv writes it: `cs.LG`, `cond-mat.stat-mech`."""
    archive, dot, subject = given.partition(".")
    return f"{archive.lower()}{dot}{subject.upper() if len(subject) == len('LG') else subject.lower()}"


def _arxiv(host: str, path: str, query: str) -> str | None:
    listed = _ARXIV_LIST.fullmatch(path)
    return f"{_ARXIV_FEED}{listed['category']}" if listed and host == "arxiv.org" else None


def _youtube(host: str, path: str, query: str) -> str | None:
    if channel := re.match(r"/channel/(UC[\w-]{22})", path):
        return f"{_VIDEOS}channel_id={channel[1]}"
    playlist = parse_qs(query).get("list") if path == "/playlist" else None
    return f"{_VIDEOS}playlist_id={playlist[0]}" if playlist else None


def _github(host: str, path: str, query: str) -> str | None:
    found = _REPOSITORY.fullmatch(path)
    if found is None or host != "github.com" or found["name"].split("/")[0] in _GITHUB_PAGES:
        return None
    what, branch = found["what"] or "releases", found["branch"]
    if branch and what != "commits":
        return None
    return f"https://github.com/{found['name']}/{what}{f'/{branch}' if branch else ''}.atom"


def _substack(host: str, path: str, query: str) -> str | None:
    return f"https://{host}/feed" if host.count(".") > 1 else None


def _medium(host: str, path: str, query: str) -> str | None:
    if host != "medium.com":
        return f"https://{host}/feed"
    author = re.match(r"/(@[\w.-]+)", path)
    return f"https://medium.com/feed/{author[1]}" if author else None


def _reddit(host: str, path: str, query: str) -> str | None:
    found = re.fullmatch(r"/r/(\w+)/?", path)
    return f"https://www.reddit.com/r/{found[1]}/.rss" if found else None


_SITES: dict[str, Callable[[str, str, str], str | None]] = {
    "arxiv.org": _arxiv,
    "youtube.com": _youtube,
    "github.com": _github,
    "substack.com": _substack,
    "medium.com": _medium,
    "reddit.com": _reddit,
}
"""By host, those below it included."""
