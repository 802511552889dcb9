"""Tags given and taken by hand: each time one step that can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from kb.clock import now
from kb.store import Store, events, items
from kb.store import tags as stored
from kb.text import tags
from kb.types import Action, Item, Move, Origin


def tag(store: Store, item_ids: Sequence[int], name: str) -> list[Move]:
    """Gives items a tag, as one step. Items that have it are left out.

    :raises JomoError: the tag is empty or too long.
    """
    name = tags.tidy(name)
    return _change(store, item_ids, lambda given: tags.added(given, name))


def untag(store: Store, item_ids: Sequence[int], name: str) -> list[Move]:
    """Takes a tag off items, in whatever way it is written there, as one step. Items without it are left
    out."""
    return _change(store, item_ids, lambda given: tags.without(given, {tags.same(name)}))


def _change(store: Store, item_ids: Sequence[int], change: Callable[[tags.Tags], tags.Tags]) -> list[Move]:
    ids, db = list(dict.fromkeys(item_ids)), store.read()
    ready = stored.prepared(db, {item.id: after for item, after in _changing(db, ids, change)})
    with store.write() as db:
        changing = _changing(db, ids, change)
        stored.put(db, {item.id: after for item, after in changing}, ready)
        moment = now()
        events.record(
            db,
            [
                events.NewEvent(
                    moment,
                    Origin.ME,
                    Action.TAGGED,
                    item.id,
                    before=stored.snapshot(item.tags),
                    after=stored.snapshot(after),
                )
                for item, after in changing
            ],
        )
    return [Move(item.key, ", ".join(item.tags), ", ".join(after)) for item, after in changing]


def _changing(
    db: sqlite3.Connection, ids: Sequence[int], change: Callable[[tags.Tags], tags.Tags]
) -> list[tuple[Item, tags.Tags]]:
    """Items whose tags the change alters, and the tags they get."""
    return [(item, after) for item in items.by_ids(db, ids) if (after := change(item.tags)) != item.tags]
