"""The map as drawn last: places of items and topics of two levels; and the map as it was before."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kb.store import events, key_values
from kb.store.chunks import SPEAKS
from kb.types import Action, MapPoint, MapVersion, Origin, Stance, Topic

KEPT_VERSIONS = 20
"""Steps of a map that can be taken back; each keeps the places of all items. By judgement."""
_DRAWN = "map-drawn"
_LAST_TOPIC = "map-last-topic"


def points(db: sqlite3.Connection) -> list[MapPoint]:
    """All places, by item id."""
    rows = db.execute("SELECT item_id, x, y, topic FROM map_points ORDER BY item_id")
    return [MapPoint(*row) for row in rows]


def topics(db: sqlite3.Connection) -> list[Topic]:
    """Topics with their present sizes, the upper level first."""
    rows = db.execute(
        "WITH own AS MATERIALIZED (SELECT topic, count(*) AS n FROM map_points GROUP BY topic)"
        " SELECT topics.*, (SELECT coalesce(sum(n), 0) FROM own JOIN topics AS lower ON lower.id = own.topic"
        " WHERE lower.id = topics.id OR lower.parent = topics.id) AS size"
        " FROM topics ORDER BY parent IS NOT NULL, size DESC, id"
    )
    return [
        Topic(
            id=row["id"],
            parent=row["parent"],
            name=row["hand_name"] or row["name"],
            keywords=tuple(json.loads(row["keywords"])),
            size=row["size"],
            x=row["x"],
            y=row["y"],
            pinned=bool(row["pinned"]),
            named_by_hand=bool(row["hand_name"]),
            found_name=row["name"],
        )
        for row in rows
    ]


def stances(db: sqlite3.Connection) -> list[tuple[int, Stance, int]]:
    """How many memberships in areas of a stance the items of a lower topic have: (topic, stance, count),
    tracked first, then ignored."""
    rows = db.execute(
        "SELECT topic, stance, count(*) AS n FROM area_members JOIN areas ON areas.id = area_id"
        " JOIN map_points USING (item_id) GROUP BY topic, stance"
        " ORDER BY CASE stance WHEN 'tracked' THEN 0 WHEN 'ignored' THEN 1 ELSE 2 END, topic"
    )
    return [(row["topic"], Stance(row["stance"]), row["n"]) for row in rows]


def topics_by_item(db: sqlite3.Connection) -> dict[int, str]:
    """The name of the lower-level topic of each item that has a place."""
    rows = db.execute(
        "SELECT item_id, coalesce(nullif(hand_name, ''), name) AS name FROM map_points"
        " JOIN topics ON topics.id = topic"
    )
    return {row["item_id"]: str(row["name"]) for row in rows}


def topic_of(db: sqlite3.Connection, item_id: int) -> str:
    """Name of the lower-level topic an item lies in, or an empty string."""
    row = db.execute(
        "SELECT coalesce(nullif(hand_name, ''), name) AS name FROM map_points"
        " JOIN topics ON topics.id = topic WHERE item_id = ?",
        (item_id,),
    ).fetchone()
    return str(row["name"]) if row else ""


def put_points(db: sqlite3.Connection, placed: Iterable[MapPoint]) -> None:
    """Places items, or moves those that have a place."""
    db.executemany(
        "INSERT OR REPLACE INTO map_points (item_id, x, y, topic) VALUES (?, ?, ?, ?)",
        [(p.item_id, p.x, p.y, p.topic) for p in placed],
    )


def put_topics(db: sqlite3.Connection, named: Sequence[Topic]) -> None:
    """Replaces all topics."""
    db.execute("DELETE FROM topics")
    db.executemany(
        "INSERT INTO topics (id, parent, name, keywords, x, y, hand_name, pinned)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                topic.id,
                topic.parent,
                topic.found_name or topic.name,
                json.dumps(topic.keywords, ensure_ascii=False),
                topic.x,
                topic.y,
                topic.name if topic.named_by_hand else "",
                topic.pinned,
            )
            for topic in named
        ],
    )
    key_values.put(db, _LAST_TOPIC, str(max([last_topic(db), *(topic.id for topic in named)])))


def last_topic(db: sqlite3.Connection) -> int:
    """The highest number a topic was ever given; numbers are not given twice."""
    highest = db.execute("SELECT coalesce(max(id), 0) FROM topics").fetchone()[0]
    return max(int(highest), int(key_values.get(db, _LAST_TOPIC, "0")))


def clear_points(db: sqlite3.Connection) -> None:
    """Takes all places away, before the map is drawn anew."""
    db.execute("DELETE FROM map_points")


def drawn(db: sqlite3.Connection) -> int:
    """How many items the map had when the whole of it was drawn last."""
    known = key_values.get(db, _DRAWN)
    return int(known) if known else int(db.execute("SELECT count(*) FROM map_points").fetchone()[0])


def put_drawn(db: sqlite3.Connection, count: int) -> None:
    """Notes how many items the map had when the whole of it was drawn."""
    key_values.put(db, _DRAWN, str(count))


def unplaced(db: sqlite3.Connection, fingerprint: str) -> int:
    """How many items have all the vectors that speak for them but no place on the map."""
    return int(
        db.execute(
            "SELECT count(*) FROM items WHERE id NOT IN (SELECT item_id FROM map_points)"
            " AND EXISTS (SELECT 1 FROM chunks WHERE item_id = items.id)"
            f" AND NOT EXISTS (SELECT 1 FROM chunks WHERE item_id = items.id AND {SPEAKS}"
            " AND NOT EXISTS"
            " (SELECT 1 FROM vectors WHERE vectors.text_hash = chunks.text_hash AND fingerprint = ?))",
            (fingerprint,),
        ).fetchone()[0]
    )


# -- versions ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map: `drawn` is how many items it had when it was drawn."""

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    drawn: int


