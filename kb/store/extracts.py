"""The words of slides in marked places, by what their files hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kb.types.evidence import Form, WrittenPage


def get(db: sqlite3.Connection, digest: str, place: str) -> list[WrittenPage] | None:
    """The pages of a file with this digest at this place; None where they are not known."""
    row = db.execute(
        "SELECT pages FROM writing_extracts WHERE digest = ? AND place = ?", (digest, place)
    ).fetchone()
    if row is None:
        return None
    return [
        WrittenPage(name, text, Form(form), title, written_on)
        for name, text, form, title, written_on in json.loads(row["pages"])
    ]


def put(db: sqlite3.Connection, digest: str, place: str, pages: Iterable[WrittenPage]) -> None:
    """Keeps the pages of a file."""
    told = [(one.place, one.text, one.form, one.title, one.written_on) for one in pages]
    db.execute(
        "INSERT OR REPLACE INTO writing_extracts VALUES (?, ?, ?)",
        (digest, place, json.dumps(told, ensure_ascii=False)),
    )


def drop_unused(db: sqlite3.Connection, kept: Sequence[tuple[str, str]]) -> None:
    """Forgets what is neither of a file that is known, nor one of those named by digest and place."""
    db.execute(
        "DELETE FROM writing_extracts WHERE digest NOT IN (SELECT digest FROM writing_files)"
        " AND (digest, place) NOT IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
        (json.dumps(kept),),
    )
