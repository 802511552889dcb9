"""Kindle's `My Clippings.txt`, in English and Russian: a book's highlights and notes, as they were made.

A mark that is made longer or mended is written once more, the earlier one stays. A note stands where its
highlight ends, before it in the file or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.clock import as_stored
from kb.importers.bibliography import book_key
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.text.dates import local_time
from kb.text.digest import text_hash
from kb.text.normal import normalized
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind

_PROGRAM = "Kindle"
_HEAD = 20_000
"""Characters: the first record ends within them, however long its words are."""
_END_OF_RECORD = re.compile(r"^={10}[ \t]*$", re.MULTILINE)
_MARK = "\ufeff"
"""A byte order mark stands before single records too, where the device began to write anew."""
_MADE = re.compile(r"\s*[-–—]\s*\S")
_KINDS = (
    ("highlight", re.compile(r"highlight|clip(?:ping)?\b|выделен|отрыв|вырезк", re.IGNORECASE)),
    ("note", re.compile(r"\bnote\b|заметк|примечан", re.IGNORECASE)),
    ("bookmark", re.compile(r"bookmark|закладк", re.IGNORECASE)),
)
_RANGE = r"\s*#?\s*(\d+)(?:\s*[-–—]\s*(\d+))?"
_LOCATION = re.compile(rf"(?:\bloc(?:ation|\.)?|\bмест\w*){_RANGE}", re.IGNORECASE)
_PAGE = re.compile(rf"(?:\bpage|\bстраниц\w*){_RANGE}", re.IGNORECASE)
_FRONT_PAGE = re.compile(r"(?:\bpage|\bстраниц\w*)\s+([ivxlc]+(?:\s*[-–—]\s*[ivxlc]+)?)\b", re.IGNORECASE)
"""Pages before the first are counted in Roman numerals."""
_NO_WORDS = re.compile(r"<[^<>]*(?:clipping limit|лимит)[^<>]*>", re.IGNORECASE)
"""What the device writes instead of words where the publisher allows no more."""


@dataclass(frozen=True, slots=True)
class _Clipping:
    """A record of the file. `start` and `end` are locations, or pages where there are none."""

    book: str
    kind: str
    text: str
    place: str
    start: int
    end: int
    made_at: str | None


class KindleImporter:
    """The one file in which a Kindle keeps everything that was marked on it."""

    name = "Kindle clippings"

    def match(self, spec: str) -> bool:
        """Whether a file begins with a record: a title, a line that says what was made and when, a rule."""
        file = any_text_file(spec)
        if file is None or not _END_OF_RECORD.search(file.text[:_HEAD]):
            return False
        lines = _END_OF_RECORD.split(file.text[:_HEAD], maxsplit=1)[0].strip(_MARK + " \n").split("\n")
        return len(lines) > 1 and bool(_MADE.match(lines[1])) and ("|" in lines[1] or _kind(lines[1]) != "")

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each book; one failure for each reason why records were left out.

        :raises ImportRefused: the file is gone or no text.
        """
        file = required_text_file(spec)
        books: dict[str, list[_Clipping]] = {}
        unknown = empty = 0
        for record in filter(str.strip, _END_OF_RECORD.split(file.text.replace(_MARK, ""))):
            clipping = _clipping(record)
            if clipping is None:
                unknown += 1
            elif clipping.kind != "bookmark" and not clipping.text:
                empty += 1
            else:
                books.setdefault(clipping.book, []).append(clipping)
        for book, clippings in books.items():
            if any(one.text for one in clippings):
                yield _document(book, clippings)
        name = Path(spec).name
        if empty:
            yield Failure(name, f"records without words: {empty}; left out")
        if unknown:
            yield Failure(name, f"records neither in English nor in Russian: {unknown}; left out")


def _kind(line: str) -> str:
    found = [(match.start(), kind) for kind, words in _KINDS if (match := words.search(line))]
    return min(found)[1] if found else ""


