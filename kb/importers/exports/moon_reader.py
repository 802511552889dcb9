"""Moon+ Reader: the marks of books as it exports them (`.mrexpt`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kb.importers.exports.marked_book import marked, marked_book
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.types import Annotation, Document, Failure

_PROGRAM = "Moon+ Reader"
_RECORD = re.compile(r"^#\n(?P<lines>(?:[^\n]*\n){12,15}[^\n]*)", re.MULTILINE)
"""Number, book, two paths, chapter, two places, length, colour, time, bookmark, note, passage, its lines."""
_NUMBERED = re.compile(r"#\n\d+\n[^\n]*\n[^\n]*\n[^\n]*\n\d+\n-?\d+\n-?\d+\n-?\d+\n-?\d+\n\d{10,}\n")
_HEAD = 4_000
"""Characters within which the first record stands."""
_BOOK, _CHAPTER, _PLACE, _TIME, _NOTE, _PASSAGE = 1, 4, 6, 9, 11, 12
_HEADING = "#"
"""What stands for a note where a passage was marked as the heading of a chapter."""
_BREAK = "<BR>"
_ENDING = re.compile(r"\.(?:epub|mobi|azw3?|fb2(?:\.zip)?|pdf|txt|djvu|html?)$", re.IGNORECASE)

_mark = partial(marked, _PROGRAM)


class MoonReaderImporter:
    """A document for each book."""

    name = "Moon+ Reader"

    def match(self, spec: str) -> bool:
        """Whether a file holds records of its form."""
        file = any_text_file(spec)
        return file is not None and _NUMBERED.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The books, their marks in the order of the text; authors are not told.

        :raises ImportRefused: the file is gone.
        """
        books: dict[str, list[list[str]]] = {}
        for record in _RECORD.finditer(required_text_file(spec).text):
            lines = record["lines"].split("\n")
            books.setdefault(_ENDING.sub("", lines[_BOOK].strip()), []).append(lines)
        for title, records in books.items():
            yield marked_book(_PROGRAM, title, "", list(_marks(records)), Path(spec).name)


def _marks(records: list[list[str]]) -> Iterator[Annotation]:
    chapter = ""
    for lines in sorted(records, key=_place):
        note, passage = (lines[at].replace(_BREAK, "\n").strip() for at in (_NOTE, _PASSAGE))
        if note == _HEADING:
            chapter = " ".join(passage.split())
            continue
        made = moment(lines[_TIME])
        if found := _mark(passage, note, "", made, chapter):
            yield found


def _place(lines: list[str]) -> tuple[int, ...]:
    """Where in the book a passage stands: by chapter, part of it and letter."""
    return tuple(int(told) if told.lstrip("-").isdecimal() else 0 for told in lines[_CHAPTER : _PLACE + 1])
