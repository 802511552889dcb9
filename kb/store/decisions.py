"""What the person decided about items and when, and what is known of items before that."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from kb.store.events import OF_ITSELF, STANDING
from kb.text.words import stem, written_words
from kb.types import Action, Origin, Zone

_TEXT_FOR_STEMS = 3
"""Characters of text read for each character of stems wanted: more than endings and signs ever take. By
judgement."""


@dataclass(frozen=True, slots=True)
class Filing:
    """An item's first filing that stands: into which zone, at what moment in UTC, by which event of which
    step."""

    item_id: int
    at: str
    zone: str
    event_id: int
    step: int


def filings(db: sqlite3.Connection, after: int = 0) -> list[Filing]:
    """Each item's first way out of the inbox that stands, in the order of time, those recorded after the
    event `after`. Saving something into a zone is one, unless a feed did it; what Jomo filed by itself is
    none, nor is what a survey settled."""
    rows = db.execute(
        "SELECT item_id, at, after AS zone, min(id) AS id, batch FROM events"
        f" WHERE action IN (?, ?) AND origin IN (?, ?) AND after != ? AND {STANDING}"
        f" AND {OF_ITSELF}"
        " AND NOT (action = ? AND item_id IN (SELECT item_id FROM feed_entries WHERE item_id IS NOT NULL))"
        " GROUP BY item_id HAVING min(id) > ? ORDER BY at, id",
        (Action.ADDED, Action.MOVED, Origin.ME, Origin.IMPORT, Zone.INBOX, Action.ADDED, after),
    )
    return [Filing(row["item_id"], row["at"], row["zone"], row["id"], row["batch"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the person got with an item that was saved at a moment in UTC."""

    item_id: int
    saved_at: str
    state: str


def readings(db: sqlite3.Connection) -> list[Reading]:
    """Every item with how far it was read."""
    rows = db.execute("SELECT id, saved_at, state FROM items")
    return [Reading(row["id"], row["saved_at"], row["state"]) for row in rows]


def verdicts(db: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """The verdict on each judged item and when it was given, by item id."""
    rows = db.execute("SELECT id, verdict, verdict_at FROM items WHERE verdict IS NOT NULL")
    return {row["id"]: (row["verdict"], row["verdict_at"]) for row in rows}


def count(db: sqlite3.Connection) -> int:
    """How many items were filed, roughly: those out of the inbox."""
    return int(db.execute("SELECT count(*) FROM items WHERE zone != ?", (Zone.INBOX,)).fetchone()[0])


def changes_since(db: sqlite3.Connection, event_id: int) -> set[str]:
    """What kinds of events were recorded after one."""
    return {
        row["action"] for row in db.execute("SELECT DISTINCT action FROM events WHERE id > ?", (event_id,))
    }


def stems(db: sqlite3.Connection, item_ids: Collection[int], characters: int) -> dict[int, str]:
    """The stems of each item's title and of the beginning of its text, separated by spaces, by item id. What
    the person marked or noted in it is left out: that is a trace of reading it."""
    listed = json.dumps(list(item_ids))
    rows = db.execute(
        "SELECT rowid AS id, title || ' ' || substr(body, 1, ?) AS stems FROM words"
        " WHERE rowid IN (SELECT value FROM json_each(?))",
        (characters, listed),
    )
    found = {row["id"]: row["stems"] for row in rows}
    # The words index holds the marks behind the text, so theirs is made anew from what is no mark.
    marked = db.execute(
        "SELECT id, title, substr(summary || char(10) || text, 1, ?) AS body FROM items"
        " WHERE id IN (SELECT value FROM json_each(?)) AND id IN (SELECT item_id FROM annotations)",
        (characters * _TEXT_FOR_STEMS, listed),
    )
    for row in marked:
        title, body = (" ".join(map(stem, written_words(row[part]))) for part in ("title", "body"))
        found[row["id"]] = f"{title} {body[:characters]}"
    return found


def written(db: sqlite3.Connection, item_id: int, wanted: str, characters: int) -> str:
    """A stem as an item's title or the beginning of its text has it first; the stem where neither does."""
    row = db.execute(
        "SELECT title || char(10) || substr(summary || char(10) || text, 1, ?) AS read FROM items"
        " WHERE id = ?",
        (characters * _TEXT_FOR_STEMS, item_id),
    ).fetchone()
    words = written_words(row["read"]) if row else []
    return next((word for word in words if stem(word) == wanted), wanted)


def subjects(db: sqlite3.Connection, item_ids: Collection[int]) -> dict[int, list[str]]:
    """The subjects that an item's source puts it under, the main one first, by id of those that have any."""
    rows = db.execute(
        "SELECT id, json_extract(meta, '$.categories') AS subjects FROM items"
        " WHERE id IN (SELECT value FROM json_each(?)) AND subjects IS NOT NULL",
        (json.dumps(list(item_ids)),),
    )
    return {row["id"]: str(row["subjects"]).split() for row in rows}
