"""Items that wait for a survey, and the places where they do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from kb.catalogue import _, p_
from kb.types import Area

_PLACES = (
    "SELECT parkings.id, coalesce(areas.name, parkings.name) AS name, areas.name AS area, watched_since"
    " FROM parkings LEFT JOIN areas ON areas.id = parkings.area_id"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where items wait: the name of an area that stands, or of a topic (`area` is None). New items of an area
    wait by themselves since the moment `watched_since`, None where it is not watched."""

    id: int
    name: str
    area: str | None
    watched_since: str | None


@dataclass(frozen=True, slots=True)
class Wait:
    """An item's wait in the place of that id: since when, until when (None: still), and the id of the survey
    that settled it. `parking` is what the place was called then."""

    parking_id: int
    parking: str
    parked_at: str
    ended_at: str | None = None
    survey_id: int | None = None

    @property
    def told(self) -> str:
        """How it waits, in a word or two."""
        if self.ended_at is None:
            return _("parked: {place}", place=self.parking)
        return _("let out") if self.survey_id is None else _("settled by a survey")


def told(wait: Wait | None) -> str:
    """How an item waits, in a word or two, if it does."""
    return wait.told if wait else p_("an item", "not parked")


def places(db: sqlite3.Connection) -> list[Place]:
    """All places, by name."""
    rows = db.execute(f"{_PLACES} ORDER BY name COLLATE NOCASE, parkings.id")
    return [Place(**row) for row in map(dict, rows)]


def place(db: sqlite3.Connection, name: str, area: Area | None) -> Place:
    """The place of an area, or else of a topic of that name; made where there is none."""
    key, value = ("area_id", area.id) if area else ("area_id IS NULL AND parkings.name", name)
    if not db.execute(f"SELECT 1 FROM parkings WHERE {key} = ?", (value,)).fetchone():
        db.execute("INSERT INTO parkings (name, area_id) VALUES (?, ?)", (name, area.id if area else None))
    row = db.execute(f"{_PLACES} WHERE {key} = ?", (value,)).fetchone()
    return Place(**dict(row))


def set_watched(db: sqlite3.Connection, parking_id: int, since: str | None) -> None:
    """Lets new items of a place's area wait by themselves from a moment on, or no more."""
    db.execute("UPDATE parkings SET watched_since = ? WHERE id = ?", (since, parking_id))


def waits(db: sqlite3.Connection) -> dict[int, Wait]:
    """Every wait, over or not, by the item's id; the last parked first."""
    rows = db.execute(
        "SELECT item_id, parking_id, coalesce(areas.name, parkings.name) AS parking, parked_at, ended_at,"
        " survey_id FROM parked JOIN parkings ON parkings.id = parking_id"
        " LEFT JOIN areas ON areas.id = parkings.area_id ORDER BY parked_at DESC, item_id DESC"
    )
    return {
        row["item_id"]: Wait(
            row["parking_id"], row["parking"], row["parked_at"], row["ended_at"], row["survey_id"]
        )
        for row in rows
    }


def settlings(db: sqlite3.Connection, survey_ids: Collection[int]) -> list[tuple[int, str, int]]:
    """Of surveys that settled what waited: the id, the moment, and how many items at once, oldest first."""
    rows = db.execute(
        "SELECT survey_id, ended_at, count(*) AS n FROM parked WHERE survey_id IN"
        " (SELECT value FROM json_each(?)) GROUP BY survey_id, ended_at ORDER BY ended_at, survey_id",
        (json.dumps(list(survey_ids)),),
    )
    return [(row["survey_id"], row["ended_at"], row["n"]) for row in rows]


def came(db: sqlite3.Connection) -> dict[int, int]:
    """Items in the inbox that came into a watched area since it is watched and never waited by hand: ids of
    their places by id of the item, the last saved first."""
    rows = db.execute(
        "SELECT items.id, parkings.id AS parking FROM parkings"
        " JOIN area_members ON area_members.area_id = parkings.area_id"
        " JOIN items ON items.id = area_members.item_id"
        " WHERE zone = 'inbox' AND state = 'unread' AND saved_at >= watched_since"
        " AND items.id NOT IN (SELECT item_id FROM parked)"
        " ORDER BY saved_at DESC, items.id DESC, area_members.probability"
    )
    return {row["id"]: row["parking"] for row in rows}


def put(db: sqlite3.Connection, item_id: int, wait: Wait | None) -> None:
    """Says how an item waits, or that it never did; the caller records the event."""
    if wait is None:
        db.execute("DELETE FROM parked WHERE item_id = ?", (item_id,))
        return
    db.execute(
        "INSERT OR REPLACE INTO parked (item_id, parking_id, parked_at, ended_at, survey_id)"
        " VALUES (?, ?, ?, ?, (SELECT id FROM items WHERE id = ?))",
        (item_id, wait.parking_id, wait.parked_at, wait.ended_at, wait.survey_id),
    )


def snapshot(wait: Wait | None) -> str:
    """A wait as an event keeps it; an empty text stands for none."""
    return json.dumps(asdict(wait), ensure_ascii=False) if wait else ""


def read(kept: str) -> Wait | None:
    """The wait of a snapshot."""
    stored: Mapping[str, object] = json.loads(kept) if kept else {}
    return Wait(**stored) if stored else None  # type: ignore[arg-type]
