"""Two items that turn out to be one work become one item; `kb.ingest.parting` makes two of it again."""

from __future__ import annotations

import sqlite3

from kb.store import events, items, merges, words
from kb.types import Action, Origin


def unite(db: sqlite3.Connection, kept: int, other: int, moment: str, origin: Origin = Origin.IMPORT) -> None:
    """Makes one item of two. What the other one held is kept in the history until they are parted."""
    [item] = items.by_ids(db, [other])
    before = merges.both(db, kept, other)
    items.merge(db, kept, other)
    words.remove(db, [other])
    united = events.NewEvent(
        moment, origin, Action.MERGED, kept, before=before, after=item.key, note=item.title
    )
    events.record(db, [united])
