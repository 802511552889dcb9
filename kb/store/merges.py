"""Items that became one: what they were before, and parting them again.

The event of a merge holds both items as they were. On parting, what the other item brought goes back with it;
what came to the kept one since stays. A merge by hand also marks what the two became, so that what nobody
changed since is afterwards what it was before.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

from kb.store import arrivals, former_titles
from kb.store.events import STANDING
from kb.text.digest import text_hash
from kb.types import Action, Origin

_TABLES = ("aliases", "refs", "area_examples", "annotations", "originals")
_OF_ONE = ("fetches", "map_points", "parked", "reading_places")
"""Tables that hold one row an item at most."""
_NUMBERED = ("feed_entries", "delegations")
"""Tables of rows with numbers of their own, which go along with their item."""
_PERSONAL = {
    "zone": Action.MOVED,
    "state": Action.STATE,
    "verdict": Action.JUDGED,
    "verdict_at": Action.JUDGED,
    "verdict_note": Action.JUDGED,
}
# A list or mapping of which each part came from one of the two.
_LISTS, _MAPPINGS = ("authors", "tags"), ("meta",)


def join(db: sqlite3.Connection, kept: int, dropped: int) -> None:
    """Makes one item of two that turned out to be the same work: addresses and history move over,
    and a zone, state or verdict the kept one lacks is taken from the other."""
    arrivals.joined(db, kept, dropped)
    former_titles.joined(db, kept, dropped)
    for table in ("aliases", "events"):
        db.execute(f"UPDATE {table} SET item_id = ? WHERE item_id = ?", (kept, dropped))
    for table in (
        "area_examples",
        "area_odds",
        "area_joined",
        "annotations",
        "feed_entries",
        "review_drawn",
        "delegations",
        "parked",
        "batch_drawn",
        "summaries",
        "originals",
        "reading_places",
    ):
        db.execute(f"UPDATE OR IGNORE {table} SET item_id = ? WHERE item_id = ?", (kept, dropped))
    db.execute("UPDATE parked SET survey_id = ? WHERE survey_id = ?", (kept, dropped))
    db.execute(
        "UPDATE items SET"
        " zone = CASE WHEN items.zone = 'inbox' THEN other.zone ELSE items.zone END,"
        " state = CASE WHEN items.state = 'unread' THEN other.state ELSE items.state END,"
        " verdict_at = CASE WHEN items.verdict IS NULL THEN other.verdict_at ELSE items.verdict_at END,"
        " verdict_note = CASE WHEN items.verdict IS NULL THEN other.verdict_note ELSE items.verdict_note END,"
        " verdict = coalesce(items.verdict, other.verdict),"
        " saved_at = min(items.saved_at, other.saved_at)"
        " FROM (SELECT * FROM items WHERE id = ?) AS other WHERE items.id = ?",
        (dropped, kept),
    )
    db.execute("DELETE FROM items WHERE id = ?", (dropped,))


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
    moving = {
        table: [row["id"] for row in db.execute(f"SELECT id FROM {table} WHERE item_id = ?", (other,))]
        for table in _NUMBERED
    }
    settled = db.execute("SELECT item_id FROM parked WHERE survey_id = ?", (other,))
    stored = {
        "kept": snapshot(db, kept),
        "other": snapshot(db, other),
        "settled": [row["item_id"] for row in settled],
        **moving,
        **{table: [_row(db, table, item_id) for item_id in (kept, other)] for table in _OF_ONE},
    }
    return json.dumps(stored, ensure_ascii=False)


def _row(db: sqlite3.Connection, table: str, item_id: int) -> dict[str, Any] | None:
    found = db.execute(f"SELECT * FROM {table} WHERE item_id = ?", (item_id,)).fetchone()
    return None if found is None else dict(found)


def marked(db: sqlite3.Connection, kept: int, stored: str) -> str:
    """What the event of a merge keeps, with marks of what the two became, to be asked for once they did."""
    return json.dumps({**json.loads(stored), "whole": _marks(snapshot(db, kept))}, ensure_ascii=False)


def _marks(now: Mapping[str, Any]) -> dict[str, str]:
    """A digest of each column of an item, and one of its references."""
    parts = {**now["item"], "refs": now["refs"]}
    return {name: text_hash(json.dumps(part, ensure_ascii=False)) for name, part in parts.items()}


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


def origin_of(db: sqlite3.Connection, merge: int) -> Origin:
    """Who made one item of two."""
    return Origin(db.execute("SELECT origin FROM events WHERE id = ?", (merge,)).fetchone()["origin"])


def apart(db: sqlite3.Connection) -> set[frozenset[int]]:
    """Pairs of items that the person parted, or said to be two works."""
    parted = db.execute(
        "SELECT merge.item_id, json_extract(merge.before, '$.other.item.id') FROM events"
        f" JOIN events AS merge ON merge.id = events.undoes WHERE events.action = ? AND {STANDING}"
        " AND merge.action = ?",
        (Action.SPLIT, Action.MERGED),
    )
    held = db.execute(
        "SELECT events.item_id, twin.item_id FROM events"
        " JOIN events AS twin ON twin.batch = events.batch AND twin.id > events.id"
        f" WHERE events.action = ? AND {STANDING}",
        (Action.HELD_APART,),
    )
    return {frozenset(pair) for pair in chain(map(tuple, parted), map(tuple, held))}


def apart_from(db: sqlite3.Connection, item_id: int) -> set[int]:
    """Ids of the items that the person parted from this one, or said to be other works."""
    return {other for pair in apart(db) if item_id in pair for other in pair - {item_id}}


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
    db.execute("DELETE FROM annotations WHERE item_id = ?", (item_id,))
    for row in before["annotations"]:
        _insert(db, "annotations", row, or_leave=True)
    db.execute("DELETE FROM originals WHERE item_id = ?", (item_id,))
    # Imports of earlier versions knew of none.
    for row in before.get("originals", []):
        _insert(db, "originals", row)


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
    marks, whole = _marks(now), stored.get("whole", {})
    untouched = {name for name, mark in marks.items() if whole.get(name) == mark}
    item = _without(now["item"], before["item"], other["item"], untouched)
    for column, action in _PERSONAL.items():
        if action in later and column not in untouched:
            item[column] = now["item"][column]
    _update(db, item)
    _insert(db, "items", other["item"])
    other_id = int(other["item"]["id"])
    db.executemany(
        "UPDATE aliases SET item_id = ?, address = ? WHERE key = ? AND item_id = ?",
        [(other_id, alias["address"], alias["key"], kept_id) for alias in other["aliases"]],
    )
    _put_refs(db, kept_id, before["refs"] if "refs" in untouched else _refs_left(now, before, other))
    _put_refs(db, other_id, other["refs"])
    _part_examples(db, kept_id, before["area_examples"], other["area_examples"])
    # Merges of earlier versions know of no annotations.
    _part_annotations(db, kept_id, before.get("annotations", []), other.get("annotations", []))
    _part_originals(db, kept_id, before.get("originals", []), other.get("originals", []))
    _part_surroundings(db, kept_id, other_id, stored)
    db.execute(
        "UPDATE events SET item_id = ? WHERE item_id = ? AND id IN (SELECT value FROM json_each(?))",
        (other_id, kept_id, json.dumps(other["events"])),
    )
    return kept_id, other_id


def _part_surroundings(
    db: sqlite3.Connection, kept_id: int, other_id: int, stored: Mapping[str, Any]
) -> None:
    """What a feed told of, what was handed over, a wait, what it settled, a page that was asked for and a
    place on the map go back to the other. Merges of earlier versions know of none of them."""
    for table in _NUMBERED:
        db.execute(
            f"UPDATE {table} SET item_id = ? WHERE item_id = ? AND id IN (SELECT value FROM json_each(?))",
            (other_id, kept_id, json.dumps(stored.get(table, []))),
        )
    db.execute(
        "UPDATE parked SET survey_id = ? WHERE survey_id = ? AND item_id IN (SELECT value FROM json_each(?))",
        (other_id, kept_id, json.dumps(stored.get("settled", []))),
    )
    for table in _OF_ONE:
        kept, other = stored.get(table, (None, None))
        # A place holds as long as the map does: the kept one's would have moved with another.
        if other and (table != "map_points" or kept == _row(db, table, kept_id)):
            _insert(db, table, other, or_leave=True)


def _without(
    now: Mapping[str, Any], before: Mapping[str, Any], other: Mapping[str, Any], untouched: Collection[str]
) -> dict[str, Any]:
    """The kept item's row without what came from the other one; of columns `untouched` since, as it was."""
    item = {
        column: before[column] if column in untouched or now[column] == other[column] else now[column]
        for column in now
    }
    item["id"] = now["id"]
    for column in _LISTS:
        if column in untouched:
            continue
        of_now, of_before, of_other = (json.loads(row[column]) for row in (now, before, other))
        left = [one for one in of_now if one in of_before or one not in of_other]
        item[column] = json.dumps(left, ensure_ascii=False)
    for column in _MAPPINGS:
        if column in untouched:
            continue
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


