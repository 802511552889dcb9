"""The article of a page and what the page says about it, by trafilatura."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, cast

from lxml.html import Element, HtmlElement

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

# trafilatura's comparing of several extractions takes the square of the number of paragraphs: some ten
# seconds at these sizes (measured, 2.3.1).
_MOST_ELEMENTS = 20_000
_MOST_CHARACTERS = 4_000_000


def extracted(page: HtmlElement) -> Extracted:
    """The article in `page`, in trafilatura's own tree. `page` is changed.

    A page of the length of a book is an article as a whole, but for its menus, forms and footers.
    """
    import trafilatura
    from trafilatura.settings import Document as Extracted

    if _is_long(page):
        return whole(page)
    article = trafilatura.bare_extraction(
        page,
        output_format="xml",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        with_metadata=True,
    )
    return cast("Extracted | None", article) or Extracted()


def _is_long(page: HtmlElement) -> bool:
    return (
        sum(1 for _ in page.iter()) > _MOST_ELEMENTS
        or sum(len(text) for text in page.itertext()) > _MOST_CHARACTERS
    )


def whole(page: HtmlElement) -> Extracted:
    """All of a page but its menus, forms and footers, in trafilatura's own tree. `page` is changed."""
    from trafilatura import extract_metadata
    from trafilatura.htmlprocessing import convert_tags, tree_cleaning
    from trafilatura.settings import Extractor

    head = Element("html")
    head.extend(deepcopy(page.xpath("/html/head")))
    article = extract_metadata(head)
    options = Extractor(output_format="xml", comments=False, formatting=True, links=True)
    tree = convert_tags(tree_cleaning(page, options), options)
    # Rows and cells get their names where trafilatura chooses among tables; here all stay.
    for name, called in (("tr", "row"), ("td", "cell"), ("th", "cell")):
        for element in tree.iter(name):
            element.tag = called
    parts = tree.xpath("//article"), tree.xpath("//main"), tree.xpath("//body")
    article.body = next((part[0] for part in parts if len(part) == 1), tree)
    return article
