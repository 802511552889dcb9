"""Lists that a site shows of what somebody keeps there, saved as a page: favourites on Hacker News, bookmarks
on Habr; bookmarks and claps as Medium exports them, which alone tell the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.files import html_file, required_text_file
from kb.importers.lists.reading_table import when
from kb.importers.protocol import ImportContext
from kb.importers.records import link_documents
from kb.importers.saved_link import SavedLink
from kb.types import Document, Failure

_FEWEST = 2
"""A page about one thing has one such link."""
_DAY = len("2024-03-01")
"""Behind it stands a time whose zone is not told."""


@dataclass(frozen=True, slots=True)
class _Site:
    """A site by what its lists are called (`title`), where links begin, and which links are entries."""

    name: str
    title: re.Pattern[str]
    address: str
    entries: str


_SITES = (
    _Site(
        "Hacker News",
        re.compile(r"<title>[^<]*Hacker News\s*</title>"),
        "https://news.ycombinator.com/",
        "tr.athing .titleline > a[href]",
    ),
    _Site(
        "Habr",
        re.compile(r"<title>[^<]*(?:Хабр|Habr)\s*</title>"),
        "https://habr.com/",
        "article.tm-articles-list__item a.tm-title__link[href]",
    ),
    _Site(
        "Medium", re.compile(r"<title>(?:Bookmarks|Claps)</title>"), "https://medium.com/", "a.h-cite[href]"
    ),
)


class SiteListImporter:
    """Such a page: what each entry leads to."""

    name = noted("list of a site (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page is called as such lists are, and has entries of one."""
        file = html_file(spec)
        return file is not None and _read(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each entry.

        :raises ImportRefused: the file is gone.
        """
        read = _read(required_text_file(spec).text)
        site, links = read if read is not None else ("", [])
        return link_documents(Path(spec).name, "record", links, site)


def _link(site: _Site, entry: LexborNode) -> SavedLink:
    day = entry.parent.css_first("time.dt-published") if entry.parent is not None else None
    return SavedLink(
        urljoin(site.address, entry.attributes.get("href") or ""),
        " ".join(entry.text().split()),
        when(day.text().strip()[:_DAY]) if day is not None else None,
    )


def _read(page: str) -> tuple[str, list[SavedLink]] | None:
    """The site that a page is of, and its entries; None of other pages."""
    for site in _SITES:
        if not site.title.search(page):
            continue
        links = [_link(site, one) for one in LexborHTMLParser(page).css(site.entries)]
        if len(links) >= _FEWEST:
            return site.name, links
    return None
