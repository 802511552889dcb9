"""What each import did to the items it met: what taking it back needs to know."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kb.store import events
from kb.store.events import STANDING, NewEvent
from kb.text.excerpts import shortened
from kb.text.storable import storable_text
from kb.types import Action, Origin

KEPT_DAYS = 90
"""How long an import can be taken back. What was before it may be as large as what it brought; who has lived
with it for a season keeps it. By judgement."""
_TOLD = 80
"""Characters of what an import read that the history tells: a line."""
# What happens by looking at an item, and what stands for a step that was taken back.
_NO_DEEDS = (Action.OPENED, Action.UNDONE)


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to one item. `before` is the item as it was (JSON of `merges.snapshot`), empty where
    the import made it, None where it changed nothing of it. `merge` is the event by which it became part of
    another."""

    item_id: int
    before: str | None
    merge: int | None = None


def begin(db: sqlite3.Connection, specs: Sequence[str], at: str) -> int:
    """Records that the person imports these specs; returns the step's number. It is none to take back before
    it met an item."""
    _forget_old(db, at)
    events.record(db, [NewEvent(at, Origin.ME, Action.IMPORTED, subject=_told(specs))])
    return events.last_id(db)


def _forget_old(db: sqlite3.Connection, at: str) -> None:
    """Forgets what was before old imports. What one did that was taken back while a later import held the
    item is left for that one."""
    old = "step IN (SELECT id FROM events WHERE action = ? AND at < ?)"
    db.execute(f"DELETE FROM import_feeds WHERE {old}", (Action.IMPORTED, _forgotten_by(at)))
    db.execute(
        f"DELETE FROM import_changes WHERE {old} AND NOT EXISTS (SELECT 1 FROM events AS undo"
        " JOIN import_changes AS later ON later.item_id = import_changes.item_id"
        " AND later.step > import_changes.step WHERE undo.undoes = import_changes.step)",
        (Action.IMPORTED, _forgotten_by(at)),
    )


def _forgotten_by(at: str) -> str:
    return (datetime.fromisoformat(at) - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")


def is_forgotten(db: sqlite3.Connection, step: int, at: str) -> bool:
    """Whether an event is that of an import that stands and is too old to be taken back."""
    row = db.execute(
        f"SELECT 1 FROM events WHERE id = ? AND action = ? AND at < ? AND {STANDING}",
        (step, Action.IMPORTED, _forgotten_by(at)),
    )
    return row.fetchone() is not None


def _told(specs: Sequence[str]) -> str:
    first, *others = specs or ("nothing",)
    name = shortened(storable_text(first if "://" in first else Path(first).name or first), _TOLD)
    return f"{name} and {len(others)} more" if others else name


def is_step(db: sqlite3.Connection, step: int) -> bool:
    """Whether an event is that of an import."""
    row = db.execute("SELECT 1 FROM events WHERE id = ? AND action = ?", (step, Action.IMPORTED))
    return row.fetchone() is not None


def note(db: sqlite3.Connection, step: int, changes: Iterable[Change]) -> None:
    """Notes what a step did to items. Of several times the first counts that changed anything."""
    db.executemany(
        "INSERT INTO import_changes (step, item_id, before, merge) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (step, item_id) DO UPDATE SET before = coalesce(before, excluded.before),"
        " merge = coalesce(excluded.merge, merge)",
        [(step, change.item_id, change.before, change.merge) for change in changes],
    )


def of_step(db: sqlite3.Connection, step: int) -> list[Change]:
    """What a step did, in the order of the items."""
    rows = db.execute(
        "SELECT item_id, before, merge FROM import_changes WHERE step = ? ORDER BY item_id", (step,)
    )
    return [Change(*row) for row in rows]


def counts(db: sqlite3.Connection, step: int) -> dict[str, int]:
    """How many items a step added, updated and found unchanged."""
    row = db.execute(
        "SELECT count(*) FILTER (WHERE before = '') AS added,"
        " count(*) FILTER (WHERE before != '') AS updated,"
        " count(*) FILTER (WHERE before IS NULL) AS unchanged FROM import_changes WHERE step = ?",
        (step,),
    ).fetchone()
    return dict(row)


def forget(db: sqlite3.Connection, step: int, item_ids: Collection[int]) -> None:
    """Forgets what a step did to these items: that was taken back, or is the person's by now."""
    db.execute(
        "DELETE FROM import_changes WHERE step = ? AND item_id IN (SELECT value FROM json_each(?))",
        (step, json.dumps(list(item_ids))),
    )


def met_by_later(db: sqlite3.Connection, step: int) -> set[int]:
    """The items of a step that a later import, which stands, met as well; and those it made that a feed told
    of since, which does not bring them again."""
    rows = db.execute(
        "SELECT own.item_id FROM import_changes AS own JOIN import_changes AS other"
        " ON other.item_id = own.item_id AND other.step > own.step JOIN events ON events.id = other.step"
        f" WHERE own.step = ?1 AND {STANDING}"
        " UNION SELECT own.item_id FROM import_changes AS own"
        " JOIN feed_entries ON feed_entries.item_id = own.item_id WHERE own.step = ?1 AND own.before = ''",
        (step,),
    )
    return {row["item_id"] for row in rows}


def left_by_earlier(db: sqlite3.Connection, step: int, item_id: int) -> list[tuple[int, Change]]:
    """What earlier imports did to an item that were taken back while `step` held it, each with its step, the
    latest first; and what they made a part of the item. Those before one that stands do not count."""
    rows = db.execute(
        f"SELECT change.step, change.item_id, change.before, merge, {STANDING} AS stands"
        " FROM import_changes AS change JOIN events ON events.id = change.step WHERE change.step < ?2"
        " AND (change.item_id = ?1 OR merge IN (SELECT id FROM events WHERE item_id = ?1 AND action = ?3))"
        " ORDER BY change.step DESC",
        (item_id, step, Action.MERGED),
    )
    found: list[tuple[int, Change]] = []
    for row in rows:
        if row["stands"]:
            break
        found.append((row["step"], Change(row["item_id"], row["before"], row["merge"])))
    return found


def acted_on(db: sqlite3.Connection, step: int) -> set[int]:
    """The items of a step that the person did something to since: filed, marked, judged, tagged, noted,
    parted, merged, put off; or named as an example of an area."""
    marks = ", ".join("?" * len(_NO_DEEDS))
    rows = db.execute(
        "SELECT own.item_id FROM import_changes AS own JOIN events ON events.item_id = own.item_id"
        f" WHERE own.step = ? AND events.id > own.step AND events.action NOT IN ({marks}) AND {STANDING}"
        # What was joined without a step to take back cannot be told apart again here.
        " AND (events.origin != ? OR (events.action = ? AND NOT EXISTS"
        " (SELECT 1 FROM import_changes WHERE import_changes.merge = events.id)))"
        " UNION SELECT own.item_id FROM import_changes AS own"
        " JOIN area_examples AS named ON named.item_id = own.item_id WHERE own.step = ? AND NOT EXISTS ("
        # Those it had before, and those of what imports made a part of it.
        "SELECT 1 FROM import_changes AS known,"
        " json_each(nullif(known.before, ''), '$.area_examples') AS example"
        " WHERE known.step <= own.step AND (known.item_id = own.item_id OR known.merge IS NOT NULL)"
        " AND json_extract(example.value, '$.area_id') = named.area_id)",
        (step, *_NO_DEEDS, Origin.IMPORT, Action.MERGED, step),
    )
    return {row["item_id"] for row in rows}
