"""PocketBook: the marks of a book as its cloud and its app export them (HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import noted
from kb.importers.exports.marked_book import marked, marked_book
from kb.importers.files import html_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.types import Annotation, Document, Failure

_PROGRAM = "PocketBook"
_KNOWN = re.compile(r'<meta\s+name="generator"\s+content="PocketBook Bookmarks Export"')
_HEAD = 4_000
"""Characters: what a page says of itself stands above its styles."""


class PocketbookImporter:
    """The book of such a page."""

    name = noted("PocketBook (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page says that it is such an export."""
        file = html_file(spec)
        return file is not None and _KNOWN.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book by its title, with its marks: the author is not told.

        :raises ImportRefused: the file is gone.
        """
        page = LexborHTMLParser(required_text_file(spec).text)
        title = page.css_first("title")
        marks = [found for one in page.css(".bookmark") if (found := _mark(one)) is not None]
        yield marked_book(_PROGRAM, title.text() if title is not None else "", "", marks, Path(spec).name)


def _mark(bookmark: LexborNode) -> Annotation | None:
    number = " ".join(_paragraphs(bookmark, ".bm-page"))
    quote, note = ("\n\n".join(_paragraphs(bookmark, kind)) for kind in (".bm-text p", ".bm-note p"))
    return marked(_PROGRAM, quote, note, number)


def _paragraphs(bookmark: LexborNode, kind: str) -> list[str]:
    return [text for one in bookmark.css(kind) if (text := one.text().strip())]
