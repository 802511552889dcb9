"""The register of areas: criterion, stance, examples, who is likely to belong."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kb.clock import day
from kb.text.normal import normalized
from kb.types import Area, AreaTally, Stance, State, Verdict, Zone

UNSURE = (0.25, 0.75)
"""Between these probabilities the person is asked."""

_AREAS = "SELECT areas.*, o.name AS around FROM areas LEFT JOIN areas AS o ON o.id = areas.parent"
_WAITING = (
    "FROM area_odds WHERE area_id = ? AND probability BETWEEN ? AND ? AND probability = own"
    " AND item_id NOT IN (SELECT item_id FROM area_examples WHERE area_examples.area_id = area_odds.area_id)"
)


def _area(db: sqlite3.Connection, row: sqlite3.Row) -> Area:
    area_id = row["id"]
    settled: dict[bool, list[str]] = {True: [], False: []}
    for example in db.execute(
        "SELECT key, belongs FROM area_examples JOIN items ON items.id = item_id"
        " WHERE area_id = ? ORDER BY item_id",
        (area_id,),
    ):
        settled[bool(example["belongs"])].append(example["key"])
    members = db.execute(
        "SELECT item_id FROM area_members WHERE area_id = ? ORDER BY probability DESC, item_id", (area_id,)
    )
    asks = db.execute(
        "SELECT text FROM role_areas JOIN role_asks ON role_asks.id = ask_id WHERE area_id = ?"
        " ORDER BY place, ask_id",
        (area_id,),
    )
    return Area(
        id=area_id,
        name=row["name"],
        stance=Stance(row["stance"]),
        criterion=row["criterion"],
        reason=row["reason"],
        since=row["since"],
        review_on=row["review_on"],
        examples=tuple(settled[True]),
        members=tuple(member["item_id"] for member in members),
        counter_examples=tuple(settled[False]),
        parent=row["around"],
        borderline=db.execute(f"SELECT count(*) {_WAITING}", (area_id, *UNSURE)).fetchone()[0],
        asks=tuple(ask["text"] for ask in asks),
    )


def every(db: sqlite3.Connection) -> list[Area]:
    """All areas: tracked first, then ignored, then undecided, by name."""
    rows = db.execute(
        f"{_AREAS} ORDER BY CASE areas.stance WHEN 'tracked' THEN 0 WHEN 'ignored' THEN 1 ELSE 2 END,"
        " areas.name COLLATE NOCASE"
    ).fetchall()
    return [_area(db, row) for row in rows]


def get(db: sqlite3.Connection, name: str) -> Area | None:
    """The area of this name, in whatever Unicode form it is given; None where there is none."""
    row = db.execute(f"{_AREAS} WHERE areas.name IN (?, ?)", (name, normalized(name))).fetchone()
    return _area(db, row) if row else None


def tallies(db: sqlite3.Connection, since: str, kept: Collection[Zone]) -> dict[int, AreaTally]:
    """What became of the members of every area, by its id: `since` is a day, `kept` are the zones of what is
    counted as kept."""
    rows = db.execute(
        "SELECT areas.id, count(*) FILTER (WHERE saved_at >= ?1),"
        " count(*) FILTER (WHERE saved_at >= ?1 AND zone IN (SELECT value FROM json_each(?2))),"
        " count(*) FILTER (WHERE saved_at >= ?1 AND state = ?3),"
        " count(verdict) FILTER (WHERE verdict != ?4), count(verdict)"
        " FROM areas LEFT JOIN area_members ON area_id = areas.id LEFT JOIN items ON items.id = item_id"
        " GROUP BY areas.id",
        (since, json.dumps(list(kept)), State.READ, Verdict.NONE),
    )
    return {area_id: AreaTally(*counts) for area_id, *counts in rows}


def put(db: sqlite3.Connection, area: Area, example_ids: Sequence[int], counter_ids: Sequence[int]) -> int:
    """Saves an area by its id, or by its name where it has none yet (id 0); who belongs is left as it is and
    is to be found anew. Returns its id."""
    row = db.execute("SELECT id FROM areas WHERE name = ?", (area.name,)).fetchone()
    area_id = area.id or (row["id"] if row else None)
    parent = db.execute("SELECT id FROM areas WHERE name = ?", (area.parent,)).fetchone()
    [saved] = db.execute(
        "INSERT INTO areas (id, name, stance, criterion, reason, since, review_on, parent)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " stance = excluded.stance, criterion = excluded.criterion, reason = excluded.reason,"
        " since = excluded.since, review_on = excluded.review_on, parent = excluded.parent, measured = ''"
        " RETURNING id",
        (
            area_id,
            area.name,
            area.stance,
            area.criterion,
            area.reason,
            area.since,
            area.review_on,
            parent["id"] if parent else None,
        ),
    ).fetchall()
    db.execute("DELETE FROM area_examples WHERE area_id = ?", (saved["id"],))
    settled = {**dict.fromkeys(example_ids, True), **dict.fromkeys(counter_ids, False)}
    db.executemany(
        "INSERT INTO area_examples (area_id, item_id, belongs) VALUES (?, ?, ?)",
        [(saved["id"], item_id, belongs) for item_id, belongs in settled.items()],
    )
    return int(saved["id"])


def remove(db: sqlite3.Connection, name: str) -> None:
    """Takes an area away; areas inside it stand by themselves then, and the one around it is to be measured
    without it."""
    db.execute("UPDATE areas SET measured = '' WHERE id = (SELECT parent FROM areas WHERE name = ?)", (name,))
    db.execute("DELETE FROM areas WHERE name = ?", (name,))


def serve(db: sqlite3.Connection, area_id: int, asks: Sequence[str]) -> None:
    """Lets an area serve these of the role's asks, by their texts."""
    db.execute("DELETE FROM role_areas WHERE area_id = ?", (area_id,))
    db.execute(
        "INSERT INTO role_areas (ask_id, area_id) SELECT id, ? FROM role_asks"
        " WHERE text IN (SELECT value FROM json_each(?))",
        (area_id, json.dumps(list(asks))),
    )