def drawing(db: sqlite3.Connection) -> Drawing:
    """The map as it stands."""
    return Drawing(tuple(points(db)), tuple(topics(db)), drawn(db))


def keep_version(db: sqlite3.Connection, at: str, what: str, origin: Origin = Origin.ME) -> None:
    """Keeps the map as it stands, before a step is taken, and lets go of the oldest kept beyond
    `KEPT_VERSIONS`. The step is an event that names the version; with `Origin.RULE` the map takes it by
    itself. An empty map is not kept, and what is done to it is no step."""
    current = drawing(db)
    if not current.points:
        return
    lower = sum(topic.parent is not None and topic.size > 0 for topic in current.topics)
    kept = db.execute(
        "INSERT INTO map_versions (made_at, what, items, topics, drawing) VALUES (?, ?, ?, ?, ?)",
        (at, what, len(current.points), lower, _packed(current)),
    ).lastrowid
    events.record(db, [events.NewEvent(at, origin, Action.MAP_CHANGED, subject=what, after=str(kept))])
    db.execute(
        "DELETE FROM map_versions WHERE id NOT IN (SELECT id FROM map_versions ORDER BY id DESC LIMIT ?)",
        (KEPT_VERSIONS,),
    )


def stamp(db: sqlite3.Connection) -> str:
    """Differs between states of the map: something was placed, drawn anew, decided by hand or taken back."""
    placed, version = db.execute(
        "SELECT (SELECT count(*) FROM map_points), (SELECT coalesce(max(id), 0) FROM map_versions)"
    ).fetchone()
    return f"{placed}-{version}-{drawn(db)}"


def versions(db: sqlite3.Connection) -> list[MapVersion]:
    """What is kept, the newest first."""
    rows = db.execute("SELECT id, made_at, what, items, topics FROM map_versions ORDER BY id DESC")
    return [MapVersion(*row) for row in rows]


def take_version(db: sqlite3.Connection, version: int) -> Drawing:
    """A kept drawing, which is kept no longer."""
    row = db.execute("DELETE FROM map_versions WHERE id = ? RETURNING drawing", (version,)).fetchone()
    return _unpacked(row["drawing"])


def _packed(whole: Drawing) -> bytes:
    topics = [
        [t.id, t.parent, t.name, t.keywords, t.size, t.x, t.y, t.pinned, t.named_by_hand, t.found_name]
        for t in whole.topics
    ]
    out = io.BytesIO()
    np.savez_compressed(
        out,
        items=np.array([p.item_id for p in whole.points], dtype=np.int64),
        places=np.array([(p.x, p.y) for p in whole.points], dtype=np.float64),
        membership=np.array([p.topic for p in whole.points], dtype=np.int64),
        topics=np.array(json.dumps(topics, ensure_ascii=False)),
        drawn=np.array(whole.drawn),
    )
    return out.getvalue()


def _unpacked(data: bytes) -> Drawing:
    with np.load(io.BytesIO(data)) as kept:
        placed = zip(
            kept["items"].tolist(), kept["places"].tolist(), kept["membership"].tolist(), strict=True
        )
        return Drawing(
            tuple(MapPoint(item, x, y, topic) for item, (x, y), topic in placed),
            tuple(
                Topic(id_, parent, name, tuple(keywords), size, x, y, None, pinned, by_hand, found)
                for id_, parent, name, keywords, size, x, y, pinned, by_hand, found in json.loads(
                    str(kept["topics"])
                )
            ),
            int(kept["drawn"]),
        )
