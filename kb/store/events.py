"""The history: everything the person did, with time and origin. Rows are never changed; taking a
step back is a new row that points at the one it undoes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kb.store import diary
from kb.store.days import day
from kb.types import Action, Event, Origin, Step

OF_AREAS = (Action.AREA_SET, Action.AREA_REMOVED)
OF_ROLE = (Action.ASK_SET, Action.ASK_REMOVED)
OF_SEARCHES = (Action.SEARCH_SAVED, Action.SEARCH_FORGOTTEN)
OF_RETELLINGS = (Action.RETELLS, Action.RETELLS_NOT)
OF_CRITERIA = (Action.CRITERION_ACCEPTED, Action.CRITERION_DISMISSED)
OF_DELEGATIONS = (Action.DELEGATED, Action.RETURNED)
OF_PARKED = (Action.PARKED, Action.LET_OUT, Action.SETTLED)
OF_DIARY = (Action.DIARY_WRITTEN, Action.DIARY_REMOVED)
UNDOABLE = (
    Action.MOVED,
    Action.STATE,
    Action.JUDGED,
    Action.TAGGED,
    Action.SNOOZED,
    Action.KEPT,
    Action.MERGED,
    Action.SPLIT,
    Action.HELD_APART,
    Action.MAP_CHANGED,
    Action.ANNOTATED,
    Action.IMPORTED,
    *OF_AREAS,
    *OF_ROLE,
    *OF_SEARCHES,
    *OF_RETELLINGS,
    Action.BUDGET_SET,
    Action.REASON_SET,
    *OF_CRITERIA,
    *OF_DIARY,
    *OF_DELEGATIONS,
    *OF_PARKED,
    Action.WATCHED,
    Action.AUDITED,
    Action.FORKS_SET,
)

STANDING = "NOT EXISTS (SELECT 1 FROM events later WHERE later.undoes = events.id)"
"""The condition that a step was not taken back."""
OF_ITSELF = f"""NOT EXISTS (SELECT 1 FROM events AS settling WHERE settling.batch = events.batch
    AND settling.item_id = events.item_id AND settling.action = '{Action.SETTLED}')"""
"""The condition that a filing is about the item itself. What a survey settles is put away since that covers
it, which says nothing of how much it was wanted."""
# A step on the map goes back while the map before it is kept, and the map was not drawn anew by itself since;
# what was parted, while both are items of their own; the last merge of an item; an import, once it met one.
_CAN_GO_BACK = f"""
    batch = id AND origin NOT IN ('{Origin.IMPORT}', '{Origin.RULE}') AND {STANDING}
    AND (action != '{Action.MAP_CHANGED}' OR (
        EXISTS (SELECT 1 FROM map_versions WHERE map_versions.id = CAST(events.after AS INTEGER))
        AND NOT EXISTS (SELECT 1 FROM events AS redrawn WHERE redrawn.action = '{Action.MAP_CHANGED}'
            AND redrawn.origin = '{Origin.RULE}' AND redrawn.id > events.id
            AND {STANDING.replace("events.id", "redrawn.id")})))
    AND (action != '{Action.SPLIT}' OR 2 = (SELECT count(*) FROM events AS half
        JOIN events AS twin ON twin.batch = half.batch AND twin.id != half.id
        JOIN items ON items.id = half.item_id AND items.key = twin.after WHERE half.batch = events.id))
    AND (action != '{Action.MERGED}' OR NOT EXISTS (SELECT 1 FROM events AS further
        WHERE further.item_id = events.item_id AND further.action = '{Action.MERGED}'
        AND further.id > events.id AND {STANDING.replace("events.id", "further.id")}))
    AND (action != '{Action.IMPORTED}'
        OR EXISTS (SELECT 1 FROM import_traces WHERE import_traces.step = events.id))
"""
# Of a merge it is told with what, not how both were before.
_COLUMNS = (
    f"events.id, at, origin, action, item_id, subject, iif(action = '{Action.MERGED}', '', before) AS before,"
    f" after, note, batch, NOT {STANDING} AS undone"
)


_INSERT = (
    "INSERT INTO events (at, origin, action, item_id, subject, before, after, note, batch, undoes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about to be recorded. `subject` names what it is about where that is no item."""

    at: str
    origin: Origin
    action: Action
    item_id: int | None = None
    subject: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    undoes: int | None = None


def _event(row: sqlite3.Row) -> Event:
    return Event(
        id=row["id"],
        at=row["at"],
        origin=Origin(row["origin"]),
        action=Action(row["action"]),
        item_id=row["item_id"],
        subject=row["subject"],
        before=row["before"],
        after=row["after"],
        note=row["note"],
        undone=bool(row["undone"]),
    )


def record(db: sqlite3.Connection, events: Sequence[NewEvent]) -> None:
    """Records events that belong together: they are undone together."""
    batch: int | None = None
    for event in events:
        cursor = db.execute(_INSERT, _row(event, batch))
        if batch is None:
            batch = cursor.lastrowid
            db.execute("UPDATE events SET batch = id WHERE id = ?", (batch,))


def record_each(db: sqlite3.Connection, events: Sequence[NewEvent]) -> None:
    """Records events that have nothing to do with each other."""
    last = last_id(db)
    db.executemany(_INSERT, [_row(event, None) for event in events])
    db.execute("UPDATE events SET batch = id WHERE id > ?", (last,))


def _row(event: NewEvent, batch: int | None) -> tuple[str | int | None, ...]:
    return (
        event.at,
        event.origin,
        event.action,
        event.item_id,
        event.subject,
        event.before,
        event.after,
        event.note,
        batch,
        event.undoes,
    )


