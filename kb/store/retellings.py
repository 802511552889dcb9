"""What the person said of texts that may retell papers. A word is two events: the first is the text's, the
second the paper's."""

from __future__ import annotations

import sqlite3

from kb.store.events import OF_RETELLINGS, STANDING
from kb.types import Action


def decided(db: sqlite3.Connection) -> dict[tuple[int, int], bool]:
    """Pairs of ids of a text and a paper, and whether the one retells the other: the last word counts."""
    rows = db.execute(
        "SELECT events.item_id AS teller, twin.item_id AS paper, events.action = ? AS confirmed FROM events"
        " JOIN events AS twin ON twin.batch = events.batch AND twin.id > events.id"
        f" WHERE events.action IN (?, ?) AND {STANDING} AND teller != paper ORDER BY events.id",
        (Action.RETELLS, *OF_RETELLINGS),
    )
    return {(row["teller"], row["paper"]): bool(row["confirmed"]) for row in rows}


def papers_of(db: sqlite3.Connection, teller: int) -> list[int]:
    """Ids of the papers that a text was confirmed to retell, in the order of the words on them."""
    return [paper for (text, paper), confirmed in decided(db).items() if confirmed and text == teller]


def tellers_of(db: sqlite3.Connection, paper: int) -> list[int]:
    """Ids of the texts that were confirmed to retell a paper, in the order of the words on them."""
    return [text for (text, told), confirmed in decided(db).items() if confirmed and told == paper]
