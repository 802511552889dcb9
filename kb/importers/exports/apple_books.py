"""Apple Books on a Mac: one SQLite file holds what was marked, another the names of books."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb.catalogue import _, cause, number
from kb.errors import ImportRefused
from kb.importers.bibliography import book_key
from kb.importers.files import MAX_RECORDS_BYTES, beginning, local_path
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.text.people import people
from kb.types import Annotation, Document, Failure, Kind, State

_PROGRAM = "Apple Books"
_SQLITE = b"SQLite format 3\0"
_MARKS, _BOOKS = "ZAEANNOTATION", "ZBKLIBRARYASSET"
_SINCE_2001 = 978_307_200
"""Seconds from 1970 to 2001, from which Apple counts."""
_STEPS = 2_000
"""Of a million instructions each: a reader's marks take a few; a table made to run for ever is given up."""
_SPACES = re.compile(r"[^\S\n]+")

Row = Mapping[str, Any]


class AppleBooksImporter:
    """What was marked in books, `AEAnnotation….sqlite`, with their names from `BKLibrary….sqlite`, which lies
    beside it or in the folder beside its own."""

    name = "Apple Books (SQLite)"

    def match(self, spec: str) -> bool:
        """Whether a file is one of the two."""
        path = local_path(spec)
        return path is not None and beginning(spec).startswith(_SQLITE) and _kind(path) != ""

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each book in which something was marked.

        :raises ImportRefused: the file is gone, is no whole database, or holds nothing that was marked.
        """
        path = local_path(spec)
        if path is None:
            raise ImportRefused(_("{file} is gone; check the path", file=spec))
        kinds = _with_those_beside(path)
        marks = [row for file, kind in kinds.items() if kind == _MARKS for row in _rows(file, _MARKS)]
        books = {
            str(row.get("ZASSETID")): row
            for file, kind in kinds.items()
            if kind == _BOOKS
            for row in _rows(file, _BOOKS)
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
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as db:
            rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        return ""
    return next((name for name in (_MARKS, _BOOKS) if (name,) in rows), "")


def _rows(path: Path, table: str) -> list[Row]:
    """The rows of a table by the names of their columns, with what stands in the program's log only. From a
    copy: opening would change what lies beside the file.

    :raises ImportRefused: the file is too large, or no whole database.
    """
    log = path.with_name(f"{path.name}-wal")
    files = [file for file in (path, log) if file.is_file()]
    if sum(file.stat().st_size for file in files) > MAX_RECORDS_BYTES:
        raise ImportRefused(
            _(
                "{file} has more than {max_records_bytes} MB; marks take far less",
                file=path.name,
                max_records_bytes=number(MAX_RECORDS_BYTES // 1024**2),
            )
        )
    with TemporaryDirectory() as folder:
        for file in files:
            shutil.copyfile(file, Path(folder) / file.name)
        try:
            with closing(sqlite3.connect(Path(folder) / path.name)) as db:
                steps = iter(range(_STEPS))
                db.set_progress_handler(lambda: int(next(steps, None) is None), 1_000_000)
                db.row_factory = sqlite3.Row
                return [dict(row) for row in db.execute(f"SELECT * FROM {table}")]
        except sqlite3.Error as error:
            raise ImportRefused(
                _("{file} is no whole database ({why}); copy it again", file=path.name, why=cause(error))
            ) from error


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
