"""Who wrote a page and when, as the page says it.

Dates guessed from running text are none: a sentence that names a day, a footer ("© 2019", "Site updated …")
or a year merely mentioned says nothing about the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

from kb.text.dates import is_date, iso_time, local_time
from kb.text.people import People, people

_DATE_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "citation_publication_date",
    "citation_date", "citation_online_date", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "article.published", "date",
)  # fmt: skip
_AUTHOR_META = (
    "citation_author",
    "citation_authors",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "author",
)
# Microdata, as YouTube has it.
_AUTHOR_ITEM = "//*[@itemprop='author']//*[(self::link or self::meta) and @itemprop='name']/@content"
_OF_ARTICLES = re.compile(r"Article|Posting|Report|Post$|Thesis|WebPage|Book|Course|HowTo", re.IGNORECASE)
_ELSEWHERE = (
    "ancestor::footer or ancestor::aside or ancestor::nav or ancestor::*[contains(@class,'comment')"
    " or contains(@id,'comment') or contains(@class,'related') or contains(@class,'sidebar')]"
)
_CHANGED = re.compile(r"updat|modif|edit|обновл|измен", re.IGNORECASE)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|pubdate|published|posted-on|post-date|entry-date|datetime-published|byline|post-meta"
    r"|entry-meta|article-meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)")
_BY = re.compile(
    r"^(?:by|written by|posted by|author:?|автор(?:ы|:|ы:)?|текст:?)\s+"
    r"(?P<names>(?-i:[^\W\d_a-zа-яё])[^!?\d|·•]{1,80})",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:by|written|posted|published|updated|on|in|at|min(?:utes?)?|read(?:ing)?|time|author|автор|опубликовано"
    r"|обновлено|дата|время|чтения|мин(?:ут[аы]?)?)\b|\d+",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b[^\W\d_]{3,9}\.?(?=\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})|(?<=\d)\s+[^\W\d_]{3,9}\.?,?(?=\s+\d{4})"
)
_SHORT = 160
"""Characters of a line that may be a byline."""


def published_of(page: html.HtmlElement, url: str | None) -> str | None:
    """The day a page was published, as its author wrote it: by linked data and metadata, `<time>`, an element
    marked as its date, a line that is only a date, or the address. None where nothing says it."""
    candidates = (*_linked_dates(page), *_meta(page, _DATE_META), *_times(page), *_marked_dates(page))
    if found := next((day for text in candidates if (day := _day(text))), None):
        return found
    path = _PATH_DATE.search(url or "")
    return iso_time("-".join(path.groups())) if path else None


def authors_of(page: html.HtmlElement, guess: str) -> People:
    """The page's authors by linked data and metadata, else a line that begins with "By", else a guess."""
    linked = [author for entry in _linked(page) for author in _authors(entry)]
    if linked:
        return people(linked)
    if named := [str(name).strip() for name in page.xpath(_AUTHOR_ITEM)]:
        return people(named)
    for name in _AUTHOR_META:
        if names := [text for text in _meta(page, (name,)) if not re.match(r"https?:|@", text)]:
            return people(names if len(names) > 1 or name == "citation_author" else names[0])
    for line in _first_lines(page):
        if by := _BY.match(line):
            return people(re.split(r"\s[—–-]\s|,\s*(?=on\b|в\b)", by["names"])[0])
    return people(guess)


def is_byline(block: str, authors: tuple[str, ...]) -> bool:
    """Whether a block at the head of an article only repeats its authors, date or reading time."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block).replace("*", "").strip()
    if len(text) > _SHORT or text.startswith(("#", "```", "|", "- ", ">")):
        return False
    if by := _BY.match(text):
        text = text[by.end() :]
    for name in authors:
        text = text.replace(name, " ")
    if is_date(text):
        return True
    if local_time(text):
        text = _MONTH.sub(" ", text)
    return text != block.strip() and not re.search(r"[^\W_]", _BESIDE.sub(" ", text))


def _day(text: str) -> str | None:
    """The date in a text as written, without the time of the day."""
    found = iso_time(text)
    return found[:10] if found else None


def _meta(page: html.HtmlElement, names: tuple[str, ...]) -> list[str]:
    """Contents of the meta elements with these names, in the order of the names."""
    found: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := (element.get("content") or "").strip():
            found.setdefault(name.lower(), []).append(content)
    return [content for name in names for content in found.get(name, ())]


def _linked(page: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """What linked data (JSON-LD) says of articles on the page."""
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            stack: list[object] = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value = stack.pop(0)
            if isinstance(value, list):
                stack += value
            elif isinstance(value, dict):
                stack += [value.get("@graph"), value.get("mainEntity")]
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and _OF_ARTICLES.search(kind) for kind in kinds):
                    yield value


def _linked_dates(page: html.HtmlElement) -> Iterator[str]:
    for entry in _linked(page):
        yield from (
            text for name in ("datePublished", "dateCreated") if isinstance(text := entry.get(name), str)
        )


def _authors(entry: Mapping[str, Any]) -> Iterator[object]:
    named = entry.get("author") or entry.get("creator")
    for author in named if isinstance(named, list) else [named]:
        if isinstance(author, str | dict) and not re.match(r"https?:", str(author)):
            yield author


def _times(page: html.HtmlElement) -> Iterator[str]:
    """`<time>` elements of the article, those marked as its date first, none of changes or comments."""
    times = page.xpath(f"//time[not({_ELSEWHERE})]")
    marked = page.xpath(
        "//*[@itemprop='datePublished'] | //*[contains(@class,'dt-published')] | //time[@pubdate]"
    )
    for element in (*marked, *times):
        around = (
            f"{element.get('class', '')} {element.get('itemprop', '')} {element.getparent().get('class', '')}"
        )
        before = f"{element.getparent().text or ''} {getattr(element.getprevious(), 'tail', '') or ''}"
        if not _CHANGED.search(around) and not _CHANGED.search(before[-40:]):
            yield element.get("datetime") or element.get("content") or element.get("title") or _line(element)


def _marked_dates(page: html.HtmlElement) -> Iterator[str]:
    for element in page.iter():
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if not _DATE_CLASS.search(named) or len(text := _line(element)) > _SHORT:
            continue
        if not _CHANGED.search(f"{named} {text}") and not element.xpath(f"boolean({_ELSEWHERE})"):
            yield local_time(text) or ""
    for line in _first_lines(page):
        if is_date(line) or _BY.match(line):
            yield local_time(line) or ""


def _first_lines(page: html.HtmlElement) -> Iterator[str]:
    """The short blocks right below the title."""
    for title in page.xpath("//h1")[:1]:
        for element in title.xpath(
            "(following::*[self::p or self::div or self::span or self::address])[position() <= 6]"
        ):
            if 0 < len(text := _line(element)) <= _SHORT:
                yield text


def _line(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
