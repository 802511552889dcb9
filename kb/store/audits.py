"""What was filed by itself, and what the person says of the part that came back to be checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from kb.store import events, items
from kb.store.events import OF_ITSELF, STANDING
from kb.types import Action, Move, Origin, Zone
from kb.types.forks import Audit, Outcome

_FORKS = "filing by itself"
OFF = "off"
"""What stands in the history for no threshold."""
# The person's first word on a filing: an answer to the audit, or that they filed the item elsewhere.
_ANSWERS = f"""
    SELECT own_filings.event_id, own_filings.probability, own_filings.audited, events.at, events.item_id,
        events.after AS zone, answer.at AS answered_at, answer.after AS answer
    FROM own_filings JOIN events ON events.id = own_filings.event_id
    LEFT JOIN events AS answer ON answer.id = (
        SELECT min(said.id) FROM events AS said WHERE said.item_id = events.item_id AND said.id > events.id
        AND (said.action = '{Action.AUDITED}'
            OR (said.action = '{Action.MOVED}' AND said.origin = '{Origin.ME}'
                AND {OF_ITSELF.replace("events.", "said.")}))
        AND {STANDING.replace("events.id", "said.id")})
    WHERE {STANDING}
"""


def file(
    db: sqlite3.Connection,
    sure: Mapping[int, tuple[Zone, float]],
    audited: Sequence[int],
    at: str,
) -> list[Move]:
    """Files items by id, each into its zone with its probability, as one step; those to be audited come
    back. What has left the inbox since is left out."""
    going = [item for item in items.by_ids(db, list(sure)) if item.zone is Zone.INBOX]
    for item in going:
        items.set_zone(db, item.id, sure[item.id][0])
    first = events.last_id(db)
    events.record(
        db,
        [
            events.NewEvent(at, Origin.AUTO, Action.MOVED, item.id, before=Zone.INBOX, after=sure[item.id][0])
            for item in going
        ],
    )
    recorded = db.execute("SELECT id, item_id FROM events WHERE id > ? ORDER BY id", (first,)).fetchall()
    db.executemany(
        "INSERT INTO own_filings (event_id, probability, audited) VALUES (?, ?, ?)",
        [(row["id"], sure[row["item_id"]][1], row["item_id"] in audited) for row in recorded],
    )
    return [Move(item.key, item.zone, sure[item.id][0]) for item in going]


def waiting(db: sqlite3.Connection) -> list[Audit]:
    """Filings drawn to be checked that the person has said nothing of yet, the oldest first."""
    rows = db.execute(f"{_ANSWERS} AND own_filings.audited AND answer IS NULL ORDER BY events.id")
    return [Audit(row["item_id"], Zone(row["zone"]), row["probability"], row["at"]) for row in rows]


def outcomes(db: sqlite3.Connection) -> list[Outcome]:
    """What the person said of filings drawn to be checked, in the order of their words."""
    rows = db.execute(
        f"{_ANSWERS} AND own_filings.audited AND answer IS NOT NULL ORDER BY answer.at, answer.id"
    )
    return [Outcome(row["answered_at"], row["probability"], row["answer"] != row["zone"]) for row in rows]


def filed(db: sqlite3.Connection) -> set[int]:
    """Items that Jomo filed by itself, where that stands."""
    rows = db.execute(
        f"SELECT item_id FROM own_filings JOIN events ON events.id = own_filings.event_id WHERE {STANDING}"
    )
    return {row["item_id"] for row in rows}


def answered(item_id: int, filed: Zone, zone: Zone, at: str) -> list[events.NewEvent]:
    """That the person would have filed an item into a zone, and where that is another one, that it goes
    there."""
    said = events.NewEvent(at, Origin.ME, Action.AUDITED, item_id, before=filed, after=zone)
    if zone is filed:
        return [said]
    return [said, events.NewEvent(at, Origin.ME, Action.MOVED, item_id, before=filed, after=zone)]


def switched(before: float | None, after: float | None, shown: str, at: str) -> events.NewEvent:
    """That filing by itself begins at a threshold, or ends (None), with what was shown before it."""
    return events.NewEvent(
        at,
        Origin.ME,
        Action.FORKS_SET,
        subject=_FORKS,
        before=OFF if before is None else str(before),
        after=OFF if after is None else str(after),
        note=shown,
    )


def threshold(db: sqlite3.Connection) -> float | None:
    """The threshold that was chosen for filing by itself; None while it is off."""
    row = db.execute(
        f"SELECT after FROM events WHERE action = ? AND {STANDING} ORDER BY id DESC LIMIT 1",
        (Action.FORKS_SET,),
    ).fetchone()
    return None if row is None or row["after"] == OFF else float(row["after"])
