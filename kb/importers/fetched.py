"""What the web answers for an address, as a document: a page, a PDF, a text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from w3lib.encoding import html_body_declared_encoding, resolve_encoding
from w3lib.html import get_meta_refresh

from kb.catalogue import _
from kb.importers.exports.telegram import preview
from kb.importers.feeds.reading import is_syndicated
from kb.importers.files import MAX_TEXT_BYTES
from kb.importers.html.address import SavedFrom
from kb.importers.html.importer import HTML_START, MIN_ARTICLE, page_document
from kb.importers.link import TELEGRAM_POST, address_to_fetch, link_document, readable_address
from kb.importers.notes.titles import without_heading
from kb.importers.notes.told_by_fields import leads_to_a_page
from kb.importers.pdf.importer import read_document
from kb.importers.protocol import ImportContext
from kb.text.encoding import looks_binary, read_as
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, find_references
from kb.text.works import is_of_work
from kb.types import Document, Kind
from kb.web import Refused, Unreachable
from kb.web.fetching import Fetched, fetch

_OF_FEEDS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/feed+json",
)  # fmt: skip
"""What feeds are called, and with them much else that cannot be read."""
TYPES = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf",
    "application/x-pdf", "application/octet-stream", "binary/octet-stream", "", *_OF_FEEDS,
)  # fmt: skip
"""The media types that a page, a paper or a text may have, and those of what is told to be a feed."""
_TITLE_LIMIT = 200
"""Characters of a first line that stands for a title."""
_REFRESHES = 2
"""Pages that only send on: a shortener to a moved page."""
_DOOR = re.compile(
    r"/(?:log-?in|sign-?in|signup|auth|oauth2?|sso|consent|captcha|challenge|checkpoint|errors?|404|not-?found"
    r"|unsupported)(?:[/.]|$)|^/m/signin|^/accounts/",
    re.IGNORECASE,
)
"""Paths of what stands before a page or instead of it."""
_DOOR_HOSTS = frozenset(("accounts", "auth", "consent", "login", "passport", "signin", "sso"))
"""First labels of hosts that let people in."""
_GONE, _FORBIDDEN = 410, 403
"""The statuses of RFC 9110 that an answer should have had where it sends to a front page or a door."""


def fetched_document(key: str, url: str, context: ImportContext) -> Document:
    """The work that a canonical key and an address lead to. What the address leads on to, and what the page
    calls its own, are its addresses too.

    A page that shows no text comes as a stub, with what it says of itself.

    :raises Refused: it may not be fetched, or is nothing that can be read.
    :raises Unreachable: nothing came, or something other than the page.
    :raises ImportRefused: what came cannot be read.
    """
    asked = address_to_fetch(key, url) or url
    limits = replace(context.limits, types=TYPES)
    for _again in range(_REFRESHES + 1):
        found = fetch(asked, limits)
        _check_arrival(asked, found.url)
        document = _read(found, key)
        onward = _sends_on(found) if document.stub else None
        if onward is None:
            break
        asked = onward
    return _known_as(document, key, url)


def _known_as(document: Document, key: str, url: str) -> Document:
    """The document under the address that was asked for as well."""
    if key.startswith("doi:") and not is_of_work(document.key):
        document = replace(document, key=key, kind=Kind.PAPER, aliases=(document.key, *document.aliases))
    return replace(document, url=document.url or url, aliases=(*document.aliases, url, key))


def _check_arrival(asked: str, arrived: str) -> None:
    """:raises Unreachable: a site sent to its front page or to a door before its pages."""
    before, after = urlsplit(asked), urlsplit(arrived)
    if (before.netloc, before.path) == (after.netloc, after.path):
        return
    if before.path.strip("/") and not after.path.strip("/") and not after.query:
        raise Unreachable(
            _("{hostname} sends to a front page; the page seems to be gone", hostname=before.hostname), _GONE
        )
    if _is_door(after) and not _is_door(before):
        raise Unreachable(
            _(
                "{hostname} shows this page to those who log in; save it in a browser and add the file",
                hostname=before.hostname,
            ),
            _FORBIDDEN,
        )


def _is_door(address: SplitResult) -> bool:
    first_label = (address.hostname or "").partition(".")[0]
    return first_label in _DOOR_HOSTS or _DOOR.search(address.path) is not None


def _read(found: Fetched, key: str) -> Document:
    body = found.body
    if b"%PDF-" in body[:1024]:
        return _file(found)
    if not body.strip():
        raise Refused(_("The page is empty; check it in a browser"))
    if len(body) > MAX_TEXT_BYTES or looks_binary(body):
        raise Refused(_("The address leads to no page, text or PDF; it stays a link"))
    text = _decoded(found)
    if key.startswith(TELEGRAM_POST):
        return shown_post(text, key)
    if is_syndicated(text):
        raise Refused(
            _("The address is a feed and no page; follow it with `feeds add`, or on the Feeds page")
        )
    if "html" in found.content_type or HTML_START.match(text):
        return _page(text, found.url)
    if found.content_type in _OF_FEEDS:
        raise Refused(
            _(
                "The address leads to {content_type}, which cannot be read; it stays a link",
                content_type=found.content_type,
            )
        )
    return _text(text, found.url)


def _decoded(found: Fetched) -> str:
    """The text of an answer. What is UTF-8 is no other charset, whatever it calls itself."""
    declared = resolve_encoding(found.charset) if found.charset else html_body_declared_encoding(found.body)
    return read_as(found.body, "utf-8", declared).text


def _page(text: str, url: str) -> Document:
    document = page_document(text, readable_address(url), SavedFrom(url))
    if not leads_to_a_page(url):
        # A front page; it is asked for as itself, whatever page its template names.
        document = replace(document, key=canonical_key(url), url=url, aliases=())
    said = sum(map(str.isalnum, document.text + document.summary))
    if document.kind in (Kind.VIDEO, Kind.REPO) or said >= MIN_ARTICLE:
        return document
    # A shell that a browser would fill: what it calls itself may be better than an address.
    known = link_document(document.key, url)
    return replace(
        document,
        kind=known.kind,
        title=document.title or known.title,
        meta=known.meta,
        stub=True,
        guessed=True,
    )


def shown_post(text: str, key: str) -> Document:
    """A post of a public channel, from the page by which Telegram shows it on other sites.

    :raises Refused: it shows none.
    """
    entries = preview.read(text).entries if preview.is_preview(text) else ()
    # One of an album's pictures is shown as the album, under the number of its first.
    channel = key.rpartition("/")[0]
    found = next((one.document for one in entries if one.document.key.rpartition("/")[0] == channel), None)
    if found is None:
        raise Refused(_("Telegram shows no such post with words; check it in a browser"))
    return replace(found, key=key, aliases=(*found.aliases, found.key))


def _text(text: str, url: str) -> Document:
    first = next(line for line in text.splitlines() if line.strip())
    title = shortened(first.strip("#*=- \t"), _TITLE_LIMIT) or readable_address(url)
    body = without_heading(text, title)
    known = link_document(canonical_key(url), url)
    return replace(known, title=title, text=body, references=find_references(body), meta={}, stub=False)


def _file(found: Fetched) -> Document:
    """A PDF, by its content; the file it lay in meanwhile is nothing to know it by, and what is marked in it
    others marked."""
    name = PurePosixPath(unquote(urlsplit(found.url).path)).name.replace("\0", "")[-100:] or "file"
    with TemporaryDirectory() as folder:
        path = Path(folder) / (name if name.lower().endswith(".pdf") else f"{name}.pdf")
        path.write_bytes(found.body)
        document = read_document(path)
    addresses = (*(one for one in document.aliases if not one.startswith("path:")), found.url)
    key = document.key
    if key.startswith("file:"):
        key, addresses = canonical_key(found.url), (key, *addresses)
    return replace(
        document, key=key, url=document.url or found.url, aliases=addresses, files=(), annotations=()
    )


def _sends_on(found: Fetched) -> str | None:
    """Where a page that shows nothing sends a browser by itself."""
    _, target = get_meta_refresh(found.body, found.url, ignore_tags=("script", "noscript", "template"))
    return urljoin(found.url, target) if target and target != found.url else None
