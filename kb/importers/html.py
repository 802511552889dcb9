"""Saved web pages: the article in an HTML file, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.errors import ImportRefused
from kb.importers.files import HTML_SUFFIXES, TEXT_SUFFIXES, TextFile, cut, required_text_file, text_file
from kb.importers.front_matter import split_front_matter
from kb.importers.markdown import leads_to_a_page
from kb.importers.protocol import ImportContext
from kb.importers.titles import without_heading
from kb.text.dates import iso_time
from kb.text.identity import canonical_key, find_references
from kb.types import Document, Failure, Kind

_MIN_ARTICLE = 200
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s|html[\s>])", re.IGNORECASE)
# What other programs write as HTML: link lists and chats, not articles.
_EXPORTS = (
    (re.compile(r"<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.I), "a browser's bookmark export"),
    (re.compile(r"<title>\s*Pocket Export\s*</title>", re.I), "a Pocket export"),
    (re.compile(r"<title>\s*Instapaper: Export\s*</title>", re.I), "an Instapaper export"),
    (re.compile(r'class="page_wrap[^"]*".{0,4000}class="history"', re.I | re.S), "a Telegram chat export"),
)
_LIST_ITEM = re.compile(r"<DT>\s*<A\s[^>]*HREF", re.IGNORECASE)


class HtmlImporter:
    """A saved web page."""

    name = "HTML page"

    def match(self, spec: str) -> bool:
        if text_file(spec, HTML_SUFFIXES) is not None:
            return True
        file = text_file(spec, TEXT_SUFFIXES)
        return file is not None and _HTML_START.match(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        yield html_document(required_text_file(spec, HTML_SUFFIXES | TEXT_SUFFIXES))


def html_document(file: TextFile) -> Document:
    """The article of a saved page.

    :raises ImportRefused: for exports of links or chats, and for pages without article text.
    """
    name = file.path.name
    export = _export_name(file.text)
    if export:
        raise ImportRefused(f"{name} is {export}, which cannot be read yet; nothing was saved from it")
    import trafilatura

    # NOTE: `bare_extraction` leaves the text empty for any output format but plain text. Here the text
    # comes as Markdown below a front matter that repeats the fields.
    page = trafilatura.extract_with_metadata(
        file.text,
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        include_links=True,
    )
    text = split_front_matter(page.text or "")[1].strip() if page is not None else ""
    if page is None or sum(map(str.isalnum, text)) < _MIN_ARTICLE:
        raise ImportRefused(f"{name} has no article text; save the page whole, or copy its text to a file")
    title = cut(page.title or file.path.stem, 300)
    url = page.url if page.url and leads_to_a_page(page.url) else None
    key = canonical_key(url) if url else file.key
    is_paper = key.startswith(("arxiv:", "doi:"))
    return Document(
        key=key,
        kind=Kind.PAPER if is_paper else Kind.ARTICLE,
        title=title,
        text=without_heading(text, title),
        summary=" ".join((page.description or "").split()),
        url=url,
        aliases=(*((url,) if url else ()), file.alias),
        authors=tuple(author.strip() for author in (page.author or "").split(";") if author.strip()),
        tags=tuple(dict.fromkeys(tag.strip() for tag in page.tags or () if tag.strip())),
        source=page.sitename or page.hostname or "",
        published=iso_time(page.date),
        references=tuple(found for found in find_references(text) if found.key != key),
        meta=file.meta,
        guessed=is_paper,
    )


def _export_name(html: str) -> str | None:
    head = html[:20_000]
    named = next((what for mark, what in _EXPORTS if mark.search(head)), None)
    # Some programs leave the doctype out but keep the list.
    return named or ("a browser's bookmark export" if _LIST_ITEM.search(head) else None)
