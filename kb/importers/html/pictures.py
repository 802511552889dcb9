"""The pictures that the article of a saved page shows, and those that lie beside it, as browsers save them
(`page_files/`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from kb.importers.beside import pictures_beside
from kb.types import SourceFile

MOST = 30
"""Pictures of one page: a long article with a figure a screen. By judgement."""
SMALLEST, LARGEST = 4_000, 10_000_000
"""Bytes. Smaller ones are icons, faces and rules, larger ones films; by judgement."""
_SHOWN = (
    ".//img[not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside"
    " or ancestor::noscript)]"
)
_OWN = ("src", "data-src", "data-original", "data-lazy-src")
_CANDIDATE = re.compile(r"(?:^|,)\s*(\S*[^\s,])")
"""An address in a list of them, before its width or density (HTML, srcset)."""


def pictures_of(page: HtmlElement, folder: Path) -> tuple[SourceFile, ...]:
    """The pictures that the article of a page shows, in their order, each once, up to `MOST`. They lie in the
    page's folder or below it: what is named elsewhere is not looked at."""
    found = pictures_beside(folder, dict.fromkeys(_names(page)))
    fitting = (one for one in found if SMALLEST <= one.path.stat().st_size <= LARGEST)
    return tuple(islice(fitting, MOST))


def images(page: HtmlElement) -> list[HtmlElement]:
    """The images of the article, in their order."""
    parts = page.xpath("//article"), page.xpath("//main")
    article = next((part[0] for part in parts if len(part) == 1), page)
    return list(article.xpath(_SHOWN))


def addresses_of(image: HtmlElement) -> Iterator[str]:
    """The addresses that an image may be shown from: its own, one that scripts put in its place, and those
    for other screens."""
    # The parser knows no element `source`, and takes what follows it for what it holds.
    sources = image.xpath("ancestor::picture[1]//source/@srcset")
    yield from filter(None, (image.get(name, "").strip() for name in _OWN))
    for choice in (image.get("srcset", ""), *sources):
        yield from _CANDIDATE.findall(choice)


def _names(page: HtmlElement) -> Iterator[str]:
    for image in images(page):
        try:
            address = urlsplit(image.get("src", "").strip())
        except ValueError:
            continue
        if address.path and not (address.scheme or address.netloc):
            yield unquote(address.path)
