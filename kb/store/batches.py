"""Batches of what was let in, and what was said of random samples of the rest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.types import Batch, Drawn, Fate, LeftOut

_NEW = f"batch IS NULL AND fate IN ('{Fate.CHOSEN}', '{Fate.SHOWN}', '{Fate.OVERFLOW}')"


def count_closed(db: sqlite3.Connection, items: Sequence[int], entries: Sequence[int]) -> int:
    """How many of these came with an earlier batch."""
    among = "batch NOT NULL AND {} IN (SELECT value FROM json_each(?))"
    return _count(
        db, f"SELECT count(*) FROM arrivals WHERE {among.format('item_id')}", json.dumps(list(items))
    ) + _count(db, f"SELECT count(*) FROM feed_entries WHERE {among.format('id')}", json.dumps(list(entries)))


def close(db: sqlite3.Connection, moment: str, earlier: int) -> int | None:
    """Makes a batch of what came since the one before, with so many let in that had come `earlier`; None
    where nothing came and nothing was let in."""
    came = _count(db, f"SELECT count(*) FROM feed_entries WHERE {_NEW}")
    came += _count(db, "SELECT count(*) FROM arrivals WHERE batch IS NULL")
    shown = _count(db, f"SELECT count(*) FROM feed_entries WHERE {_NEW} AND fate != ?", Fate.OVERFLOW)
    shown += _count(db, "SELECT count(*) FROM arrivals WHERE batch IS NULL AND shown_at NOT NULL")
    if not came and not earlier:
        return None
    number = db.execute(
        "INSERT INTO batches (at, came, shown, earlier) VALUES (?, ?, ?, ?)",
        (moment, came, shown, earlier),
    ).lastrowid
    assert number is not None
    db.execute(f"UPDATE feed_entries SET batch = ? WHERE {_NEW}", (number,))
    db.execute("UPDATE arrivals SET batch = ? WHERE batch IS NULL", (number,))
    return number


def _count(db: sqlite3.Connection, query: str, *values: object) -> int:
    return int(db.execute(query, values).fetchone()[0])


def rest(db: sqlite3.Connection, number: int) -> tuple[list[int], list[int]]:
    """What a batch left out: ids of items, and numbers of feeds' entries."""
    items = db.execute("SELECT item_id FROM arrivals WHERE batch = ? AND shown_at IS NULL", (number,))
    entries = db.execute("SELECT id FROM feed_entries WHERE batch = ? AND fate = ?", (number, Fate.OVERFLOW))
    return [row["item_id"] for row in items], [row["id"] for row in entries]


def put_drawn(db: sqlite3.Connection, number: int, items: Sequence[int], entries: Sequence[int]) -> None:
    """Keeps the sample that was drawn of what a batch left out."""
    db.executemany(
        "INSERT INTO batch_drawn (batch, item_id, entry_id) VALUES (?, ?, ?)",
        [*((number, one, None) for one in items), *((number, None, one) for one in entries)],
    )


def last(db: sqlite3.Connection) -> Batch | None:
    """The latest batch."""
    row = db.execute("SELECT * FROM batches ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    drawn = db.execute(
        "SELECT batch_drawn.id, coalesce(items.key, came.key, 'entry:' || entry_id) AS ref,"
        " coalesce(arrivals.source, feeds.title) AS source,"
        " coalesce(items.title, document ->> 'title', came.title) AS title,"
        " coalesce(items.url, document ->> 'url', came.url) AS url,"
        " coalesce(arrivals.came_at, first_seen_at) AS came_at, missed FROM batch_drawn"
        " LEFT JOIN items ON items.id = batch_drawn.item_id"
        " LEFT JOIN arrivals ON arrivals.item_id = batch_drawn.item_id"
        " LEFT JOIN feed_entries ON feed_entries.id = entry_id LEFT JOIN feeds ON feeds.id = feed_id"
        " LEFT JOIN items AS came ON came.id = feed_entries.item_id"
        " WHERE batch_drawn.batch = ? ORDER BY batch_drawn.id",
        (row["id"],),
    )
    samples = tuple(
        Drawn(
            one["id"],
            LeftOut(one["ref"], one["source"] or "", one["title"] or "", one["url"], one["came_at"] or ""),
            None if one["missed"] is None else bool(one["missed"]),
        )
        for one in drawn
    )
    return Batch(row["id"], row["at"], row["came"], row["shown"], row["earlier"], samples)


def judge(db: sqlite3.Connection, drawn_id: int, *, missed: bool | None, at: str) -> None:
    """Keeps what the person said of one of a sample; None takes it back."""
    db.execute(
        "UPDATE batch_drawn SET missed = ?, judged_at = ? WHERE id = ?",
        (missed, at if missed is not None else None, drawn_id),
    )


def judged_since(db: sqlite3.Connection, moment: str) -> tuple[int, int]:
    """How many of the samples drawn since a moment were judged, and how many of these were missed."""
    row = db.execute(
        "SELECT count(missed) AS judged, coalesce(sum(missed), 0) AS missed FROM batch_drawn"
        " JOIN batches ON batches.id = batch WHERE at >= ?",
        (moment,),
    ).fetchone()
    return row["judged"], row["missed"]
