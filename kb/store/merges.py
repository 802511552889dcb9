"""Items that became one: what they were before, and parting them again.

The event of a merge holds both items as they were. On parting, what the other item brought goes back with it;
what came to the kept one since stays.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from kb.store.events import STANDING
from kb.types import Action

_TABLES = ("aliases", "refs", "area_examples", "annotations")
_PERSONAL = {
    "zone": Action.MOVED,
    "state": Action.STATE,
    "verdict": Action.JUDGED,
    "verdict_at": Action.JUDGED,
    "verdict_note": Action.JUDGED,
}
# A list or mapping of which each part came from one of the two.
_LISTS, _MAPPINGS = ("authors", "tags"), ("meta",)


def snapshot(db: sqlite3.Connection, item_id: int) -> dict[str, Any]:
    """An item with all that belongs to it and cannot be derived, as JSON can hold it."""
    item = dict(db.execute("SELECT * FROM items WHERE id = ?", (item_id,)).fetchone())
    del item["dated"]
    rows = {
        table: [dict(row) for row in db.execute(f"SELECT * FROM {table} WHERE item_id = ?", (item_id,))]
        for table in _TABLES
    }
    events = [row["id"] for row in db.execute("SELECT id FROM events WHERE item_id = ?", (item_id,))]
    return {"item": item, **rows, "events": events}


def both(db: sqlite3.Connection, kept: int, other: int) -> str:
    """Two items as the event of their merge keeps them."""
    return json.dumps({"kept": snapshot(db, kept), "other": snapshot(db, other)}, ensure_ascii=False)


def latest(db: sqlite3.Connection, item_id: int) -> int | None:
    """The event of the latest merge of an item that was not taken back."""
    row = db.execute(
        f"SELECT id FROM events WHERE item_id = ? AND action = ? AND {STANDING} ORDER BY id DESC LIMIT 1",
        (item_id, Action.MERGED),
    ).fetchone()
    return None if row is None else int(row["id"])


def kept_by(db: sqlite3.Connection, merge: int) -> int | None:
    """The item that a merge made of two; None where it is gone."""
    row = db.execute("SELECT item_id FROM events WHERE id = ?", (merge,)).fetchone()
    return None if row is None else int(row["item_id"])


def parted_from(db: sqlite3.Connection, item_id: int) -> set[int]:
    """Ids of the items this one was merged with and parted from again by hand."""
    other = "json_extract(merge.before, '$.other.item.id')"
    rows = db.execute(
        f"SELECT merge.item_id, {other} AS other FROM events AS merge JOIN events AS later"
        " ON later.undoes = merge.id AND later.action = ?1 WHERE merge.action = ?2"
        f" AND ?3 IN (merge.item_id, {other})",
        (Action.SPLIT, Action.MERGED, item_id),
    )
    return {part for row in rows for part in (row["item_id"], row["other"])} - {item_id}


def clear_addresses(db: sqlite3.Connection, item_id: int) -> None:
    """Takes all addresses off an item that is about to be restored: one of them may be another's to have."""
    db.execute("DELETE FROM aliases WHERE item_id = ?", (item_id,))


def restore(db: sqlite3.Connection, kept: str) -> None:
    """Makes an item again what a snapshot (as JSON) holds of it; an address that leads to another item by now
    stays there. Passages and words are still to be made."""
    before = json.loads(kept)
    item_id = before["item"]["id"]
    _update(db, before["item"])
    _put_refs(db, item_id, before["refs"])
    for alias in before["aliases"]:
        _insert(db, "aliases", alias, or_leave=True)
    db.execute(
        "DELETE FROM annotations WHERE item_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
        (item_id, json.dumps([row["id"] for row in before["annotations"]])),
    )
    for row in before["annotations"]:
        _insert(db, "annotations", row, or_leave=True)


def since(db: sqlite3.Connection, event_id: int) -> list[tuple[int, int]]:
    """The merges after an event: of each its own event and the item that went into another."""
    rows = db.execute(
        "SELECT id, json_extract(before, '$.other.item.id') AS other FROM events WHERE id > ? AND action = ?",
        (event_id, Action.MERGED),
    )
    return [(row["id"], row["other"]) for row in rows]