def making(db: sqlite3.Connection, item_id: int, after: str) -> int | None:
    """The event that made a note of an item what it is now out of nothing, where it is the last of all."""
    row = db.execute(
        "SELECT id, action, item_id, before, after FROM events ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None or (row["action"], row["item_id"], row["before"]) != (Action.ANNOTATED, item_id, ""):
        return None
    return int(row["id"]) if row["after"] == after else None


def say_after(db: sqlite3.Connection, event_id: int, after: str) -> None:
    """Changes what an event led to."""
    db.execute("UPDATE events SET after = ? WHERE id = ?", (after, event_id))


def take_back(db: sqlite3.Connection, step: Sequence[Event], at: str) -> None:
    """Records that a step, given as its events, was taken back."""
    record(
        db,
        [
            NewEvent(
                at,
                Origin.ME,
                Action.UNDONE,
                event.item_id,
                event.subject,
                event.after,
                event.before,
                note=event.action,
                undoes=event.id,
            )
            for event in reversed(step)
        ],
    )


def undone_by(db: sqlite3.Connection, event_id: int) -> int:
    """The event that another one took back."""
    return int(db.execute("SELECT undoes FROM events WHERE id = ?", (event_id,)).fetchone()["undoes"])


def earlier_note(db: sqlite3.Connection, event: Event, after: str, at: str) -> str:
    """The note of the step before `event`, of its kind and about the same, that led to `after` at the moment
    `at`; empty where none stands."""
    row = db.execute(
        "SELECT note FROM events WHERE action = ? AND item_id IS ? AND subject = ? AND after = ? AND at = ?"
        f" AND id < ? AND {STANDING} ORDER BY id DESC LIMIT 1",
        (event.action, event.item_id, event.subject, after, at, event.id),
    ).fetchone()
    return str(row["note"]) if row else ""


def added(item_id: int, at: str, zone: str, source: str) -> NewEvent:
    """That an item was saved into a zone."""
    return NewEvent(at, Origin.IMPORT, Action.ADDED, item_id, after=zone, note=source)


def last_id(db: sqlite3.Connection) -> int:
    """The number of the latest event, 0 where nothing has happened."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])


def of_item(db: sqlite3.Connection, item_id: int) -> list[Event]:
    """An item's history, oldest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM events WHERE item_id = ? ORDER BY at, id", (item_id,))
    return [_event(row) for row in rows]


def of_no_item(db: sqlite3.Connection) -> list[Event]:
    """What happened to areas, the role, saved searches and the map, oldest first. That the person wrote in
    their diary is nobody's business."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM events WHERE item_id IS NULL AND subject NOT LIKE '{diary.SUBJECT}%'"
        " ORDER BY at, id"
    )
    return [_event(row) for row in rows]


def steps(
    db: sqlite3.Connection,
    limit: int | None = None,
    actions: Sequence[Action] = UNDOABLE,
    since: int = 0,
) -> list[Step]:
    """The latest steps of these kinds that can be taken back, the last one first, none before the event
    `since`. Steps of imports, of the sample library and of the map by itself are nobody's to take back."""
    marks = ", ".join("?" * len(actions))
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM events JOIN (SELECT id AS step FROM events WHERE action IN ({marks})"
        f" AND id >= ? AND {_CAN_GO_BACK} ORDER BY id DESC LIMIT ?) ON batch = step"
        " ORDER BY step DESC, events.id",
        (*actions, since, -1 if limit is None else limit),
    )
    found: dict[int, list[Event]] = {}
    for row in rows:
        found.setdefault(row["batch"], []).append(_event(row))
    return [Step(tuple(together)) for together in found.values()]


def that_kept(db: sqlite3.Connection, version: int) -> list[Event]:
    """The event of the step that a version of the map was kept for; none for one of an earlier Jomo."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM events WHERE action = ? AND after = ?", (Action.MAP_CHANGED, str(version))
    )
    return [_event(row) for row in rows]


def snoozed(db: sqlite3.Connection, today: str) -> dict[int, str]:
    """Items put off beyond a day, by id, and the day each comes back."""
    rows = db.execute(
        "SELECT item_id, after FROM events WHERE id IN"
        f" (SELECT max(id) FROM events WHERE action = ? AND {STANDING} GROUP BY item_id) AND after > ?",
        (Action.SNOOZED, today),
    )
    return {row["item_id"]: row["after"] for row in rows}


def came_back(db: sqlite3.Connection, since: str, until: str) -> dict[int, str]:
    """Items put off until one of these days (both inclusive), by id, and the day they came back, the last
    first. Those that the person fetched back themselves are left out."""
    rows = db.execute(
        "SELECT item_id, after FROM events WHERE id IN"
        f" (SELECT max(id) FROM events WHERE action = ? AND {STANDING} GROUP BY item_id)"
        f" AND after BETWEEN ? AND ? AND {day('at')} < after ORDER BY after DESC, id DESC",
        (Action.SNOOZED, since, until),
    )
    return {row["item_id"]: row["after"] for row in rows}


def since(db: sqlite3.Connection, action: Action, start: str) -> list[Event]:
    """Events of one kind from the person's day `start` on, oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM events WHERE action = ? AND {day('at')} >= ? ORDER BY at, id",
        (action, start),
    )
    return [_event(row) for row in rows]


def zone_history(db: sqlite3.Connection) -> dict[int, list[tuple[str, str]]]:
    """For each item the times it was filed and the zones it went to, oldest first, steps taken back
    left out."""
    rows = db.execute(
        "SELECT item_id, at, after FROM events WHERE action IN (?, ?) AND item_id IS NOT NULL"
        f" AND {STANDING} ORDER BY at, id",
        (Action.ADDED, Action.MOVED),
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append((row["at"], row["after"]))
    return found
