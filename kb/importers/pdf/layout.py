"""What a paper says of itself on its first page: title, authors, abstract, identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.importers.pdf.identity import FirstPage, arxiv_stamp, own_doi, stated_arxiv_id
from kb.importers.pdf.lines import Line, Piece, page_lines
from kb.importers.pdf.names import authors_below, credited_day, lone_author, stated_authors
from kb.importers.pdf.text import running_text
from kb.importers.pdf.title import find_title
from kb.text.dates import iso_time

_REFERENCES = re.compile(
    r"^\W*(?:\d+\W*)?(?:references|bibliography|литература|список литературы)\W*$", re.IGNORECASE
)
# Without a mark behind it, "Abstract" begins a sentence as easily as it heads a paragraph.
_ABSTRACT = re.compile(
    r"\W{0,3}(?:A ?BSTRACT|A B S T R A C T|Abstract|Аннотация|АННОТАЦИЯ|Реферат|РЕФЕРАТ|Резюме|РЕЗЮМЕ)"
    r"(?:\s*$|\s*[.:—–-]+\s*|\s+(?=(?:We|This|In|The|An?|Recent|Large|Deep|Despite|While|Although|To"
    r"|Many)\b))"
)
_AFTER_ABSTRACT = re.compile(
    r"\W{0,3}(?:(?:\d{1,2}|[IVX]{1,4})?[.\s]{0,3}(?:i ?ntroduction|введение)|key ?words?\b|index terms"
    r"|ключевые слова|ccs concepts|categories and subject|general terms|acm reference|contents\b"
    r"|(?-i:(?:1\.?|I\.)\s+[A-ZА-Я]))",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"Mozilla/5\.0|Chromium|Chrome|Safari|Firefox|Edge|wkhtmltopdf", re.IGNORECASE)
"""How browsers call themselves as the makers of a PDF."""
_STAMPED = re.compile(r"arXiv:\S+v\d+ ")
_MAX_ABSTRACT = 3000
"""Characters: arXiv takes 1,920, journals at most some 500 words. Where no heading ends it, this does."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What page one and the file's metadata tell. Empty or None where nothing was found."""

    title: str
    authors: tuple[str, ...]
    abstract: str
    arxiv: str | None
    doi: str | None
    published: str | None


def front_matter(
    pieces: Sequence[Piece],
    height: float,
    pages: Sequence[Sequence[str]],
    metadata: Mapping[str, str],
    stem: str,
) -> FrontMatter:
    """Reads the first page (`pieces`; `pages` are the cleaned lines of all) with the metadata beside it.

    `stem` is the file's name without its ending: an arXiv identifier in it counts, and it is the last
    resort for a title.
    """
    first = pages[0] if pages else ()
    lines = page_lines(pieces)
    title, after = find_title(lines, height, metadata.get("Title", ""), first)
    authors = (
        authors_below(after, _ABSTRACT)
        or stated_authors(metadata.get("Author", ""))
        or lone_author(after, pages)
    )
    stamp = arxiv_stamp(first)
    return FrontMatter(
        title=title or stem,
        authors=authors,
        abstract=_abstract([line for page in pages[:2] for line in page]),
        arxiv=stamp[0] if stamp else stated_arxiv_id(metadata, stem, title),
        doi=own_doi(FirstPage(lines, height, title, authors), metadata),
        published=iso_time(stamp[1]) if stamp else _published(metadata, after),
    )


def _abstract(lines: Sequence[str]) -> str:
    """The abstract of a paper from the lines of its first two pages, '' if none is marked as such."""
    start = next((number for number, line in enumerate(lines) if _ABSTRACT.match(line)), None)
    if start is None:
        return ""
    body = [_ABSTRACT.sub("", lines[start], count=1)]
    marked_end = False
    for line in lines[start + 1 :]:
        marked_end = bool(_AFTER_ABSTRACT.match(line) or _REFERENCES.match(line) or _STAMPED.match(line))
        if marked_end or sum(map(len, body)) > _MAX_ABSTRACT:
            break
        body.append(line)
    body = [line for line in body if line]
    if not marked_end:
        # The first paragraph then: it ends with the first short line that ends a sentence.
        full = sorted(map(len, body))[len(body) // 2] if body else 0
        ends = (
            n
            for n, line in enumerate(body, start=1)
            if len(line) < 0.8 * full and line.endswith((".", "!", "?"))
        )
        body = body[: next(ends, 0)]
    text = " ".join(running_text([body]).split())
    return text if len(text) >= 40 else ""


def _published(metadata: Mapping[str, str], below: Sequence[Line]) -> str | None:
    """When a work was made that bears no stamp. A browser's file is of the day it was printed: there the line
    below the title counts that says who wrote it when."""
    if _PRINTED.search(metadata.get("Creator", "")):
        return credited_day(below)
    return _creation_date(metadata.get("CreationDate", ""))


def _creation_date(stated: str) -> str | None:
    """`D:20240103093826+01'00'` as an ISO date."""
    found = re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)", stated)
    return iso_time("-".join(found.groups())) if found else None
