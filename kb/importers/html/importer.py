"""Saved web pages: the article in an HTML file, without the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.carried_pictures import WRITTEN_OUT, carried_pictures, without_files
from kb.importers.files import (
    MAX_TEXT_BYTES,
    TEXT_SUFFIXES,
    TextFile,
    html_file,
    required_text_file,
    source_file,
    text_file,
    too_much_text,
)
from kb.importers.html.address import SavedFrom, page_address, resolved
from kb.importers.html.article import extracted
from kb.importers.html.dialects import as_html
from kb.importers.html.facts import authors_of, is_byline, published_of
from kb.importers.html.fragile import Kept, set_aside
from kb.importers.html.kind import kind_of_page, names_of_paper, own_summary, own_title
from kb.importers.html.markdown import markdown_of
from kb.importers.html.paper import PaperFacts, paper_of
from kb.importers.html.pictures import pictures_of
from kb.importers.notes.titles import without_heading
from kb.importers.protocol import ImportContext
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, find_references
from kb.text.people import OTHERS
from kb.text.urls import host_of, split
from kb.types import Document, Failure, Kind

MIN_ARTICLE = 200
"""Letters and digits: less is a menu or a notice about cookies, unless the page says where it comes from."""
_TITLE_LIMIT = 300
"""Characters, as for titles of PDFs: more is no title but a paragraph."""
HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s|html[\s>])", re.IGNORECASE)
# What other programs write as HTML: link lists and chats, not articles.
_EXPORTS = (
    (
        re.compile(r'class="page_wrap[^"]*".{0,4000}class="history"', re.I | re.S),
        noted("a Telegram chat export"),
    ),
    (
        re.compile(r'class="page_wrap[^"]*".{0,4000}class="page_body list_page"', re.I | re.S),
        noted("a list of Telegram's, of contacts or devices"),
    ),
)
_NO_TEXT = re.compile(
    r"(<script\b.*?(?:</script\s*>|\Z)|<style\b.*?(?:</style\s*>|\Z)|<!--.*?(?:-->|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_PARAMETER = re.compile(r"&(?=(?!(?:amp|lt|gt|quot)\b)[A-Za-z]\w*=)")


class HtmlImporter:
    """A saved web page, with its pictures."""

    name = noted("HTML page")

    def match(self, spec: str) -> bool:
        if html_file(spec) is not None:
            return True
        file = text_file(spec, TEXT_SUFFIXES)
        return file is not None and HTML_START.match(file.text) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        file = required_text_file(spec)
        source, inside = without_files(file.text)
        if len(source) > MAX_TEXT_BYTES:
            raise too_much_text(file.path.name, len(source))
        document = html_document(replace(file, text=source))
        page = page_tree(source)
        beside = pictures_of(page, file.path.parent)
        with carried_pictures(page, file.path, context.cache, inside) as carried:
            yield replace(document, files=(*document.files, *beside, *carried))


def html_document(
    file: TextFile, written: SavedFrom | None = None, media_type: str = "text/html"
) -> Document:
    """The article of a saved page, or what is known of the page where it holds none. `written` is where it
    came from, if that stands outside the page, `media_type` what the file is that holds it.

    :raises ImportRefused: it is an export of links or chats, or has neither article text nor address.
    """
    export = _export_name(file.text)
    if export:
        raise ImportRefused(
            _(
                "{file} is {export}, which cannot be read yet; nothing was saved from it",
                file=file.path.name,
                export=_(export),
            )
        )
    document = page_document(file.text, file.path.name, written)
    letters = sum(map(str.isalnum, document.text))
    if not document.key and letters < MIN_ARTICLE:
        raise ImportRefused(
            _(
                "{file} has no article text; save the page whole, or copy its text to a file",
                file=file.path.name,
            )
        )
    return replace(
        document,
        key=document.key or file.key,
        title=document.title or file.path.stem,
        aliases=(*document.aliases, *file.aliases, *((file.key,) if document.key else ())),
        meta={**file.meta, **document.meta},
        files=(source_file(file.path, media_type),),
    )


def page_document(source: str, name: str, written: SavedFrom | None = None) -> Document:
    """The article of a page, or what is known of the page where it holds none.

    `name` is what a person knows it by, `written` where it was saved or fetched from, as told outside of it.
    Where no address is known, the key is empty; so is the title where the page has none.

    :raises ImportRefused: it holds no page.
    """
    try:
        page = page_tree(source)
    except ParserError:
        raise ImportRefused(
            _("{file} holds no page; save it again, or copy its text to a file", file=name)
        ) from None
    address = page_address(page, source, written)
    key = canonical_key(address.url) if address.url else ""
    as_html(page)
    kind = kind_of_page(page, address.url or "")
    is_paper = kind is Kind.PAPER
    names = names_of_paper(page) if is_paper else ()
    paper = paper_of(page) if is_paper else PaperFacts()
    published = published_of(page, address.url)
    kept = set_aside(page, source)
    resolve_links(page, address.base)
    headings = _headings(page)
    article = extracted(page)
    text = "" if article.body is None else markdown_of(article.body, kept)
    title = paper.title or _title(headings, article.title, kept)
    authors = paper.authors if paper.authors.names else authors_of(page, article.author or "")
    summary = paper.abstract or " ".join((article.description or "").split())
    if kind in (Kind.VIDEO, Kind.REPO):
        title, summary = own_title(title), own_summary(summary)
    text = (
        ""
        if paper.is_abstract_only or kind is Kind.VIDEO
        else without_heading(_without_byline(text, authors.names), title)
    )
    return Document(
        key=key,
        kind=kind,
        title=shortened(title, _TITLE_LIMIT),
        text=text,
        summary=summary,
        url=address.url,
        aliases=tuple(filter(None, (address.url, *address.others, *names))),
        authors=authors.names,
        tags=tuple(dict.fromkeys(tag.strip() for tag in article.tags or () if tag.strip())),
        source=article.sitename or _host(address.url),
        published=published,
        references=tuple(one for one in find_references(text) if one.key != key),
        meta={OTHERS: "et al."} if authors.others else {},
        guessed=is_paper,
        saved_at=address.saved_at,
    )


def page_tree(source: str) -> HtmlElement:
    """The page as a tree, without files that are written into it. Names without a semicolon before `=` are
    parameters of an address, and no signs."""
    parts = _NO_TEXT.split(WRITTEN_OUT.sub("", source))
    parts[::2] = [_PARAMETER.sub("&amp;", part) for part in parts[::2]]
    # Already decoded: a declaration of another charset would be believed.
    parser = HTMLParser(encoding="utf-8")
    return document_fromstring("".join(parts).encode("utf-8", "replace"), parser=parser)


def resolve_links(page: HtmlElement, base: str) -> None:
    """Makes links lead where they led from the page; what leads nowhere else or cannot be opened is text."""
    for link in page.xpath("//a[@href]"):
        target = link.get("href").strip()
        target = "" if target.startswith("#") else resolved(base, target)
        if target.lower().startswith(("http://", "https://", "tg://")):
            link.set("href", target)
        else:
            link.drop_tag()


def _headings(page: HtmlElement) -> list[str]:
    """What the page calls itself, as it is written there."""
    found = page.xpath("//title/text() | //meta[@property='og:title' or @name='title']/@content")
    found += [heading.text_content() for heading in page.xpath("//h1")[:3]]
    return [" ".join(str(text).split()) for text in found]


def _title(headings: Sequence[str], found: str | None, kept: Mapping[str, Kept]) -> str:
    """The title among a page's headings that trafilatura found; it decodes entities once too often."""
    title = found or next(iter(headings), "")
    title = next((heading for heading in headings if unescape(heading) == title), title)
    for name, piece in kept.items():
        title = title.replace(name, piece.text)
    return " ".join(title.split())


def _without_byline(text: str, authors: tuple[str, ...]) -> str:
    """The article without lines at its head that only repeat its authors and date."""
    blocks = text.split("\n\n")
    for place in [place for place, block in enumerate(blocks[:4]) if is_byline(block, authors)][::-1]:
        del blocks[place]
    return "\n\n".join(blocks)


def _host(url: str | None) -> str:
    parts = split(url) if url else None
    return host_of(parts) if parts else ""


def _export_name(html: str) -> str | None:
    head = html[:20_000]
    return next((what for mark, what in _EXPORTS if mark.search(head)), None)
