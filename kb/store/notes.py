"""The person's own notes and highlights, and which of them were taken off."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from kb.text.highlights import fullest, is_among
from kb.types import Annotation

_COLUMNS = "quote, note, place, made_at, source"


def _annotation(row: sqlite3.Row) -> Annotation:
    return Annotation(row["quote"], row["note"], row["place"], row["made_at"], row["source"])


def of_item(db: sqlite3.Connection, item_id: int) -> tuple[Annotation, ...]:
    """An item's annotations in the order they were saved in."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM annotations WHERE item_id = ? AND NOT removed ORDER BY id", (item_id,)
    )
    return tuple(map(_annotation, rows))


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[Annotation]]:
    """As `of_item`, of those of these items that have any, by their ids."""
    rows = db.execute(
        f"SELECT item_id, {_COLUMNS} FROM annotations WHERE NOT removed"
        " AND item_id IN (SELECT value FROM json_each(?)) ORDER BY item_id, id",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[Annotation]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(_annotation(row))
    return found


def numbered(db: sqlite3.Connection, item_ids: Sequence[int]) -> list[tuple[int, int, Annotation]]:
    """Annotations of items, each with its own number and the item's, those made last first."""
    rows = db.execute(
        f"SELECT id, item_id, {_COLUMNS} FROM annotations WHERE NOT removed"
        " AND item_id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(made_at, '') DESC, id DESC",
        (json.dumps(list(item_ids)),),
    )
    return [(row["id"], row["item_id"], _annotation(row)) for row in rows]


def linking(db: sqlite3.Connection) -> list[tuple[int, int, Annotation]]:
    """As `numbered`, of all items, those whose words hold what begins a link to an item."""
    rows = db.execute(
        f"SELECT id, item_id, {_COLUMNS} FROM annotations WHERE NOT removed AND instr(note, '[[')"
        " ORDER BY coalesce(made_at, '') DESC, id DESC"
    )
    return [(row["id"], row["item_id"], _annotation(row)) for row in rows]


def get(db: sqlite3.Connection, number: int) -> tuple[int, Annotation] | None:
    """The item an annotation belongs to, and the annotation; None where there is none of that number."""
    row = db.execute(
        f"SELECT item_id, {_COLUMNS} FROM annotations WHERE id = ? AND NOT removed", (number,)
    ).fetchone()
    return None if row is None else (row["item_id"], _annotation(row))


def number(db: sqlite3.Connection, item_id: int, one: Annotation) -> int:
    """The number of an annotation that an item has."""
    row = db.execute(
        "SELECT id FROM annotations WHERE item_id = ? AND quote = ? AND note = ? AND place = ?",
        (item_id, *one.same_as),
    ).fetchone()
    return int(row["id"])


def add(db: sqlite3.Connection, given: Iterable[tuple[int, Annotation]]) -> None:
    """Adds what the items, told by id, lack. One that was taken off stays off."""
    db.executemany(
        f"INSERT OR IGNORE INTO annotations (item_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        [(item_id, one.quote, one.note, one.place, one.made_at, one.source) for item_id, one in given],
    )


def put(db: sqlite3.Connection, item_id: int, annotations: Sequence[Annotation]) -> None:
    """Adds what an item lacks; one of its own of which one of these says more becomes that one."""
    known, taken_off = of_item(db, item_id), removed(db, item_id)
    new = [one for one in annotations if not is_among(one, taken_off)]
    for one, fuller in zip(known, fullest((*known, *new)), strict=False):
        if fuller != one:
            where = "item_id = ? AND quote = ? AND note = ? AND place = ?"
            db.execute(
                f"UPDATE OR IGNORE annotations SET note = ?, source = ?, place = ? WHERE {where}",
                (fuller.note, fuller.source, fuller.place, item_id, *one.same_as),
            )
            # Still there where the item has that one as well.
            db.execute(f"DELETE FROM annotations WHERE {where}", (item_id, *one.same_as))
    add(db, ((item_id, one) for one in annotations))


def set_removed(db: sqlite3.Connection, item_id: int, one: Annotation, removed: bool) -> None:
    """Takes an annotation off, or puts it back."""
    db.execute(
        "UPDATE annotations SET removed = ? WHERE item_id = ? AND quote = ? AND note = ? AND place = ?",
        (int(removed), item_id, *one.same_as),
    )


def exchange(
    db: sqlite3.Connection, item_id: int, before: Annotation | None, after: Annotation | None
) -> None:
    """Takes `before` off an item and puts `after` on it; either may be None."""
    if before:
        set_removed(db, item_id, before, True)
    if after:
        add(db, [(item_id, after)])
        set_removed(db, item_id, after, False)


def forget(db: sqlite3.Connection, item_id: int, one: Annotation) -> None:
    """Forgets an annotation that was taken off: it was an earlier state of another."""
    db.execute(
        "DELETE FROM annotations WHERE removed AND item_id = ? AND quote = ? AND note = ? AND place = ?",
        (item_id, *one.same_as),
    )


def removed(db: sqlite3.Connection, item_id: int) -> set[tuple[str, str, str]]:
    """What was taken off an item, as `Annotation.same_as` tells it."""
    rows = db.execute("SELECT quote, note, place FROM annotations WHERE item_id = ? AND removed", (item_id,))
    return {(row["quote"], row["note"], row["place"]) for row in rows}


def snapshot(one: Annotation | None) -> str:
    """An annotation as an event keeps it; an empty text stands for none."""
    return "" if one is None else json.dumps(asdict(one), ensure_ascii=False)


def read(kept: str) -> Annotation | None:
    """The annotation of a snapshot."""
    return Annotation(**json.loads(kept)) if kept else None
