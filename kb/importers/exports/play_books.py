"""Google Play Books: what Takeout has of each book, and the notes that it keeps in Google Drive, as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.catalogue import _, noted
from kb.errors import ImportRefused, NothingToSave
from kb.importers.bibliography import book_key
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import objects
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind

_PROGRAM = "Google Play Books"
_HEAD = 20_000
"""Characters: a book's names come first; before a page of Google's stand its styles."""
_TAKEOUT = re.compile(r"\s*\{.*?\"volume_info\"\s*:", re.DOTALL)
_IN_BOOK = re.compile(r"(?:play\.google\.[a-z.]+(?:/|%2F)books|books\.google\.)", re.IGNORECASE)
"""In the address of a page of a book, which Google Docs wraps into one of its own."""
_COLOURED = re.compile(r"\.([\w-]+)\s*\{[^{}]*background-color:\s*#(?!ffffff)[0-9a-f]{6}", re.IGNORECASE)
"""Classes of what was marked in a colour."""


class PlayBooksTakeoutImporter:
    """One book of Takeout: values of JSON one behind the other, the book, its marks, how far one got."""

    name = "Google Play Books (Takeout)"

    def match(self, spec: str) -> bool:
        """Whether a file begins with what Google tells of a book."""
        file = any_text_file(spec)
        return file is not None and _TAKEOUT.match(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book with what was marked in it.

        :raises ImportRefused: the file is gone or damaged.
        :raises NothingToSave: nothing was marked.
        """
        file = required_text_file(spec)
        told, *rest = _values(file.text, file.path.name)
        about = told.get("volume_info") if isinstance(told, dict) else None
        book = about if isinstance(about, dict) else {}
        marks = [one for value in rest if isinstance(value, list) for one in objects(value)]
        yield _book(
            str(book.get("title") or ""), book.get("authors"), map(_of_takeout, marks), file.path.name
        )


def _values(text: str, name: str) -> list[Any]:
    decoder, values, end = json.JSONDecoder(), [], 0
    try:
        while rest := text[end:].lstrip():
            value, end = decoder.raw_decode(text, len(text) - len(rest))
            values.append(value)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(_("{file} breaks off or is damaged; export it again", file=name)) from error
    return values


def _of_takeout(mark: Mapping[str, Any]) -> Annotation:
    written = str(mark.get("note_text") or "")
    try:
        # The note stands in JSON within the JSON.
        inner = json.loads(written)
    except ValueError:
        inner = written
    note = inner.get("note") if isinstance(inner, dict) else inner
    note = note.strip() if isinstance(note, str) else ""
    return Annotation(str(mark.get("excerpt") or "").strip(), note, source=_PROGRAM)


class PlayBooksNotesImporter:
    """The document of one book's notes: tables within tables, one for each mark, whose last cell leads to its
    page."""

    name = noted("Google Play Books notes (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a page holds such tables."""
        file = any_text_file(spec)
        if file is None or "<table" not in file.text or not _IN_BOOK.search(file.text):
            return False
        page = LexborHTMLParser(file.text)
        return page.css_first("table h1, table .title") is not None and any(True for _ in _tables(page))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The book with what was marked in it.

        :raises ImportRefused: the file is gone.
        :raises NothingToSave: nothing was marked.
        """
        file = required_text_file(spec)
        page = LexborHTMLParser(file.text)
        coloured = set(_COLOURED.findall(file.text))
        heading = page.css_first("table h1, table .title")
        author = heading.next if heading is not None else None
        while author is not None and author.tag != "p":
            author = author.next
        marks = (_of_table(table, link, coloured) for table, link in _tables(page))
        title, by = (" ".join(one.text().split()) if one is not None else "" for one in (heading, author))
        yield _book(title, by, marks, file.path.name)


def _tables(page: LexborHTMLParser) -> Iterator[tuple[LexborNode, LexborNode]]:
    """The innermost tables with the link to a page in each."""
    for table in page.css("table"):
        links = [one for one in table.css("a") if _IN_BOOK.search(one.attributes.get("href") or "")]
        # A node is among what is found below it.
        if links and len(table.css("table")) == 1:
            yield table, links[-1]


def _of_table(table: LexborNode, link: LexborNode, coloured: set[str]) -> Annotation:
    """What was marked is in colour; below it stands the person's note, if there is one, and last the day."""
    lines = [(one, " ".join(one.text().split())) for one in table.css("p")]
    page = " ".join(link.text().split())
    said = [(one, text) for one, text in lines if text and text != page]
    quote = [text for one, text in said if _is_coloured(one, coloured)]
    others = [text for one, text in said if not _is_coloured(one, coloured)]
    if not quote and said:
        quote, others = [said[0][1]], [text for _, text in said[1:]]
    place = f"page {page}" if page else ""
    return Annotation("\n\n".join(quote), "\n\n".join(others[:-1]), place, source=_PROGRAM)


def _is_coloured(line: LexborNode, coloured: set[str]) -> bool:
    classes = (one.attributes.get("class") or "" for one in line.css("span"))
    return any(not coloured.isdisjoint(names.split()) for names in classes)


def _book(title: str, authors: object, marks: Iterator[Annotation], file: str) -> Document:
    kept = tuple(one for one in marks if one.quote or one.note)
    if not kept:
        raise NothingToSave(_("books without a mark"))
    if not title.strip():
        raise ImportRefused(_("names no title of the book whose marks it holds; export it again"))
    names = people(authors).names
    return Document(
        key=book_key(title, names),
        kind=Kind.BOOK,
        title=title.strip(),
        authors=names,
        source=_PROGRAM,
        annotations=kept,
        meta={"program": _PROGRAM},
    )
