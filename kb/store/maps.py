"""The map as drawn last: places of items and topics of two levels."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kb.types import MapPoint, Topic


def points(db: sqlite3.Connection) -> list[MapPoint]:
    rows = db.execute("SELECT item_id, x, y, topic FROM map_points ORDER BY item_id")
    return [MapPoint(*row) for row in rows]


def topics(db: sqlite3.Connection) -> list[Topic]:
    """Topics with their present sizes, the upper level first."""
    rows = db.execute(
        "SELECT topics.*, (SELECT count(*) FROM map_points JOIN topics AS own ON own.id = map_points.topic"
        " WHERE own.id = topics.id OR own.parent = topics.id) AS size"
        " FROM topics ORDER BY parent IS NOT NULL, size DESC, id"
    )
    return [
        Topic(
            id=row["id"],
            parent=row["parent"],
            name=row["name"],
            keywords=tuple(json.loads(row["keywords"])),
            size=row["size"],
            x=row["x"],
            y=row["y"],
        )
        for row in rows
    ]


def topic_of(db: sqlite3.Connection, item_id: int) -> str:
    """Name of the lower-level topic an item lies in, or an empty string."""
    row = db.execute(
        "SELECT name FROM map_points JOIN topics ON topics.id = topic WHERE item_id = ?", (item_id,)
    ).fetchone()
    return str(row["name"]) if row else ""


def put_points(db: sqlite3.Connection, placed: Iterable[MapPoint]) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO map_points (item_id, x, y, topic) VALUES (?, ?, ?, ?)",
        [(p.item_id, p.x, p.y, p.topic) for p in placed],
    )


def put_topics(db: sqlite3.Connection, named: Iterable[Topic]) -> None:
    """Replaces all topics."""
    db.execute("DELETE FROM topics")
    db.executemany(
        "INSERT INTO topics (id, parent, name, keywords, x, y) VALUES (?, ?, ?, ?, ?, ?)",
        [(t.id, t.parent, t.name, json.dumps(t.keywords, ensure_ascii=False), t.x, t.y) for t in named],
    )


def clear_points(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM map_points")


def unplaced(db: sqlite3.Connection, fingerprint: str) -> int:
    """How many items have a vector but no place on the map."""
    return int(
        db.execute(
            "SELECT count(*) FROM chunks JOIN vectors ON vectors.text_hash = chunks.text_hash"
            " AND vectors.fingerprint = ? WHERE position = 0"
            " AND item_id NOT IN (SELECT item_id FROM map_points)",
            (fingerprint,),
        ).fetchone()[0]
    )