def part(db: sqlite3.Connection, event_id: int) -> tuple[int, int]:
    """Makes two items again of what one merge made one; returns the ids of the kept and of the other one.
    Their passages, words and memberships are still to be made."""
    event = db.execute("SELECT item_id, before FROM events WHERE id = ?", (event_id,)).fetchone()
    kept_id, stored = int(event["item_id"]), json.loads(event["before"])
    before, other = stored["kept"], stored["other"]
    now = snapshot(db, kept_id)
    later = {
        row["action"]
        for row in db.execute(
            "SELECT action FROM events WHERE item_id = ? AND id > ? AND origin != 'import'",
            (kept_id, event_id),
        )
    }
    item = _without(now["item"], before["item"], other["item"])
    for column, action in _PERSONAL.items():
        if action in later:
            item[column] = now["item"][column]
    _update(db, item)
    _insert(db, "items", other["item"])
    other_id = int(other["item"]["id"])
    db.executemany(
        "UPDATE aliases SET item_id = ?, address = ? WHERE key = ? AND item_id = ?",
        [(other_id, alias["address"], alias["key"], kept_id) for alias in other["aliases"]],
    )
    _put_refs(db, kept_id, _refs_left(now, before, other))
    _put_refs(db, other_id, other["refs"])
    _part_examples(db, kept_id, before["area_examples"], other["area_examples"])
    # Merges of earlier versions know of no annotations.
    _part_annotations(db, kept_id, other.get("annotations", []))
    db.execute(
        "UPDATE events SET item_id = ? WHERE item_id = ? AND id IN (SELECT value FROM json_each(?))",
        (other_id, kept_id, json.dumps(other["events"])),
    )
    return kept_id, other_id


def _without(now: Mapping[str, Any], before: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The kept item's row without what came from the other one."""
    item = {column: before[column] if now[column] == other[column] else now[column] for column in now}
    item["id"] = now["id"]
    for column in _LISTS:
        of_now, of_before, of_other = (json.loads(row[column]) for row in (now, before, other))
        left = [one for one in of_now if one in of_before or one not in of_other]
        item[column] = json.dumps(left, ensure_ascii=False)
    for column in _MAPPINGS:
        of_now, of_before, of_other = (json.loads(row[column]) for row in (now, before, other))
        changed = {name: value for name, value in of_now.items() if of_other.get(name) != value}
        item[column] = json.dumps({**of_before, **changed}, ensure_ascii=False)
    return item


def _refs_left(now: Mapping[str, Any], before: Mapping[str, Any], other: Mapping[str, Any]) -> list[Any]:
    own, strange = ({ref["key"] for ref in of["refs"]} for of in (before, other))
    left = [ref for ref in now["refs"] if ref["key"] in own or ref["key"] not in strange]
    there = {ref["key"] for ref in left}
    return [*left, *(ref for ref in before["refs"] if ref["key"] not in there)]


def _put_refs(db: sqlite3.Connection, item_id: int, refs: list[Any]) -> None:
    db.execute("DELETE FROM refs WHERE item_id = ?", (item_id,))
    for position, ref in enumerate(refs):
        _insert(db, "refs", {**ref, "item_id": item_id, "position": position})


def _part_examples(db: sqlite3.Connection, kept_id: int, before: list[Any], other: list[Any]) -> None:
    """Examples of areas go back to the item they were; areas that are gone meanwhile are left out."""
    own = {row["area_id"] for row in before}
    for row in other:
        if row["area_id"] not in own:
            db.execute(
                "DELETE FROM area_examples WHERE area_id = ? AND item_id = ?", (row["area_id"], kept_id)
            )
        db.execute(
            "INSERT OR IGNORE INTO area_examples (area_id, item_id, belongs)"
            " SELECT id, ?, ? FROM areas WHERE id = ?",
            (row["item_id"], row["belongs"], row["area_id"]),
        )


def _part_annotations(db: sqlite3.Connection, kept_id: int, other: list[Any]) -> None:
    """The other's annotations go back to it, as they are by now; of one that both had there are two again."""
    for row in other:
        moved = db.execute(
            "UPDATE annotations SET item_id = ? WHERE id = ? AND item_id = ?",
            (row["item_id"], row["id"], kept_id),
        )
        if not moved.rowcount:
            _insert(db, "annotations", {name: value for name, value in row.items() if name != "id"})


def _update(db: sqlite3.Connection, item: Mapping[str, Any]) -> None:
    assignments = ", ".join(f"{column} = :{column}" for column in item)
    db.execute(f"UPDATE items SET {assignments} WHERE id = :id", dict(item))


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any], *, or_leave: bool = False) -> None:
    marks = ", ".join(f":{column}" for column in row)
    verb = "INSERT OR IGNORE" if or_leave else "INSERT"
    db.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", dict(row))
