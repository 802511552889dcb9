"""One address of the web, fetched within limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.message import Message
from fnmatch import fnmatch
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from kb import __version__
from kb.catalogue import _
from kb.web.connection import ERRORS, NOT_CONNECTED, Answer, Deadline, Place, answer, failure
from kb.web.decoding import ACCEPTED, collected, too_large
from kb.web.errors import Refused, Unreachable
from kb.web.guard import checked_addresses
from kb.web.limits import LIMITS, PORTS, Limits
from kb.web.waiting import seconds_to_wait

_USER_AGENT = f"Mozilla/5.0 (compatible; Jomo/{__version__}; one person's reading list)"
_REDIRECTS = (301, 302, 303, 307, 308)
"""Statuses of RFC 9110 that name another address."""
_FOR_GOOD = (301, 308)
"""Of these the ones after which the old address is not to be asked again."""
_NOT_MODIFIED = 304
"""Of RFC 9110: what was asked for is as the validators say."""
_MOST_ADDRESSES = 3
"""So many addresses of one host are tried; one that none of them answers is down."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of itself, so that only a newer one is sent."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `url` is where it was in the end, `content_type` and `charset` in lower case as the server
    named them (empty where it did not). `moved_to` is where it is to be asked from now on, if it moved
    for good. With `not_modified` the body is empty."""

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The address that an answer sends to."""

    url: str
    for_good: bool


def fetch(url: str, limits: Limits = LIMITS, validators: Validators | None = None) -> Fetched:
    """The page or file at an address, redirects followed.

    Every address on the way is judged before it is asked, by where its name leads.

    :raises Refused: an address may not be asked, or the answer is too large or of no type that is read.
    :raises Unreachable: no answer came in time, or one that says that there is nothing (its `status` tells).
    """
    if not limits.network:
        raise Refused(_("The network is off (KB_NETWORK=false); allow it to fetch pages"))
    headers = _headers(validators)
    deadline = Deadline.after(limits.seconds)
    asked, lasting = url, url
    for _redirect in range(limits.redirects + 1):
        place = _place(asked)
        outcome = _one(place, asked, headers, limits, deadline)
        if isinstance(outcome, Fetched):
            return replace(outcome, moved_to=lasting if lasting != url else "")
        # What a passing redirect leads to may be another place tomorrow.
        if outcome.for_good and lasting == asked:
            lasting = outcome.url
        asked = outcome.url
    raise Unreachable(_("{host} sends from one address to the next without end", host=_place(url).host))


def _one(
    place: Place, url: str, headers: dict[str, str], limits: Limits, deadline: Deadline
) -> Fetched | _Elsewhere:
    """What is at an address, or where it sends to."""
    addresses = checked_addresses(place.host, place.port, limits.trusted)[:_MOST_ADDRESSES]
    for left, address in zip(range(len(addresses))[::-1], addresses, strict=True):
        try:
            with answer(place, address, headers, deadline) as found:
                return _taken(found, place, url, limits)
        except ERRORS as error:
            if not (left and isinstance(error, NOT_CONNECTED)):
                raise Unreachable(failure(place.host, error)) from error
    raise Unreachable(_("{host} has no address; check it", host=place.host))


def _taken(found: Answer, place: Place, url: str, limits: Limits) -> Fetched | _Elsewhere:
    status, headers = found.status, found.headers
    if status in _REDIRECTS and (target := headers.get("location")):
        return _Elsewhere(_joined(url, target), status in _FOR_GOOD)
    validators = headers.get("etag", ""), headers.get("last-modified", "")
    if status == _NOT_MODIFIED:
        return Fetched(url, status, "", "", b"", *validators, not_modified=True)
    if not 200 <= status < 300:
        retry_after_s = seconds_to_wait(headers.get("retry-after", ""))
        raise Unreachable(_meaning(place.host, status), status, retry_after_s)
    content_type, charset = _media_type(headers.get("content-type", ""))
    if not any(fnmatch(content_type, pattern) for pattern in limits.types):
        raise Refused(
            _(
                "The address leads to {content_type}, which cannot be read; it stays a link",
                content_type=content_type[:60],
            )
        )
    if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > limits.max_bytes:
        raise too_large(limits.max_bytes)
    coding = headers.get("content-encoding", "").lower()
    body = collected(found.chunks, coding, limits.max_bytes)
    return Fetched(url, status, content_type, charset, body, *validators)


def _headers(validators: Validators | None) -> dict[str, str]:
    told = {
        "User-Agent": _USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "en,ru;q=0.8,*;q=0.5",
        "Accept-Encoding": ACCEPTED,
    }
    if validators is not None and validators.etag:
        told["If-None-Match"] = validators.etag
    if validators is not None and validators.last_modified:
        told["If-Modified-Since"] = validators.last_modified
    return told


def _place(url: str) -> Place:
    """:raises Refused: it is no address of the web."""
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        port = parts.port
    except (ValueError, UnicodeError):
        raise Refused(
            _("This address cannot be asked; check it, a web address begins like https://example.org/")
        ) from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in PORTS:
        raise Refused(
            _(
                "Only http: and https: addresses are fetched, not {scheme}:",
                scheme=parts.scheme[:20] or _("this one"),
            )
        )
    if not host or not host.isascii():
        raise Refused(
            _("This address names no host; check it, a web address begins like https://example.org/")
        )
    query = f"?{parts.query}" if parts.query else ""
    return Place(parts.scheme, host, port or PORTS[parts.scheme], f"{parts.path or '/'}{query}")


def _joined(url: str, target: str) -> str:
    """:raises Refused: what a server sends to is no address."""
    try:
        return urljoin(url, target)
    except ValueError:
        raise Refused(_("The address sends to what is no address; check it in a browser")) from None


def _media_type(header: str) -> tuple[str, str]:
    """Type and charset of a `Content-Type`."""
    message = Message()
    message["Content-Type"] = header
    content_type = header.partition(";")[0].strip().lower()
    return content_type, str(message.get_param("charset") or "").strip().lower()


def _meaning(host: str, status: int) -> str:
    match status:
        case 401 | 402 | 403 | 451:
            return _(
                "{host} does not show this page to programs (HTTP {status}); save it in a browser and add the"
                " file",
                host=host,
                status=status,
            )
        case 404 | 410:
            return _("{host} has no such page (HTTP {status}); check the address", host=host, status=status)
        case 429:
            return _("{host} is asked too often (HTTP 429); try again later", host=host)
    return _("{host} answered HTTP {status}; try again later", host=host, status=status)
