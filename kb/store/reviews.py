"""Reviews: samples drawn for a period, what feeds left out and what was said of it, and what came before a
verdict."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from kb.store.days import day
from kb.store.events import STANDING
from kb.store.feeds import document_of
from kb.types import Action, Document, Fate, Origin, Verdict, Zone
from kb.types.reviews import Sample


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry of a feed's overflow: its number, the feed's title, when it was told of, and what was said of
    it since."""

    entry_id: int
    source: str
    told_at: str
    document: Document
    verdict: Verdict | None


def left_out(
    db: sqlite3.Connection, since: str = "", until: str = "9999", ids: Collection[int] | None = None
) -> list[LeftOut]:
    """What waits in the overflow of feeds and was told of between two days of the person's (both inclusive),
    or of it the entries of these numbers, the oldest first."""
    rows = db.execute(
        "SELECT feed_entries.id, title, first_seen_at, document, verdict FROM feed_entries"
        " JOIN feeds ON feeds.id = feed_id WHERE fate = ? AND document IS NOT NULL"
        f" AND {day('first_seen_at')} BETWEEN ? AND ?"
        " AND (? IS NULL OR feed_entries.id IN (SELECT value FROM json_each(?)))"
        " ORDER BY first_seen_at, feed_entries.id",
        (Fate.OVERFLOW, since, until, *2 * (None if ids is None else json.dumps(list(ids)),)),
    )
    return [
        LeftOut(
            row["id"],
            row["title"],
            row["first_seen_at"],
            document_of(row["document"]),
            Verdict(row["verdict"]) if row["verdict"] else None,
        )
        for row in rows
    ]


def verdict_of(db: sqlite3.Connection, entry_id: int) -> str:
    """What was said of an entry, as an event keeps it: see `kb.store.items.verdict_of`."""
    row = db.execute("SELECT verdict, verdict_at FROM feed_entries WHERE id = ?", (entry_id,)).fetchone()
    return f"{row['verdict']}@{row['verdict_at']}" if row["verdict"] else ""


def set_verdict(db: sqlite3.Connection, entry_id: int, verdict: str, at: str, note: str) -> None:
    """Says of an entry whether it was missed; an empty verdict clears it."""
    db.execute(
        "UPDATE feed_entries SET verdict = ?, verdict_at = ?, verdict_note = ? WHERE id = ?",
        (verdict or None, at or None, note, entry_id),
    )


def sample(db: sqlite3.Connection, since: str, until: str) -> Sample | None:
    """The sample that was drawn for a period, entries of the overflow by their numbers below zero."""
    row = db.execute("SELECT * FROM review_samples WHERE since = ? AND until = ?", (since, until)).fetchone()
    if row is None:
        return None
    drawn = db.execute(
        "SELECT coalesce(item_id, -entry_id) AS id, stratum, weight FROM review_drawn WHERE sample_id = ?",
        (row["id"],),
    )
    return Sample(row["seed"], row["drawn_at"], {one["id"]: (one["stratum"], one["weight"]) for one in drawn})


def put_sample(db: sqlite3.Connection, since: str, until: str, drawn: Sample) -> None:
    """Keeps the sample of a period in place of one there was."""
    forget_sample(db, since, until)
    number = db.execute(
        "INSERT INTO review_samples (since, until, seed, drawn_at) VALUES (?, ?, ?, ?)",
        (since, until, drawn.seed, drawn.drawn_at),
    ).lastrowid
    db.executemany(
        "INSERT INTO review_drawn (sample_id, item_id, entry_id, stratum, weight) VALUES (?, ?, ?, ?, ?)",
        [
            (number, one if one > 0 else None, -one if one < 0 else None, stratum, weight)
            for one, (stratum, weight) in drawn.drawn.items()
        ],
    )


def forget_sample(db: sqlite3.Connection, since: str, until: str) -> None:
    """Forgets the sample of a period; the verdicts stay."""
    db.execute("DELETE FROM review_samples WHERE since = ? AND until = ?", (since, until))


def confirmed(db: sqlite3.Connection) -> set[int]:
    """Items whose last verdict was confirmed from evidence, together with others."""
    rows = db.execute(
        f"SELECT item_id, origin, max(id) FROM events WHERE action = ? AND {STANDING} GROUP BY item_id",
        (Action.JUDGED,),
    )
    return {row["item_id"] for row in rows if row["origin"] == Origin.SUGGESTION}


def accepted(db: sqlite3.Connection) -> dict[int, Zone]:
    """The zone each item was last filed into as was suggested."""
    rows = db.execute(
        "SELECT item_id, after, max(id) FROM events WHERE action = ? AND origin = ?"
        f" AND {STANDING} GROUP BY item_id",
        (Action.MOVED, Origin.SUGGESTION),
    )
    return {row["item_id"]: Zone(row["after"]) for row in rows}


def put_off(db: sqlite3.Connection) -> set[int]:
    """Items that were ever put off to a later day."""
    rows = db.execute(
        f"SELECT DISTINCT item_id FROM events WHERE action = ? AND {STANDING}", (Action.SNOOZED,)
    )
    return {row["item_id"] for row in rows}


def gates_opened(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Days of the person's on which the gate of a zone was opened early, with the zone."""
    rows = db.execute(
        f"SELECT {day('at')} AS on_day, after FROM events WHERE action = ?", (Action.GATE_OPENED,)
    )
    return {(row["on_day"], row["after"]) for row in rows}
