"""Web addresses: one form to compare by, redirect wrappers taken off, trackers stripped."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, unquote, unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from kb.text.carried import carried
from kb.text.normal import normalized
from kb.text.sites import one_form

# Names that never choose what a page shows. Longer lists (courlan's, say) also take `cid`, `keyword` or
# `gallery`, which do choose the page on many sites: two works would become one.
_TRACKER = re.compile(
    r"(?:utm|itm|vero|oly|hsa|_?_hs|mkt|trk)_?\w+|(?:pk|mtm|piwik)_(?:campaign|cid|content|kwd|keyword|medium"
    r"|source|group|placement)|_?openstat|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|y(?:s|m)?clid|msclkid|twclid"
    r"|igshi?d?|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|ref|ref_src|ref_url|referrer|referer|cmpid|ncid|spm|mibextid"
    r"|fb_action_ids|fb_ref|trackingid|trk|guccounter|guce_referrer(?:_sig)?|__twitter_impression"
    r"|triedredirect|triedsigningin|showwelcomeonshare",
    re.IGNORECASE,
)
# Parameters that are trackers on these hosts only.
_HOST_TRACKERS: dict[str, frozenset[str]] = {
    "medium.com": frozenset({"source", "sk", "gi"}),
    "towardsdatascience.com": frozenset({"source", "sk", "gi"}),
    "x.com": frozenset({"s", "t", "cxt"}),
    "arxiv.org": frozenset({"context"}),
    "open.spotify.com": frozenset({"si", "context"}),
    "reddit.com": frozenset({"share_id", "context"}),
    "github.com": frozenset({"tab"}),
    "linkedin.com": frozenset({"originalsubdomain", "lipi", "rcm"}),
    "substack.com": frozenset({"r", "s", "publication_id", "post_id", "isfreemail", "token"}),
}
# Host pattern, path pattern, and the parameters that may carry the real address.
_WRAPPERS = tuple(
    (re.compile(host), re.compile(path), parameters)
    for host, path, parameters in (
        (r"(?:t|telegram)\.me", r"/(?:iv|share/url|share)/?", ("url",)),
        (r"(?:\w+\.)?google\.[a-z.]{2,6}", r"/(?:url|imgres)", ("q", "url", "imgrefurl")),
        (r"scholar\.google\.[a-z.]{2,6}", r"/scholar_url", ("url",)),
        (r"translate\.google\.[a-z.]{2,6}", r"/translate", ("u",)),
        (r"lm?\.(?:facebook|instagram|threads)\.(?:com|net)", r"/(?:l\.php)?", ("u",)),
        (r"facebook\.com", r"/(?:l|sharer|sharer/sharer|flx/warn)(?:\.php)?/?", ("u",)),
        (r"(?:away\.)?(?:m\.)?vk\.com", r"/away(?:\.php)?", ("to",)),
        (r"vkontakte\.ru", r"/away(?:\.php)?", ("to",)),
        (r"[\w.-]+\.safelinks\.protection\.outlook\.com", r"/.*", ("url",)),
        (r"out\.reddit\.com", r"/.*", ("url",)),
        (r"medium\.com", r"/r/?", ("url",)),
        (r"(?:m\.)?youtube\.com", r"/redirect", ("q",)),
        (r"duckduckgo\.com", r"/l/?", ("uddg",)),
        (r"yandex\.[a-z.]{2,6}", r"/(?:clck/jsredir|redir)", ("url",)),
        (r"steamcommunity\.com", r"/linkfilter/?", ("url", "u")),
        (r"getpocket\.com", r"/redirect", ("url",)),
        (r"slack-redir\.net", r"/link", ("url",)),
        (r"linkedin\.com", r"/(?:redir/redirect|safety/go)/?", ("url",)),
        (r"t\.umblr\.com", r"/redirect", ("z",)),
        (r"exit\.sc", r"/", ("url",)),
        (r"link\.(?:zhihu|juejin|csdn)\.(?:com|cn|im|net)", r"/", ("target",)),
        (r"links?\.jianshu\.com", r"/(?:go)?", ("to", "t")),
        (r"oschina\.net", r"/action/GoToLink", ("url",)),
        (r"douban\.com", r"/link2/?", ("url",)),
        (r"gate\.sc", r"/", ("url",)),
        (r"(?:click\.)?redditmail\.com", r"/.*", ("url",)),
        (r"urldefense(?:\.proofpoint)?\.com", r"/v1/url", ("u",)),
    )
)
_WRAPS = re.compile("|".join(f"(?:{host.pattern})" for host, _, _ in _WRAPPERS))
"""The hosts of all of these: most addresses are at none of them."""
# Services that show another site's page, with its address as their path.
_SHOWN_BY = re.compile(r"archive\.(?:today|ph|is|li|vn|fo|md)|12ft\.io|r\.jina\.ai|freedium(?:-mirror)?\.cfd")
_SHOWN_PATH = re.compile(r"/(?:(?:\d{4,14}|newest|oldest)/)?(https?:/{1,2}.+)", re.IGNORECASE)
# What stood behind `#!` in the years when pages were made in the browser is a path since.
_HASHBANG = re.compile(r"(?:mobile\.)?twitter\.com")
# AMP caches: `s` stands for https.
_AMP_CACHE = re.compile(r"[\w-]+\.cdn\.ampproject\.org|google\.[a-z.]{2,6}")
_AMP_PATH = re.compile(r"/(?:amp|[cvw])/(s/)?([\w-]+(?:\.[\w-]+)+(?:/.*)?)")
_ARCHIVE_PATH = re.compile(r"/web/[^/]+/(https?:/{1,2}.+)", re.IGNORECASE)
_PROOFPOINT_PATH = re.compile(r"/v3/__(https?:/{1,2}.+?)__;")
_DEFAULT_PORTS = {"http": 80, "https": 443}
"""Of RFC 9110: an address that names them is the same without."""
_YOUTUBE = re.compile(r"(?:(?:m|music|gaming)\.)?youtube(?:-nocookie)?\.com")
_MAX_WRAPPERS = 5
"""Wrappers inside wrappers: a shared link from a mail scanner has two or three."""

# Last labels a link without `https://` may have. File endings that are also country names (md, py, sh,
# rs, pl) are left out, or every path of a code base would be a link.
_TLDS = (
    "com|org|net|edu|gov|int|io|ai|dev|app|me|info|blog|tech|science|news|cloud|page|pub|xyz|ly|gg|tv|be|co|eu|us"
    "|uk|de|fr|ch|nl|it|es|se|no|fi|at|cz|jp|cn|kr|in|ca|au|nz|br|il|ru|su|by|kz|ua|рф"
)
HOSTLESS = rf"(?:[a-zа-яё0-9](?:[a-zа-яё0-9-]*[a-zа-яё0-9])?\.)+(?:{_TLDS})(?::\d{{2,5}})?"
"""A pattern of a host without `https://` in front, to be used without regard to case."""
_SCHEMELESS = re.compile(rf"{HOSTLESS}/\S*", re.IGNORECASE)
# No address holds `&amp;` of its own: it was copied out of HTML. Other entities may be parameters (`&copy=`).
MARKUP_AND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
"""A pattern of the sign & as HTML spells it."""

_SAFE = "[A-Za-z0-9_.~-]"
_PLAIN = re.compile(
    rf"https?://[a-z0-9.-]+(?:/[A-Za-z0-9_~-]{_SAFE}*)*/?"
    rf"(?:\?(?P<query>{_SAFE}+={_SAFE}*(?:&{_SAFE}+={_SAFE}*)*))?"
)
"""Addresses of which w3lib sorts the query and makes nothing else, and most are such."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_OPENING, _CLOSING = " \t\n\r<([{\"'«“„‘*_`", " \t\n\r.,;:!?'\"*_~`…’”»"


def trimmed(address: str) -> str:
    """An address without what a sentence, a list or a bracket puts around it."""
    address = normalized(address).lstrip(_OPENING)
    if address[-1:] not in _CLOSING and address[-1:] not in _PAIRS:
        return address
    unpaired = {close: address.count(close) - address.count(opening) for close, opening in _PAIRS.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if unpaired.get(last, 0) > 0:
            unpaired[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return address[:end]


def with_scheme(address: str) -> str:
    """An address with `https://` in front where a known host and a path begin it."""
    return f"https://{address}" if _SCHEMELESS.fullmatch(address) else address


@lru_cache(maxsize=1_024)
def web_parts(address: str) -> SplitResult | None:
    """The parts of the page an address leads to, redirect wrappers taken off, or None if it leads to none."""
    address = with_scheme(address)
    if not _WEB.match(address):
        return None
    return split(unwrap(MARKUP_AND.sub("&", address)))


@lru_cache(maxsize=1_024)
def host_of(parts: SplitResult) -> str:
    """The host in lower case without `www.`, empty where there is none."""
    return (parts.hostname or "").removeprefix("www.").rstrip(".")


@lru_cache(maxsize=1_024)
def split(url: str) -> SplitResult | None:
    """The parts of an http(s) URL, or None if it is not one."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it raises ValueError for an impossible port
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.hostname else None


@lru_cache(maxsize=1_024)
def unwrap(url: str) -> str:
    """The address inside redirect wrappers (search results, messengers, mail scanners, web archives)."""
    for _ in range(_MAX_WRAPPERS):
        inner = _unwrap_once(url)
        if inner is None:
            return url
        url = inner
    return url


def _unwrap_once(url: str) -> str | None:
    parts = split(url)
    if parts is None:
        return None
    host = host_of(parts)
    if host in {"href.li", "anonym.to", "nullrefer.com"} and parts.query:
        return _as_url(url.partition("?")[2])
    if host in {"web.archive.org", "archive.org"} and (wrapped := _ARCHIVE_PATH.match(_tail(parts))):
        return _as_url(wrapped[1])
    if _HASHBANG.fullmatch(host) and parts.fragment.startswith("!/"):
        return f"https://{host}{parts.fragment[1:]}"
    if _SHOWN_BY.fullmatch(host) and (wrapped := _SHOWN_PATH.match(_tail(parts))):
        return _as_url(wrapped[1])
    if _AMP_CACHE.fullmatch(host) and (wrapped := _AMP_PATH.fullmatch(parts.path)):
        return _as_url(f"http{'s' if wrapped[1] else ''}://{wrapped[2]}")
    if host == "urldefense.com" and (wrapped := _PROOFPOINT_PATH.match(_tail(parts))):
        return _as_url(wrapped[1])
    if (inside := carried(host, parts.path)) and (inner := _as_url(inside)) is not None:
        return inner
    if not parts.query or not _WRAPS.fullmatch(host):
        return None
    for host_pattern, path_pattern, parameters in _WRAPPERS:
        if host_pattern.fullmatch(host) and path_pattern.fullmatch(parts.path):
            query = parse_qs(parts.query)
            for name in parameters:
                inner = _as_url(query.get(name, [""])[0])
                if inner is not None:
                    return inner
    return None


def _tail(parts: SplitResult) -> str:
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _as_url(text: str) -> str | None:
    text = text.strip()
    if re.match(r"https?%3a", text, re.IGNORECASE):
        text = unquote(text)
    text = re.sub(r"^(https?):/(?=[^/])", r"\1://", text, flags=re.IGNORECASE)
    return text if split(text) is not None else None


@lru_cache(maxsize=1_024)
def canonical_url(url: str) -> str:
    """The form of an address to compare by, not to open: unwrapped, https, without `www.`, default
    port, trackers, fragment and trailing slash, dots resolved, the query sorted.

    Fragments that route a page (`#/…`, `#!…`) stay. What is not an http(s) URL comes back stripped.
    """
    url = unwrap(MARKUP_AND.sub("&", url.strip()))
    parts = split(url)
    if parts is None:
        return url
    query = parts.query
    if plain := _PLAIN.fullmatch(url):
        query = "&".join(sorted(query.split("&"), key=_name_and_value)) if plain["query"] else query
    else:
        try:
            parts = urlsplit(canonicalize_url(url, keep_fragments=parts.fragment.startswith(("/", "!"))))
        except ValueError:
            return url
        query = parts.query
    if (video := youtube_id(url)) is not None:
        return f"https://youtube.com/watch?v={video}"
    host, path, query = one_form(host_of(parts), parts.path.rstrip("/"), query)
    known = {_DEFAULT_PORTS[parts.scheme], None}
    netloc = host if parts.port in known else f"{host}:{parts.port}"
    # A service on its own port often speaks only one of the two protocols.
    scheme = "https" if parts.port in known else parts.scheme
    if parts.username is not None:
        netloc = f"{parts.netloc.rpartition('@')[0]}@{netloc}"
    query = "&".join(pair for pair in query.split("&") if not _is_tracker(pair, host))
    return urlunsplit((scheme, netloc, path, query, parts.fragment))


def _name_and_value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, value


def _is_tracker(pair: str, host: str) -> bool:
    return _is_tracker_at(pair.partition("=")[0], host)


@lru_cache(maxsize=1_024)
def _is_tracker_at(parameter: str, host: str) -> bool:
    name = unquote_plus(parameter).lower()
    site = ".".join(host.split(".")[-2:])
    return bool(_TRACKER.fullmatch(name)) or name in (
        _HOST_TRACKERS.get(host) or _HOST_TRACKERS.get(site) or frozenset()
    )


def youtube_id(url: str) -> str | None:
    """The id of the video behind any form of a YouTube link."""
    parts = split(url)
    if parts is None:
        return None
    host = host_of(parts)
    video = None
    if host == "youtu.be":
        video = re.match(r"/([\w-]{11})(?:/|$)", parts.path)
    elif _YOUTUBE.fullmatch(host):
        if parts.path.rstrip("/") in {"/watch", "/attribution_link"}:
            video = re.match(r"([\w-]{11})$", parse_qs(parts.query).get("v", [""])[0])
        else:
            video = re.match(r"/(?:embed|shorts|live|v|e)/([\w-]{11})(?:/|$)", parts.path)
    return video[1] if video else None