def unmeasured(db: sqlite3.Connection) -> list[str]:
    """Names of the areas whose members were not found since they were changed."""
    return [row["name"] for row in db.execute("SELECT name FROM areas WHERE measured = '' ORDER BY name")]


def behind(db: sqlite3.Connection, stamp: str) -> list[str]:
    """Names of the areas whose members were found by another state of the library than `stamp` names."""
    rows = db.execute("SELECT name FROM areas WHERE measured != ? ORDER BY name", (stamp,))
    return [row["name"] for row in rows]


def put_odds(db: sqlite3.Connection, area_id: int, probabilities: Mapping[int, float], stamp: str) -> None:
    """How probably items belong to the area by themselves, before `nest`; items left out do not. `stamp`
    names the state of the library that tells it."""
    db.execute("UPDATE areas SET measured = ? WHERE id = ?", (stamp, area_id))
    db.execute("DELETE FROM area_odds WHERE area_id = ?", (area_id,))
    db.executemany(
        "INSERT INTO area_odds (area_id, item_id, own, probability) VALUES (?, ?, ?, ?)",
        [(area_id, item_id, p, p) for item_id, p in probabilities.items()],
    )


def nest(db: sqlite3.Connection, at: str) -> None:
    """Lets members of an area belong to those around it, except where the person said no; notes the moment
    `at` which those who were no members before became known to be."""
    db.execute("UPDATE area_odds SET probability = own WHERE probability != own")
    db.execute("DELETE FROM area_odds WHERE own = 0")
    parents = {
        row["id"]: row["parent"]
        for row in db.execute("SELECT id, parent FROM areas WHERE parent IS NOT NULL")
    }
    for area_id in sorted(parents, key=lambda area_id: -_depth(parents, area_id)):
        db.execute(
            "INSERT INTO area_odds (area_id, item_id, own, probability)"
            " SELECT ?1, item_id, 0, probability FROM area_members WHERE area_id = ?2 AND item_id NOT IN"
            " (SELECT item_id FROM area_examples WHERE area_id = ?1 AND NOT belongs)"
            " ON CONFLICT DO UPDATE SET probability = max(probability, excluded.probability)",
            (parents[area_id], area_id),
        )
    members = "SELECT area_id, item_id FROM area_members"
    db.execute(f"DELETE FROM area_joined WHERE (area_id, item_id) NOT IN ({members})")
    db.execute(
        f"INSERT OR IGNORE INTO area_joined (area_id, item_id, at) SELECT *, ? FROM ({members})", (at,)
    )


