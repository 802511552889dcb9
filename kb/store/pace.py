"""When the person filed things, and what of it they filed elsewhere later."""

from __future__ import annotations

import sqlite3

from kb.store.events import OF_ITSELF, STANDING
from kb.types import Action, Origin, Zone

_BY_HAND = f"""
    action = '{Action.MOVED}' AND origin = '{Origin.ME}' AND before = '{Zone.INBOX}'
    AND 1 = (SELECT count(*) FROM events AS same WHERE same.batch = events.batch)
"""


def moments(db: sqlite3.Connection) -> list[float]:
    """When items were filed from the inbox one by one, in seconds since 1970, rising; filings taken back
    among them, since they took their time too."""
    rows = db.execute(f"SELECT unixepoch(at) AS second FROM events WHERE {_BY_HAND} ORDER BY at, id")
    return [float(row["second"]) for row in rows]


def changed(db: sqlite3.Connection, days: int) -> tuple[int, int]:
    """How many of the items filed from the inbox one by one the person filed elsewhere within so many days,
    and of how many."""
    later = (
        "EXISTS (SELECT 1 FROM events AS moved WHERE moved.item_id = events.item_id AND moved.id > events.id"
        f" AND moved.action = '{Action.MOVED}' AND moved.origin = '{Origin.ME}'"
        " AND moved.after NOT IN (events.after, ?) AND unixepoch(moved.at) - unixepoch(events.at) < ?"
        f" AND {STANDING.replace('events.id', 'moved.id')} AND {OF_ITSELF.replace('events.', 'moved.')})"
    )
    row = db.execute(
        f"SELECT count(*) AS filed, coalesce(sum({later}), 0) AS changed FROM events"
        f" WHERE {_BY_HAND} AND {STANDING}",
        (Zone.INBOX, days * 86_400),
    ).fetchone()
    return int(row["changed"]), int(row["filed"])
