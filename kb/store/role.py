"""What the person's work asks for, and the areas that serve it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from kb.store.days import day
from kb.store.events import STANDING
from kb.types import Ask, Depth


@dataclass(frozen=True, slots=True)
class Fed:
    """An item of some areas: when it came, when it was read last within the period asked about (empty
    where it was not), whether it was gone deep into."""

    item_id: int
    came: str
    read: str
    deep: bool


def asks(db: sqlite3.Connection) -> list[Ask]:
    """In the order they were put, without what feeds them."""
    every = []
    for row in db.execute("SELECT * FROM role_asks ORDER BY place, id").fetchall():
        served = db.execute(
            "SELECT name FROM role_areas JOIN areas ON areas.id = area_id WHERE ask_id = ?"
            " ORDER BY name COLLATE NOCASE",
            (row["id"],),
        )
        names = tuple(area["name"] for area in served)
        every.append(Ask(row["text"], Depth(row["depth"]), names))
    return every


def put(db: sqlite3.Connection, ask: Ask, place: int | None = None) -> None:
    """Saves an ask by its text, a new one last or at `place`."""
    db.execute(
        "INSERT INTO role_asks (text, depth, place)"
        " VALUES (?1, ?2, coalesce(?3, (SELECT coalesce(max(place) + 1, 0) FROM role_asks)))"
        " ON CONFLICT (text) DO UPDATE SET depth = excluded.depth",
        (ask.text, ask.depth, place),
    )
    [ask_id] = db.execute("SELECT id FROM role_asks WHERE text = ?", (ask.text,)).fetchone()
    db.execute("DELETE FROM role_areas WHERE ask_id = ?", (ask_id,))
    db.execute(
        "INSERT INTO role_areas (ask_id, area_id) SELECT ?, id FROM areas"
        " WHERE name IN (SELECT value FROM json_each(?))",
        (ask_id, json.dumps(ask.areas)),
    )


def place_of(db: sqlite3.Connection, text: str) -> int | None:
    """Where an ask stands in the person's own order; None where the role does not ask for it."""
    row = db.execute("SELECT place FROM role_asks WHERE text = ?", (text,)).fetchone()
    return int(row["place"]) if row else None


def remove(db: sqlite3.Connection, text: str) -> None:
    """Takes an ask away, and with it which areas serve it."""
    db.execute("DELETE FROM role_asks WHERE text = ?", (text,))


def fed(db: sqlite3.Connection, areas: tuple[str, ...], since: str) -> list[Fed]:
    """Items of these areas, each once, that came or were read since a day; the latest first.

    An item was gone deep into when it was read and judged, or read and is long (a paper, a book, twenty
    minutes or more of reading).
    """
    rows = db.execute(
        "SELECT items.id, items.saved_at, coalesce(max(events.at), '') AS read_at,"
        " verdict IS NOT NULL OR kind IN ('paper', 'book') OR minutes >= 20 AS deep"
        " FROM items LEFT JOIN events ON events.item_id = items.id AND events.action = 'state'"
        f" AND events.after = 'read' AND {day('events.at')} >= ?1 AND items.state = 'read'"
        f" AND {STANDING}"
        " WHERE items.id IN (SELECT item_id FROM area_members JOIN areas ON areas.id = area_id"
        "  WHERE areas.name IN (SELECT value FROM json_each(?2)))"
        f" GROUP BY items.id HAVING {day('saved_at')} >= ?1 OR read_at != ''"
        " ORDER BY saved_at DESC, items.id",
        (since, json.dumps(areas)),
    )
    return [Fed(row["id"], row["saved_at"], row["read_at"], bool(row["deep"])) for row in rows]
