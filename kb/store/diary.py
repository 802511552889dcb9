"""The diary. No other module reads its table: search and exports do not, reports only when they are asked."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict

from kb.store.days import day
from kb.types.diary import DiaryEntry

SUBJECT = "diary:"
"""How the subject of an event about an entry begins, before its number. Events never hold its words."""


def add(db: sqlite3.Connection, entry: DiaryEntry) -> int:
    """Writes an entry down and returns its number."""
    values = {name: value for name, value in asdict(entry).items() if name != "id"}
    number = db.execute(
        "INSERT INTO diary (at, situation, thought, emotion, strength, reaction)"
        " VALUES (:at, :situation, :thought, :emotion, :strength, :reaction)",
        values,
    ).lastrowid
    assert number is not None
    return number


def select(db: sqlite3.Connection, since: str = "", until: str = "9999") -> list[DiaryEntry]:
    """The entries of the person's days between two (both inclusive), the last first."""
    rows = db.execute(
        "SELECT id, at, situation, thought, emotion, strength, reaction FROM diary WHERE NOT removed"
        f" AND {day('at')} BETWEEN ? AND ? ORDER BY at DESC, id DESC",
        (since, until),
    )
    return [DiaryEntry(*row) for row in rows]


def find(db: sqlite3.Connection, number: int) -> DiaryEntry | None:
    """The entry of a number, unless it was taken out."""
    row = db.execute(
        "SELECT id, at, situation, thought, emotion, strength, reaction FROM diary"
        " WHERE id = ? AND NOT removed",
        (number,),
    ).fetchone()
    return None if row is None else DiaryEntry(*row)


def show(db: sqlite3.Connection, number: int, *, shown: bool) -> None:
    """Takes an entry out of the diary, or puts it back."""
    db.execute("UPDATE diary SET removed = ? WHERE id = ?", (not shown, number))
