"""An item's tags, and what a person did to them by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kb.store import events, items, words
from kb.text import tags
from kb.types import Action, Document


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with the tags it is to have, and what the words index holds of it then."""

    document: Document
    entry: words.Entry


def prepared(db: sqlite3.Connection, given: Mapping[int, Sequence[str]]) -> dict[int, Prepared]:
    """What `put` needs for items, by id, that are to have these tags; made before a transaction begins, since
    long texts take seconds."""
    documents = items.documents(db, list(given))
    tagged = {item_id: replace(one, tags=tuple(given[item_id])) for item_id, one in documents.items()}
    return {item_id: Prepared(document, words.entry(document)) for item_id, document in tagged.items()}


def put(
    db: sqlite3.Connection,
    given: Mapping[int, Sequence[str]],
    known: Mapping[int, Prepared] = MappingProxyType({}),
) -> None:
    """Sets the tags of items, by id; the words index knows them at once. What was prepared counts as long as
    an item is still what it was then."""
    db.executemany(
        "UPDATE items SET tags = ? WHERE id = ?",
        [(snapshot(after), item_id) for item_id, after in given.items()],
    )
    documents = items.documents(db, list(given))
    entries = {}
    for item_id, document in documents.items():
        ready = known.get(item_id)
        entries[item_id] = ready.entry if ready and ready.document == document else words.entry(document)
    words.remove(db, entries)
    words.add(db, entries.items())


def removed_tags(db: sqlite3.Connection, item_id: int) -> set[str]:
    """The tags, as `same` tells them, that were taken off an item by hand: another reading of it must not
    bring them back."""
    return tags.removed_tags(
        (read(event.before), read(event.after))
        for event in events.of_item(db, item_id)
        if event.action is Action.TAGGED and not event.undone
    )


def changed_since(db: sqlite3.Connection, moments: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """The tags that items had before what was done to them by hand at or after a moment each, by id of those
    to which something was."""
    rows = db.execute(
        "SELECT item_id, at, before, after, tags FROM events JOIN items ON items.id = item_id"
        f" WHERE item_id IN (SELECT value FROM json_each(?)) AND action = ? AND {events.STANDING}"
        " ORDER BY at DESC, events.id DESC",
        (json.dumps(list(moments)), Action.TAGGED),
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        if row["at"] >= moments[row["item_id"]]:
            later = found.get(row["item_id"], read(row["tags"]))
            found[row["item_id"]] = tags.taken_back(later, read(row["before"]), read(row["after"]))
    return found


def snapshot(given: Sequence[str]) -> str:
    """Tags as an event keeps them."""
    return json.dumps(list(given), ensure_ascii=False)


def read(kept: str) -> tuple[str, ...]:
    """The tags of a snapshot."""
    return tuple(json.loads(kept))