def _clipping(record: str) -> _Clipping | None:
    """What a record says, or None where it is none of the known kinds."""
    title, _, rest = record.strip().partition("\n")
    made, _, text = rest.partition("\n")
    what, _, when = made.rpartition("|")
    kind = _kind(what or made)
    if not kind:
        return None
    location, page = _LOCATION.search(what), _PAGE.search(what)
    start, end = _numbers(location or page)
    words = (("page", page), ("location", location))
    places = [f"{name} {_told(*_numbers(found))}" for name, found in words if found]
    if front := _FRONT_PAGE.search(what):
        places.insert(0, f"page {front[1]}")
    text = "" if _NO_WORDS.search(text) else text.strip()
    at = local_time(when)
    # The clock is the reader's own, and the file names no zone.
    return _Clipping(
        normalized(title).strip(), kind, text, ", ".join(places), start, end, as_stored(at) if at else None
    )


def _numbers(found: re.Match[str] | None) -> tuple[int, int]:
    if found is None:
        return 0, 0
    first, last = found[1], found[2] or found[1]
    # Old devices write only what changes: 1234-36.
    last = first[: max(0, len(first) - len(last))] + last
    return int(first), int(last)


def _told(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}-{end}"


def _document(book: str, clippings: list[_Clipping]) -> Document:
    title, author = _title_and_author(book)
    digest = text_hash(normalized(book).lower())
    names = people(author).names
    moments = sorted(one.made_at for one in clippings if one.made_at)
    return Document(
        key=f"kindle:{digest}",
        kind=Kind.BOOK,
        title=title,
        aliases=(book_key(title, names),),
        authors=names,
        source=_PROGRAM,
        annotations=tuple(_annotations(clippings)),
        saved_at=moments[0] if moments else None,
        meta={"program": _PROGRAM},
    )


def _title_and_author(line: str) -> tuple[str, str]:
    """A title may hold brackets; the author stands in the last ones, which may hold some too."""
    depth = 0
    for at in range(len(line) - 1, 0, -1) if line.endswith(")") else ():
        depth += (line[at] == ")") - (line[at] == "(")
        if depth == 0:
            return line[:at].strip() or line, line[at + 1 : -1].strip()
    return line, ""


def _annotations(clippings: list[_Clipping]) -> Iterator[Annotation]:
    """Highlights with their notes, then notes of their own, in the order of the book."""
    highlights = _longest([one for one in clippings if one.kind == "highlight"])
    notes = _longest([one for one in clippings if one.kind == "note"])
    of_highlight: dict[int, list[_Clipping]] = {}
    alone: list[_Clipping] = []
    for note in notes:
        ending = [i for i, one in enumerate(highlights) if one.end == note.end and note.end]
        around = [i for i, one in enumerate(highlights) if one.start <= note.end <= one.end and note.end]
        if chosen := ending or around:
            of_highlight.setdefault(chosen[0], []).append(note)
        else:
            alone.append(note)
    found = [
        (one, Annotation(one.text, _joined(of_highlight.get(i, [])), one.place, one.made_at, _PROGRAM))
        for i, one in enumerate(highlights)
    ]
    found += [(one, Annotation("", one.text, one.place, one.made_at, _PROGRAM)) for one in alone]
    for _, annotation in sorted(found, key=lambda pair: (pair[0].start, pair[0].end)):
        yield annotation


def _joined(notes: list[_Clipping]) -> str:
    return "\n\n".join(note.text for note in notes)


def _longest(marks: list[_Clipping]) -> list[_Clipping]:
    """Marks without those that another in the same place holds whole: it was made longer, or twice."""
    kept: list[_Clipping] = []
    for mark in sorted(marks, key=lambda one: -len(one.text)):
        held = (one for one in kept if one.start <= mark.end and mark.start <= one.end)
        if not any(_bare(mark.text) in _bare(one.text) for one in held):
            kept.append(mark)
    return kept


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!?…—–-«»\"'")
