"""Tables of SQLite files that other programs keep, read from a copy: opening would change what lies beside a
file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kb.catalogue import _, cause, number
from kb.errors import ImportRefused
from kb.importers.files import MAX_RECORDS_BYTES, beginning, local_path

SQLITE = b"SQLite format 3\0"
"""How such a file begins."""
_STEPS = 2_000
"""Of a million instructions each: a reader's marks take a few; a table made to run for ever is given up."""

Row = Mapping[str, Any]
"""A row by the names of its columns."""


def tables(spec: str) -> frozenset[str]:
    """The names of the tables of a file; none where it is no such file or a damaged one."""
    path = local_path(spec)
    if path is None or not beginning(spec).startswith(SQLITE):
        return frozenset()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as db:
            rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        # Damaged, or of a later version of SQLite.
        return frozenset()
    return frozenset(name for (name,) in rows if isinstance(name, str))


def rows(path: Path, query: str) -> list[Row]:
    """What a query finds, with what stands in the program's log only.

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
                return [dict(row) for row in db.execute(query)]
        except sqlite3.Error as error:
            raise ImportRefused(
                _("{file} is no whole database ({why}); copy it again", file=path.name, why=cause(error))
            ) from error