def _depth(parents: Mapping[int, int], area_id: int) -> int:
    depth = 0
    while area_id in parents:
        area_id, depth = parents[area_id], depth + 1
    return depth


def borderline(db: sqlite3.Connection, area_id: int) -> dict[int, float]:
    """Probabilities of the items that wait for a yes or no, by item id, the least sure first."""
    rows = db.execute(
        f"SELECT item_id, probability {_WAITING} ORDER BY abs(probability - 0.5), item_id", (area_id, *UNSURE)
    )
    return {row["item_id"]: row["probability"] for row in rows}


def odds_of_item(db: sqlite3.Connection, item_id: int) -> dict[str, tuple[float, float]]:
    """By name of area how probable an item is in it, and how probable by itself alone; the surest first."""
    rows = db.execute(
        "SELECT name, probability, own FROM area_odds JOIN areas ON areas.id = area_id"
        " WHERE item_id = ? AND probability >= ? ORDER BY probability DESC, name",
        (item_id, UNSURE[0]),
    )
    return {row["name"]: (row["probability"], row["own"]) for row in rows}


def of_item(db: sqlite3.Connection, item_id: int) -> list[tuple[str, Stance, float]]:
    """Name, stance and probability of the areas an item belongs to, surest first."""
    rows = db.execute(
        "SELECT name, stance, probability FROM area_members JOIN areas ON areas.id = area_id"
        " WHERE item_id = ? ORDER BY probability DESC, name",
        (item_id,),
    )
    return [(row["name"], Stance(row["stance"]), row["probability"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Belonging:
    """An area that an item belongs to: its stance and the day of that, and the moment in UTC since when the
    item is known to belong."""

    name: str
    stance: Stance
    since: str
    joined: str

    def known_at(self, moment: str) -> bool:
        """Whether the area had its stance on the day of a moment, and the item was known to belong before
        it."""
        return self.since <= day(moment) and self.joined < moment


def of_items(db: sqlite3.Connection, item_ids: Collection[int]) -> dict[int, list[Belonging]]:
    """The areas that each item belongs to, surest first, by id of those of any."""
    rows = db.execute(
        "SELECT item_id, name, stance, since, area_joined.at AS joined"
        " FROM area_members JOIN areas ON areas.id = area_id JOIN area_joined USING (area_id, item_id)"
        " WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY probability DESC, name",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[Belonging]] = {}
    for row in rows:
        belonging = Belonging(row["name"], Stance(row["stance"]), row["since"], row["joined"])
        found.setdefault(row["item_id"], []).append(belonging)
    return found


def by_item(db: sqlite3.Connection) -> dict[int, list[str]]:
    """Names of the areas of every item that has any."""
    found: dict[int, list[str]] = {}
    for row in db.execute(
        "SELECT item_id, name FROM area_members JOIN areas ON areas.id = area_id ORDER BY name"
    ):
        found.setdefault(row["item_id"], []).append(row["name"])
    return found


def names(db: sqlite3.Connection) -> list[str]:
    """The names of all areas, in alphabetical order."""
    return [row["name"] for row in db.execute("SELECT name FROM areas ORDER BY name COLLATE NOCASE")]
