"""Apple Books on a Mac: one SQLite file holds what was marked, another the names of books."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kb.catalogue import _, number
from kb.errors import ImportRefused
from kb.importers.bibliography import book_key
from kb.importers.files import local_path
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.importers.sqlite_tables import Row, rows, tables
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind, State

_PROGRAM = "Apple Books"
_MARKS, _BOOKS = "ZAEANNOTATION", "ZBKLIBRARYASSET"
_SINCE_2001 = 978_307_200
"""Seconds from 1970 to 2001, from which Apple counts."""
_SPACES = re.compile(r"[^\S\n]+")


class AppleBooksImporter:
    """What was marked in books, `AEAnnotation….sqlite`, with their names from `BKLibrary….sqlite`, which lies
    beside it or in the folder beside its own."""

    name = "Apple Books (SQLite)"

    def match(self, spec: str) -> bool:
        """Whether a file is one of the two."""
        path = local_path(spec)
        return path is not None and _kind(path) != ""

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each book in which something was marked.

        :raises ImportRefused: the file is gone, is no whole database, or holds nothing that was marked.
        """
        path = local_path(spec)
        if path is None:
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        kinds = _with_those_beside(path)
        marks = [
            row
            for file, kind in kinds.items()
            if kind == _MARKS
            for row in rows(file, f"SELECT * FROM {_MARKS}")
        ]
        books = {
            str(row.get("ZASSETID")): row
            for file, kind in kinds.items()
            if kind == _BOOKS
            for row in rows(file, f"SELECT * FROM {_BOOKS}")
        }
        kept = [row for row in marks if not row.get("ZANNOTATIONDELETED") and (_quote(row) or _note(row))]
        if not kept:
            raise ImportRefused(
                _(
                    "{file} holds nothing that was marked; give AEAnnotation….sqlite with BKLibrary….sqlite"
                    " beside it",
                    file=path.name,
                )
            )
        for asset, of_book in groupby(
            sorted(kept, key=_place), key=lambda row: str(row["ZANNOTATIONASSETID"])
        ):
            yield _book(asset, books.get(asset, {}), tuple(of_book))
        unknown = {str(row["ZANNOTATIONASSETID"]) for row in kept} - books.keys()
        if unknown:
            reason = _(
                "books without a name: {count}; BKLibrary….sqlite beside it would tell them",
                count=number(len(unknown)),
            )
            yield Failure(path.name, reason)


def _with_those_beside(path: Path) -> Mapping[Path, str]:
    """A database and those of the other kind in the two folders in which Apple Books keeps them, with the
    kind of each."""
    around = (path.parent, path.parent.parent / "BKLibrary", path.parent.parent / "AEAnnotation")
    found = {file.resolve(): file for folder in around for file in sorted(folder.glob("*.sqlite"))}
    kind = _kind(path)
    others = {file: _kind(file) for real, file in found.items() if real != path.resolve()}
    return {path: kind} | {file: other for file, other in others.items() if other not in ("", kind)}


def _kind(path: Path) -> str:
    """The table by which a database is known; empty for others."""
    found = tables(str(path))
    return next((name for name in (_MARKS, _BOOKS) if name in found), "")


def _place(row: Row) -> tuple[str, int, float]:
    start, made = row.get("ZPLLOCATIONRANGESTART"), row.get("ZANNOTATIONCREATIONDATE")
    return str(row["ZANNOTATIONASSETID"]), start if isinstance(start, int) else 0, _number(made)


def _book(asset: str, known: Row, rows: tuple[Row, ...]) -> Document:
    title = " ".join(str(known.get("ZTITLE") or "").split())
    names = people(str(known.get("ZAUTHOR") or "")).names
    marks = tuple(
        Annotation(
            _quote(row),
            _note(row),
            _plain(row.get("ZFUTUREPROOFING5")),
            _moment(row.get("ZANNOTATIONCREATIONDATE")),
            _PROGRAM,
        )
        for row in rows
    )
    return Document(
        key=f"apple-books:{asset}",
        kind=Kind.BOOK,
        title=title or f"A book in Apple Books ({asset})",
        aliases=(book_key(title, names),) if title else (),
        authors=names,
        source=_PROGRAM,
        annotations=marks,
        state=State.READ if known.get("ZISFINISHED") == 1 else None,
        saved_at=min((one.made_at for one in marks if one.made_at), default=None),
        meta={"program": _PROGRAM},
        guessed=not title,
    )


def _quote(row: Row) -> str:
    return _plain(row.get("ZANNOTATIONSELECTEDTEXT"))


def _note(row: Row) -> str:
    return _plain(row.get("ZANNOTATIONNOTE"))


def _plain(given: object) -> str:
    return _SPACES.sub(" ", given).strip() if isinstance(given, str) else ""


def _moment(given: object) -> str | None:
    return moment(_number(given) + _SINCE_2001) if _number(given) else None


def _number(given: object) -> float:
    return float(given) if isinstance(given, int | float) else 0.0
