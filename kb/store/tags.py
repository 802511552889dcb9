"""An item's tags, and what a person did to them by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kb.store import events, items, words
from kb.text import tags
from kb.types import Action


def put(db: sqlite3.Connection, item_id: int, given: Sequence[str]) -> None:
    """Sets an item's tags; the words index knows them at once."""
    db.execute("UPDATE items SET tags = ? WHERE id = ?", (snapshot(given), item_id))
    words.put(db, item_id, words.entry(items.document(db, item_id)))


def removed_tags(db: sqlite3.Connection, item_id: int) -> set[str]:
    """The tags, as `same` tells them, that were taken off an item by hand: another reading of it must not
    bring them back."""
    return tags.removed_tags(
        (read(event.before), read(event.after))
        for event in events.of_item(db, item_id)
        if event.action is Action.TAGGED and not event.undone
    )


def snapshot(given: Sequence[str]) -> str:
    """Tags as an event keeps them."""
    return json.dumps(list(given), ensure_ascii=False)


def read(kept: str) -> tuple[str, ...]:
    """The tags of a snapshot."""
    return tuple(json.loads(kept))
