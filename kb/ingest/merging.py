"""Two items that turn out to be one work become one item, and can be parted again."""

from __future__ import annotations

import sqlite3

from kb.errors import JomoError
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


def part(db: sqlite3.Connection, item_id: int, moment: str) -> tuple[int, int]:
    """Takes the latest merge of an item back; returns the ids of the two items. They stay two when what made
    them one is imported again. Their passages and words are still to be made.

    :raises JomoError: the item was not merged, or only with what was parted from it again.
    """
    merge = merges.latest(db, item_id)
    if merge is None:
        [item] = items.by_ids(db, [item_id])
        raise JomoError(f"{item.key} was not merged with another item; there is nothing to part")
    kept, other = merges.part(db, merge)
    undone = events.NewEvent(moment, Origin.ME, Action.UNDONE, kept, note=Action.MERGED, undoes=merge)
    events.record(db, [undone])
    if not events.of_item(db, other):
        [item] = items.by_ids(db, [other])
        events.record(db, [events.added(other, item.saved_at, item.zone, item.source)])
    return kept, other
