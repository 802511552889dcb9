"""What is marked in a book on a Kindle or in its apps: which note belongs to which highlight, and the
document that they are together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.importers.exports import marked_book
from kb.types import Annotation, Document

PROGRAM = "Kindle"
_KINDS = (
    (
        "highlight",
        re.compile(
            r"highlight|\bclip(?:ping)?\b|выделен|отрыв|вырезк|markierung|surlign|subrayad|evidenziaz|destaque"
            r"|markering|标注|標註|ハイライト|하이라이트",
            re.IGNORECASE,
        ),
    ),
    ("note", re.compile(r"\bnot(?:e|a|iz|itie)\b|заметк|примечан|笔记|筆記|メモ|메모", re.IGNORECASE)),
    (
        "bookmark",
        re.compile(
            r"bookmark|закладк|lesezeichen|\bsignet|marcador|segnalibro|bladwijzer|书签|書籤|ブックマーク|북마크",
            re.IGNORECASE,
        ),
    ),
)
"""In the languages a Kindle speaks; elsewhere the form of a record tells."""
_PAGE = re.compile(
    r"\b(?:page|pagina|página|seite|side|sida|strona)|страниц|ページ|页|頁|페이지", re.IGNORECASE
)
_RANGE = re.compile(r"(?<!\d)(\d+)(?:\s*(?:[-–—]|t/m)\s*(\d+))?")
"""In Dutch a range is `55 t/m 88`."""
_FRONT_PAGE = re.compile(
    r"(?:page|pagina|página|seite|страниц\w*)\s+([ivxlc]+(?:\s*[-–—]\s*[ivxlc]+)?)\b", re.IGNORECASE
)
"""Pages before the first are counted in Roman numerals."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: in words, and from which location to which, or page where there is none. `spans`
    where the program wrote a beginning and an end, be they the same."""

    told: str
    start: int
    end: int
    spans: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight or a note of a book. `made_at` is a moment in UTC, where it is known."""

    kind: str
    text: str
    place: Place
    made_at: str | None = None


def kind_said(words: str) -> str:
    """`highlight`, `note` or `bookmark` as some words say it; empty where they say none of them."""
    found = [(match.start(), kind) for kind, said in _KINDS if (match := said.search(words))]
    return min(found)[1] if found else ""


def place_said(words: str) -> Place:
    """The place that some words of any language tell: of two the page stands first, one alone is a location
    unless it is called a page."""
    *pages, last = [_numbers(found) for found in _RANGE.finditer(words)] or [(0, 0, False)]
    is_page = _PAGE.search(words) is not None
    named = [*(("page", one) for one in pages[:1]), ("page" if is_page and not pages else "location", last)]
    places = [f"{name} {_told(start, end)}" for name, (start, end, _) in named if end]
    start, end, spans = last
    if front := _FRONT_PAGE.search(words):
        places = [f"page {front[1]}", *([f"location {_told(start, end)}"] if end else [])]
    return Place(", ".join(places), start, end, spans)


def _numbers(found: re.Match[str]) -> tuple[int, int, bool]:
    first, last = found[1], found[2] or found[1]
    # Old devices write only what changes: 1234-36.
    last = first[: max(0, len(first) - len(last))] + last
    return int(first), int(last), bool(found[2])


def _told(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}-{end}"


def book(
    line: str, title: str, author: str, annotations: Iterable[Annotation], began: str | None = None
) -> Document:
    """The document that the marks of a book are; `line` names the book as a Kindle's clippings do, `began` is
    the moment of the first mark."""
    return marked_book.book(PROGRAM, line, title, author, annotations, began)


def in_order(marks: Sequence[Mark]) -> Iterator[Annotation]:
    """Highlights with their notes, then notes of their own, in the order of the book. A note stands where its
    highlight ends; a mark that was made longer, or twice, is one."""
    highlights = _longest([one for one in marks if one.kind == "highlight"])
    notes = _longest([one for one in marks if one.kind == "note"])
    of_highlight: dict[int, list[Mark]] = {}
    alone: list[Mark] = []
    for note in notes:
        at = note.place.end
        ending = [i for i, one in enumerate(highlights) if one.place.end == at and at]
        around = [i for i, one in enumerate(highlights) if one.place.start <= at <= one.place.end and at]
        if chosen := ending or around:
            of_highlight.setdefault(chosen[0], []).append(note)
        else:
            alone.append(note)
    found = [
        (one, Annotation(one.text, _joined(of_highlight.get(i, [])), one.place.told, one.made_at, PROGRAM))
        for i, one in enumerate(highlights)
    ]
    found += [(one, Annotation("", one.text, one.place.told, one.made_at, PROGRAM)) for one in alone]
    for _, annotation in sorted(found, key=lambda pair: (pair[0].place.start, pair[0].place.end)):
        yield annotation


def _joined(notes: list[Mark]) -> str:
    return "\n\n".join(note.text for note in notes)


def _longest(marks: list[Mark]) -> list[Mark]:
    """Marks without those that another in the same place holds whole: it was made longer, or twice."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: -len(one.text)):
        held = (
            one for one in kept if one.place.start <= mark.place.end and mark.place.start <= one.place.end
        )
        if not any(_bare(mark.text) in _bare(one.text) for one in held):
            kept.append(mark)
    return kept


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!?…—–-«»\"'")
