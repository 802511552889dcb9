"""Kobo's own file on the reader, `KoboReader.sqlite`: what was marked in each book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kb.catalogue import _
from kb.errors import NothingToSave
from kb.importers.bibliography import book_key
from kb.importers.files import local_path
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.importers.sqlite_tables import Row, rows, tables
from kb.text.digest import text_hash
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind, State

_PROGRAM = "Kobo"
_BOOK = 6
"""The type of a row of `content` that is a whole book; chapters have others."""
_STATES = {1: State.READING, 2: State.READ}
_CORNER = "dogear"
"""The type of a mark that is a page's corner, folded; versions before 2013 name no types."""
_BOOKS = f"SELECT ContentID, Title, Attribution, ReadStatus FROM content WHERE ContentType = {_BOOK}"


class KoboImporter:
    """A document for each book in which something was marked; books of other programs by their names are one
    item with these."""

    name = "Kobo (SQLite)"

    def match(self, spec: str) -> bool:
        """Whether a file has the two tables."""
        return {"Bookmark", "content"} <= tables(spec)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The books with their marks, in the order of each.

        :raises ImportRefused: the file is gone or is no whole database.
        :raises NothingToSave: nothing was marked.
        """
        path = local_path(spec) or Path(spec)
        books = {str(row["ContentID"]): row for row in rows(path, _BOOKS)}
        told = (row for row in rows(path, "SELECT * FROM Bookmark") if row.get("Type") != _CORNER)
        marks = sorted((row for row in told if _plain(row["Text"]) or _plain(row["Annotation"])), key=_place)
        if not marks:
            raise NothingToSave(_("books without a mark"))
        for volume, of_book in groupby(marks, key=lambda row: str(row["VolumeID"])):
            yield _book(volume, books.get(volume, {}), tuple(of_book))


def _book(volume: str, known: Row, marked: Sequence[Row]) -> Document:
    title = _plain(known.get("Title"))
    names = people(_plain(known.get("Attribution"))).names
    marks = tuple(
        Annotation(_plain(row["Text"]), _plain(row["Annotation"]), "", moment(row["DateCreated"]), _PROGRAM)
        for row in marked
    )
    # A book that was put there by cable goes by its file.
    name = Path(volume.rpartition("/")[2]).stem
    return Document(
        key=f"kobo:{text_hash(volume)}",
        kind=Kind.BOOK,
        title=title or name,
        aliases=(book_key(title, names),) if title else (),
        authors=names,
        source=_PROGRAM,
        annotations=marks,
        state=_STATES.get(known.get("ReadStatus", 0)),
        saved_at=min((one.made_at for one in marks if one.made_at), default=None),
        meta={"program": _PROGRAM},
        guessed=not title,
    )


def _place(row: Row) -> tuple[str, str, float]:
    within = row.get("ChapterProgress")
    return str(row["VolumeID"]), str(row.get("ContentID")), within if isinstance(within, float) else 0.0


def _plain(given: object) -> str:
    """Words without the blanks that stand between a book's lines."""
    lines = given.splitlines() if isinstance(given, str) else ()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
