"""The register of areas: criterion, stance, examples, members."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from kb.types import Area, Stance


def _area(db: sqlite3.Connection, row: sqlite3.Row) -> Area:
    examples = db.execute(
        "SELECT key FROM area_examples JOIN items ON items.id = item_id WHERE area_id = ? ORDER BY item_id",
        (row["id"],),
    )
    members = db.execute(
        "SELECT item_id FROM area_members WHERE area_id = ? ORDER BY probability DESC, item_id", (row["id"],)
    )
    return Area(
        id=row["id"],
        name=row["name"],
        stance=Stance(row["stance"]),
        criterion=row["criterion"],
        reason=row["reason"],
        since=row["since"],
        review_on=row["review_on"],
        examples=tuple(example["key"] for example in examples),
        members=tuple(member["item_id"] for member in members),
    )


def every(db: sqlite3.Connection) -> list[Area]:
    """All areas: tracked first, then ignored, then undecided, by name."""
    rows = db.execute(
        "SELECT * FROM areas ORDER BY CASE stance WHEN 'tracked' THEN 0 WHEN 'ignored' THEN 1 ELSE 2 END,"
        " name COLLATE NOCASE"
    ).fetchall()
    return [_area(db, row) for row in rows]


def get(db: sqlite3.Connection, name: str) -> Area | None:
    row = db.execute("SELECT * FROM areas WHERE name = ?", (name,)).fetchone()
    return _area(db, row) if row else None


def put(db: sqlite3.Connection, area: Area, example_ids: Sequence[int]) -> int:
    """Saves an area by its name; members are left as they are. Returns its id."""
    db.execute(
        "INSERT INTO areas (name, stance, criterion, reason, since, review_on) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET stance = excluded.stance, criterion = excluded.criterion,"
        " reason = excluded.reason, since = excluded.since, review_on = excluded.review_on",
        (area.name, area.stance, area.criterion, area.reason, area.since, area.review_on),
    )
    area_id = int(db.execute("SELECT id FROM areas WHERE name = ?", (area.name,)).fetchone()["id"])
    db.execute("DELETE FROM area_examples WHERE area_id = ?", (area_id,))
    db.executemany(
        "INSERT OR IGNORE INTO area_examples (area_id, item_id) VALUES (?, ?)",
        [(area_id, i) for i in example_ids],
    )
    return area_id


def remove(db: sqlite3.Connection, name: str) -> None:
    db.execute("DELETE FROM areas WHERE name = ?", (name,))


def put_members(db: sqlite3.Connection, area_id: int, probabilities: Mapping[int, float]) -> None:
    """Makes these items, with the probability of each, the area's members."""
    db.execute("DELETE FROM area_members WHERE area_id = ?", (area_id,))
    db.executemany(
        "INSERT INTO area_members (area_id, item_id, probability) VALUES (?, ?, ?)",
        [(area_id, item_id, p) for item_id, p in probabilities.items()],
    )


def of_item(db: sqlite3.Connection, item_id: int) -> list[tuple[str, Stance, float]]:
    """Name, stance and probability of the areas an item belongs to, surest first."""
    rows = db.execute(
        "SELECT name, stance, probability FROM area_members JOIN areas ON areas.id = area_id"
        " WHERE item_id = ? ORDER BY probability DESC, name",
        (item_id,),
    )
    return [(row["name"], Stance(row["stance"]), row["probability"]) for row in rows]


def by_item(db: sqlite3.Connection) -> dict[int, list[str]]:
    """Names of the areas of every item that has any."""
    found: dict[int, list[str]] = {}
    for row in db.execute(
        "SELECT item_id, name FROM area_members JOIN areas ON areas.id = area_id ORDER BY name"
    ):
        found.setdefault(row["item_id"], []).append(row["name"])
    return found


def of_many(db: sqlite3.Connection, item_ids: Sequence[int]) -> list[tuple[int, str, Stance]]:
    """Every membership of some items: item id, name and stance of the area."""
    rows = db.execute(
        "SELECT item_id, name, stance FROM area_members JOIN areas ON areas.id = area_id"
        " WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY name",
        (json.dumps(list(item_ids)),),
    )
    return [(row["item_id"], row["name"], Stance(row["stance"])) for row in rows]


def names(db: sqlite3.Connection) -> list[str]:
    return [row["name"] for row in db.execute("SELECT name FROM areas ORDER BY name COLLATE NOCASE")]
