"""Items that came by themselves or in bulk and wait for their source's budget, and what the person says of
such sources."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kb.types import Fate, LeftOut, State, Zone

WAITING = "items.id IN (SELECT item_id FROM arrivals WHERE shown_at IS NULL)"
"""The condition that an item waits in the overflow of its source: no list of the inbox has it."""


def hold(db: sqlite3.Connection, sources: Iterable[tuple[int, str]], moment: str) -> None:
    """Lets new items, told by id, wait in the overflow of the source beside each."""
    db.executemany(
        "INSERT INTO arrivals (item_id, source, came_at) VALUES (?, ?, ?)",
        [(item_id, source, moment) for item_id, source in sources],
    )


def release(db: sqlite3.Connection, item_ids: Iterable[int]) -> None:
    """Makes items ones that the person brought themselves."""
    db.executemany("DELETE FROM arrivals WHERE item_id = ?", [(item_id,) for item_id in item_ids])


def joined(db: sqlite3.Connection, kept: int, other: int) -> None:
    """Of two items that become one, it waits only if both did: what the person brought themselves is
    shown."""
    db.execute(
        "DELETE FROM arrivals WHERE item_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM arrivals WHERE item_id = ? AND shown_at IS NULL)",
        (kept, other),
    )


def waiting(db: sqlite3.Connection, since: str) -> dict[str, list[int]]:
    """Ids of what waits and came since a moment, by source, what was published last first."""
    rows = db.execute(
        "SELECT arrivals.source, item_id FROM arrivals JOIN items ON items.id = item_id"
        " WHERE shown_at IS NULL AND came_at >= ? AND zone = ? ORDER BY dated DESC, item_id DESC",
        (since, Zone.INBOX),
    )
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["source"], []).append(row["item_id"])
    return found


def unsettled(db: sqlite3.Connection) -> set[str]:
    """Sources of items that came since the latest batch."""
    return {row["source"] for row in db.execute("SELECT DISTINCT source FROM arrivals WHERE batch IS NULL")}


def show(db: sqlite3.Connection, ids: Sequence[int], moment: str) -> None:
    """Lets those of the items that wait out of the overflow into the inbox."""
    db.execute(
        "UPDATE arrivals SET shown_at = ?"
        " WHERE shown_at IS NULL AND item_id IN (SELECT value FROM json_each(?))",
        (moment, json.dumps(list(ids))),
    )


def shown_since(db: sqlite3.Connection, moment: str) -> dict[str, int]:
    """How many items of each source were let in since a moment."""
    rows = db.execute("SELECT source, count(*) FROM arrivals WHERE shown_at >= ? GROUP BY 1", (moment,))
    return dict(map(tuple, rows))


def counts(db: sqlite3.Connection, moment: str) -> dict[str, tuple[int, int]]:
    """For each source how many items wait that came since a moment, and how many that came before it."""
    rows = db.execute(
        "SELECT arrivals.source, count(*) FILTER (WHERE shown_at IS NULL AND came_at >= ?1) AS later,"
        " count(*) FILTER (WHERE shown_at IS NULL AND came_at < ?1) AS before FROM arrivals"
        " JOIN items ON items.id = item_id AND (zone = ?2 OR shown_at NOT NULL) GROUP BY 1",
        (moment, Zone.INBOX),
    )
    return {row["source"]: (row["later"], row["before"]) for row in rows}


# What came by itself, was shown, and lies in the inbox as it came.
_OPEN = (
    " FROM items WHERE zone = ? AND state = ? AND id IN (SELECT item_id FROM arrivals WHERE shown_at NOT NULL"
    " UNION SELECT item_id FROM feed_entries WHERE fate = ?)"
)
_OPEN_VALUES = (Zone.INBOX, State.UNREAD, Fate.SHOWN)


def count_open(db: sqlite3.Connection) -> int:
    """How many things that came by themselves lie in the inbox."""
    return int(db.execute(f"SELECT count(*){_OPEN}", _OPEN_VALUES).fetchone()[0])


def shown_at(db: sqlite3.Connection) -> dict[int, str | None]:
    """When each item that came by itself was let in, None while it waits, by id."""
    return dict(map(tuple, db.execute("SELECT item_id, shown_at FROM arrivals")))


def every_waiting(db: sqlite3.Connection) -> set[int]:
    """Ids of all items that wait in an overflow, or expired there."""
    return {row["item_id"] for row in db.execute("SELECT item_id FROM arrivals WHERE shown_at IS NULL")}


def open_since_before(db: sqlite3.Connection, moment: str) -> list[int]:
    """Ids of things that came by themselves, were shown before a moment, and lie in the inbox still."""
    rows = db.execute(
        f"SELECT id{_OPEN} AND coalesce((SELECT shown_at FROM arrivals WHERE item_id = items.id),"
        " (SELECT max(chosen_at) FROM feed_entries WHERE item_id = items.id)) < ? ORDER BY saved_at, id",
        (*_OPEN_VALUES, moment),
    )
    return [row["id"] for row in rows]


def left_out(db: sqlite3.Connection, since: str, until: str) -> list[LeftOut]:
    """What waits of items and of feeds' entries and came between two moments (the second excluded), the last
    come first."""
    rows = db.execute(
        "SELECT key AS ref, arrivals.source, title, url, came_at FROM arrivals"
        " JOIN items ON items.id = item_id"
        " WHERE shown_at IS NULL AND zone = ?1 AND came_at >= ?2 AND came_at < ?3"
        " UNION ALL SELECT 'entry:' || feed_entries.id, feeds.title, document ->> 'title',"
        " document ->> 'url', first_seen_at FROM feed_entries JOIN feeds ON feeds.id = feed_id"
        " WHERE fate = ?4 AND document IS NOT NULL AND first_seen_at >= ?2 AND first_seen_at < ?3"
        " ORDER BY came_at DESC, ref",
        (Zone.INBOX, since, until, Fate.OVERFLOW),
    )
    return [LeftOut(**dict(row)) for row in rows]


def texts(db: sqlite3.Connection, refs: Sequence[str], characters: int) -> dict[str, str]:
    """Title and the beginning of the text of what was left out, by its ref."""
    rows = db.execute(
        "WITH wanted AS (SELECT value AS ref FROM json_each(?1)), known AS ("
        " SELECT key AS ref, title, summary, text FROM items WHERE key IN wanted"
        " UNION ALL SELECT 'entry:' || id, document ->> 'title', document ->> 'summary', document ->> 'text'"
        " FROM feed_entries WHERE document IS NOT NULL AND 'entry:' || id IN wanted)"
        " SELECT ref, substr(coalesce(title, '') || char(10) || coalesce(summary, '') || char(10)"
        " || coalesce(text, ''), 1, ?2) AS text FROM known",
        (json.dumps(list(refs)), characters),
    )
    return {row["ref"]: row["text"] for row in rows}


def budgets(db: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Weekly budget and open hours of the sources of which the person said them."""
    return {row["source"]: (row["budget"], row["open_hours"]) for row in db.execute("SELECT * FROM budgets")}


def set_budget(db: sqlite3.Connection, source: str, budget: int, open_hours: str) -> None:
    """Says how much a source that is no feed may show in a week, and when."""
    db.execute(
        "INSERT INTO budgets VALUES (?, ?, ?) ON CONFLICT (source)"
        " DO UPDATE SET budget = excluded.budget, open_hours = excluded.open_hours",
        (source, budget, open_hours),
    )
