"""Which import made a feed a source: what taking it back needs to know."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kb.store import feeds
from kb.store.events import STANDING
from kb.types import Fate, Subscription, Zone

_MADE, _MET, _KEPT = "made", "met", "kept"


@dataclass(frozen=True, slots=True)
class TakenOff:
    """How many sources of an import are none any more, stay because they brought something or were changed
    since, and stay because a later import named them too."""

    removed: int
    used: int
    held: int


def subscribe(db: sqlite3.Connection, given: Subscription, zone: Zone, at: str, step: int | None) -> bool:
    """Makes a source of a feed that an import (`step`, where it can be taken back) names; returns whether it
    was none before."""
    feed, new = feeds.subscribe(db, given, zone, at)
    if step is not None:
        db.execute(
            "INSERT OR IGNORE INTO import_feeds (step, feed_id, part) VALUES (?, ?, ?)",
            (step, feed.id, _MADE if new else _MET),
        )
    return new


def keep(db: sqlite3.Connection, feed_id: int) -> None:
    """Notes that a source is the person's own doing by now."""
    db.execute("UPDATE import_feeds SET part = ? WHERE feed_id = ? AND part = ?", (_KEPT, feed_id, _MADE))


def count(db: sqlite3.Connection, step: int) -> int:
    """How many feeds an import made sources."""
    row = db.execute(
        "SELECT count(*) FROM import_feeds WHERE step = ? AND part IN (?, ?)", (step, _MADE, _KEPT)
    ).fetchone()
    return int(row[0])


def take_off(db: sqlite3.Connection, step: int) -> TakenOff:
    """Takes back what an import made sources. One that a later import named goes with that."""
    rows = db.execute(
        "SELECT own.feed_id, own.part = ? OR EXISTS (SELECT 1 FROM feed_entries"
        " WHERE feed_entries.feed_id = own.feed_id AND fate IN (?, ?)) AS used,"
        " (SELECT min(other.step) FROM import_feeds AS other JOIN events ON events.id = other.step"
        f" WHERE other.feed_id = own.feed_id AND other.step != own.step AND {STANDING}) AS heir"
        " FROM import_feeds AS own JOIN feeds ON feeds.id = own.feed_id"
        " WHERE own.step = ? AND own.part != ? AND NOT feeds.removed",
        (_KEPT, Fate.CHOSEN, Fate.SHOWN, step, _MET),
    ).fetchall()
    used = [row["feed_id"] for row in rows if row["used"]]
    heirs = {row["feed_id"]: row["heir"] for row in rows if not row["used"] and row["heir"]}
    removed = [row["feed_id"] for row in rows if not row["used"] and not row["heir"]]
    for feed_id, heir in heirs.items():
        db.execute("UPDATE import_feeds SET part = ? WHERE step = ? AND feed_id = ?", (_MADE, heir, feed_id))
    for feed_id in removed:
        feeds.drop(db, feed_id)
    db.execute("DELETE FROM import_feeds WHERE step = ?", (step,))
    return TakenOff(len(removed), len(used), len(heirs))
