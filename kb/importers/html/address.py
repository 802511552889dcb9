"""Where a saved page came from and when it was saved: by the program that saved it, or by the page itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from lxml import html

from kb.importers.notes.told_by_fields import leads_to_a_page
from kb.text.identity import arxiv_id
from kb.text.urls import canonical_url, host_of, split

_HEAD = 20_000
"""Characters at a page's beginning that programs write their note about its origin into; SingleFile's alone
may have some thousands."""
# Chrome, Edge, Firefox's add-ons and Internet Explorer; the number in brackets is the address's length.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_SINGLEFILE = re.compile(r"<!--[^>]{0,80}\bSingleFile\b.{0,6000}?-->", re.DOTALL)
_SINGLEFILE_URL = re.compile(r"^\s*url:\s*(\S+)", re.MULTILINE)
_SINGLEFILE_DATE = re.compile(r"^\s*saved date:\s*(.+)$", re.MULTILINE)
_HTTRACK = re.compile(r"<!--\s*Mirrored from (\S+) by HTTrack", re.IGNORECASE)
# How JavaScript writes a moment; the name of the zone behind it is in the person's language.
_JS_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
_META = ("og:url", "twitter:url", "parsely-link", "citation_abstract_html_url", "dc.identifier.uri")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """The page's own address (None where unknown), its further ones, the one that relative links start from,
    and the moment of saving in UTC."""

    url: str | None
    others: tuple[str, ...] = ()
    base: str = ""
    saved_at: str | None = None


@dataclass(frozen=True, slots=True)
class SavedFrom:
    """The address that a program wrote down when it saved a page, and the moment in UTC."""

    url: str
    at: str | None = None


def page_address(page: html.HtmlElement, source: str, written: SavedFrom | None = None) -> PageAddress:
    """The address a page was saved from, as the saving program noted it: in the page, or in `written`, which
    stands outside. What the page calls itself (canonical link, `og:url`) counts where no program wrote it
    down, and beside that where both name the same page: templates often carry the address of another page.
    """
    noted = _noted_in_page(page, source[:_HEAD]) if written is None else written
    saved = noted.url if split(noted.url) is not None and leads_to_a_page(noted.url) else None
    saved_at = noted.at
    base = _base(page, saved)
    named = [url for url in _named(page, base) if leads_to_a_page(url)]
    if saved is None:
        own = next(iter(named), None) or _of_arxiv(page)
        return PageAddress(own, base=base or own or "")
    own = next((url for url in named if _same_path(url, saved)), saved)
    others = dict.fromkeys(url for url in (saved, *named) if url != own and _same_page(url, saved))
    return PageAddress(own, tuple(others), base or saved, saved_at)


def _noted_in_page(page: html.HtmlElement, head: str) -> SavedFrom:
    """Address and moment as SingleFile, a browser, Save Page WE, WebScrapBook or HTTrack note them."""
    url = moment = ""
    if comment := _SINGLEFILE.search(head):
        address, when = _SINGLEFILE_URL.search(comment[0]), _SINGLEFILE_DATE.search(comment[0])
        url, moment = address[1] if address else "", when[1] if when else ""
    elif address := _SAVED_FROM.search(head):
        url = address[1]
    elif address := _HTTRACK.search(head):
        url = f"https://{address[1]}"
    else:
        url = _first(page, "//meta[@name='savepage-url']/@content") or page.get("data-scrapbook-source", "")
        moment = _first(page, "//meta[@name='savepage-date']/@content")
    # A dash doubled in an address would end the comment; Chrome percent-encodes it.
    url = url.replace("%2D%2D", "--").replace("%2d%2d", "--")
    return SavedFrom(url, _moment(moment))


def _moment(text: str) -> str | None:
    found = _JS_DATE.search(text)
    if found is None:
        return None
    month, day, year, clock, zone = found.groups()
    try:
        moment = parsedate_to_datetime(f"{day} {month} {year} {clock} {zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat(timespec="seconds") if moment <= datetime.now(UTC) else None


def resolved(base: str, target: str) -> str:
    """A link's target as an address, empty where it cannot be one."""
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def _base(page: html.HtmlElement, saved: str | None) -> str:
    base = _first(page, "//base/@href")
    return resolved(saved or "", base) if base else saved or ""


def _named(page: html.HtmlElement, base: str) -> list[str]:
    """What the page calls its own address, the most trusted first, relative ones resolved."""
    found = page.xpath("//link[contains(concat(' ',@rel,' '),' canonical ')]/@href")
    for name in _META:
        found += page.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return [resolved(base, str(url).strip()) for url in found if str(url).strip()]


def _of_arxiv(page: html.HtmlElement) -> str | None:
    """arXiv's own HTML of a paper names the paper only by the folder of its pictures, or by its number."""
    number = _first(page, "//meta[@name='citation_arxiv_id']/@content")
    folder = _first(page, "//base/@href") if page.xpath("//*[contains(@class,'ltx_document')]") else ""
    path = re.match(r"(?:https?://arxiv\.org)?/html/([^/]+/?[^/]*)", folder)
    known = arxiv_id(number) or (arxiv_id(path[1].rstrip("/")) if path else None)
    return f"https://arxiv.org/abs/{known}" if known else None


def _same_path(one: str, other: str) -> bool:
    """Whether two addresses differ at most in their query: the canonical one is without trackers."""
    parts = [urlsplit(canonical_url(url)) for url in (one, other)]
    return len({(host_of(part), part.path) for part in parts}) == 1


def _same_page(one: str, other: str) -> bool:
    """Whether two addresses end alike: `/amp/post` and `/post`, or the same post on two sites."""
    ends = [urlsplit(canonical_url(url)).path.rstrip("/").rpartition("/")[2].lower() for url in (one, other)]
    return ends[0] == ends[1] and len(ends[0]) > 7


def _first(page: html.HtmlElement, path: str) -> str:
    return next((str(found).strip() for found in page.xpath(path)), "")
