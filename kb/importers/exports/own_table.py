"""A table of links or works that no program but a spreadsheet made, with whatever columns its owner chose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.catalogue import _, noted
from kb.importers.files import TEXT_SUFFIXES, any_text_file, required_text_file
from kb.importers.lists.columns import Columns, address_in, columns
from kb.importers.lists.headings import Cells, Role, roles
from kb.importers.lists.listed_since import listed_since
from kb.importers.lists.reading_table import table_documents
from kb.importers.protocol import ImportContext
from kb.importers.records import cells_of
from kb.types import Document, Failure

_TABLES = frozenset({".csv", ".tsv", ".tab"})
_PLAIN = TEXT_SUFFIXES - {".md"}
_HEAD = 20_000
"""Characters: the first row may hold the text of a page."""
_EVEN = 0.9
"""The share of rows as wide as most of them, from which on a plain text with commas is a table."""
_OF_PEOPLE = frozenset({"first name", "last name"})
"""Columns of lists of people, who have addresses of their own."""
_ABOVE = 8
"""Rows in which the headings stand."""
_PROGRAM = "table"
_GOODREADS = (
    "Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Average Rating,Publisher,"
    "Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,"
    "Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Owned Copies"
).split(",")
"""The columns of Goodreads' table since 2021."""
_AS_TEXT = re.compile(r'="\d{0,13}[\dX]?"')
"""How Goodreads keeps spreadsheets from reading numbers of books as numbers."""


class OwnTableImporter:
    """A table of links, or of works with their authors, whatever its columns are called and their order."""

    name = noted("table of links")

    def match(self, spec: str) -> bool:
        """Whether a file is such a table by its beginning. A plain text is one where its first line names a
        column of links, and nearly all lines have as many cells."""
        suffix = Path(spec).suffix.lower()
        file = any_text_file(spec) if suffix in _TABLES or suffix in _PLAIN else None
        if file is None:
            return False
        beginning = file.text[:_HEAD]
        whole = beginning if len(file.text) <= _HEAD else beginning.rpartition("\n")[0]
        table = _rows(whole)
        if any(set(map(_plain, row)) >= _OF_PEOPLE for row in table[:_ABOVE]):
            return False
        return columns(table) is not None and (suffix in _TABLES or _is_surely_a_table(table))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row."""
        file = required_text_file(spec)
        table = _rows(file.text)
        known = columns(table) or Columns({}, above=0)
        found = table_documents(
            table[known.above :],
            known,
            _PROGRAM,
            file.path.name,
            day_likely_first=_is_european(table[: known.above], file.text) or None,
        )
        yield from listed_since(file.path, found)


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace("_", " ").split())


def _rows(text: str) -> Sequence[Cells]:
    rows = [row for row in cells_of(text) if any(cell.strip() for cell in row)]
    uneven = len(set(map(len, rows))) > 1
    lines = [line.strip() for line in text.splitlines() if line.strip()] if uneven else []
    # Addresses alone, some with a comma in them.
    if lines and all(map(address_in, lines)):
        return [[line] for line in lines]
    return [_GOODREADS, *rows] if rows and _is_of_goodreads(rows[0]) else rows


def _is_of_goodreads(row: Cells) -> bool:
    """Whether a row is one of Goodreads' table, by the form of its numbers: its headings may be lost."""
    numbers = row[_GOODREADS.index("ISBN") :][:2]
    return row[0].isdecimal() and len(numbers) == 2 and all(map(_AS_TEXT.fullmatch, numbers))


def why_no_table(spec: str) -> str:
    """Why a table is not read, and which columns it would be read by; empty where a file is none."""
    file = any_text_file(spec) if Path(spec).suffix.lower() in _TABLES else None
    if file is None or not any(_rows(file.text[:_HEAD])):
        return ""
    return _(
        "{file} is a table in which no column leads to pages, and none is called Title beside one of authors."
        " Give its columns headings such as Title, Author, Link, Date read, Rating, Tags, Notes, and add it"
        " again",
        file=file.path.name,
    )


def _is_european(headings: Sequence[Cells], text: str) -> bool:
    """Whether a table was made where the day is written first: spreadsheets part columns by semicolons where
    numbers have a comma, and headings have letters that English lacks."""
    first = text.partition("\n")[0]
    return first.count(";") > first.count(",") or not all(cell.isascii() for row in headings for cell in row)


def _is_surely_a_table(table: Sequence[Cells]) -> bool:
    widths = Counter(map(len, table))
    width, rows = widths.most_common(1)[0]
    return width > 1 and rows >= len(table) * _EVEN and Role.ADDRESS in roles(table[0]).values()
