"""The pictures of a saved page that lie beside it, as browsers save them (`page_files/`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from kb.importers.beside import pictures_beside
from kb.types import SourceFile

MOST = 30
"""Pictures of one page: a long article with a figure a screen. By judgement."""
_SMALLEST, _LARGEST = 4_000, 10_000_000
"""Bytes. Smaller ones are icons, faces and rules, larger ones films; by judgement."""
_SHOWN = (
    ".//img[@src][not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside"
    " or ancestor::noscript)]"
)


def pictures_of(page: HtmlElement, folder: Path) -> tuple[SourceFile, ...]:
    """The pictures that the article of a page shows, in their order, each once, up to `MOST`. They lie in the
    page's folder or below it: what is named elsewhere is not looked at."""
    found = pictures_beside(folder, dict.fromkeys(_names(page)))
    fitting = (one for one in found if _SMALLEST <= one.path.stat().st_size <= _LARGEST)
    return tuple(islice(fitting, MOST))


def _names(page: HtmlElement) -> Iterator[str]:
    parts = page.xpath("//article"), page.xpath("//main")
    article = next((part[0] for part in parts if len(part) == 1), page)
    for image in article.xpath(_SHOWN):
        try:
            address = urlsplit(image.get("src").strip())
        except ValueError:
            continue
        if address.path and not (address.scheme or address.netloc):
            yield unquote(address.path)