def _part_annotations(db: sqlite3.Connection, kept_id: int, before: list[Any], other: list[Any]) -> None:
    """The other's annotations go back to it, as they are by now; of one that both had, or of which the other
    had more, there are two again."""
    for row in other:
        moved = db.execute(
            "UPDATE annotations SET item_id = ? WHERE id = ? AND item_id = ?",
            (row["item_id"], row["id"], kept_id),
        )
        if not moved.rowcount:
            taken = db.execute("SELECT 1 FROM annotations WHERE id = ?", (row["id"],)).fetchone()
            _insert(db, "annotations", {name: row[name] for name in row if name != "id" or not taken})
    for row in before:
        _insert(db, "annotations", row, or_leave=True)


def _part_originals(db: sqlite3.Connection, kept_id: int, before: list[Any], other: list[Any]) -> None:
    """What the other was read from goes back to it, and stays with the kept one only if that had it too."""
    own = {row["sha256"] for row in before}
    strange = [row["sha256"] for row in other if row["sha256"] not in own]
    db.execute(
        "DELETE FROM originals WHERE item_id = ? AND sha256 IN (SELECT value FROM json_each(?))",
        (kept_id, json.dumps(strange)),
    )
    for row in other:
        _insert(db, "originals", row, or_leave=True)


def _update(db: sqlite3.Connection, item: Mapping[str, Any]) -> None:
    assignments = ", ".join(f"{column} = :{column}" for column in item)
    db.execute(f"UPDATE items SET {assignments} WHERE id = :id", dict(item))


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any], *, or_leave: bool = False) -> None:
    marks = ", ".join(f":{column}" for column in row)
    verb = "INSERT OR IGNORE" if or_leave else "INSERT"
    db.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", dict(row))
