"""What the texts of items point to, and who points to an item."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kb.store import aliases, retellings
from kb.types import Reference


def of_item(db: sqlite3.Connection, item_id: int) -> tuple[Reference, ...]:
    """What an item's text points to, in the order of the text."""
    return tuple(of_items(db, [item_id])[item_id])


def of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[Reference]]:
    """As `of_item`, of each of these items."""
    rows = db.execute(
        "SELECT item_id, url, key, label FROM refs WHERE item_id IN (SELECT value FROM json_each(?))"
        " ORDER BY item_id, position",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[Reference]] = {item_id: [] for item_id in item_ids}
    for row in rows:
        found[row["item_id"]].append(Reference(row["url"], row["key"], row["label"]))
    return found


def keys_of_items(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, set[str]]:
    """The canonical keys that items point to, by id; items that point to nothing are left out."""
    found: dict[int, set[str]] = {}
    for row in db.execute(
        "SELECT item_id, key FROM refs WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    ):
        found.setdefault(row["item_id"], set()).add(row["key"])
    return found


def pointing_to(db: sqlite3.Connection, item_ids: Sequence[int]) -> set[int]:
    """Ids of the items that point to any of these."""
    rows = db.execute(
        "SELECT DISTINCT refs.item_id FROM refs JOIN aliases ON aliases.key = refs.key"
        " WHERE aliases.item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    )
    return {row["item_id"] for row in rows}


def mentioned_by(db: sqlite3.Connection, item_id: int) -> list[int]:
    """Ids of items that link to this one or were confirmed to retell it, newest first."""
    rows = db.execute(
        "SELECT id FROM items WHERE id != ?1 AND id IN (SELECT refs.item_id FROM aliases"
        " JOIN refs ON refs.key = aliases.key WHERE aliases.item_id = ?1"
        " UNION SELECT value FROM json_each(?2)) ORDER BY dated DESC, id DESC",
        (item_id, json.dumps(retellings.tellers_of(db, item_id))),
    )
    return [row["id"] for row in rows]


def mentioning(db: sqlite3.Connection, key: str) -> list[int]:
    """Ids of items that link to the work with this canonical key or were confirmed to retell it, newest
    first."""
    tellers = [teller for paper in aliases.resolve(db, [key]) for teller in retellings.tellers_of(db, paper)]
    rows = db.execute(
        "SELECT id FROM items WHERE id IN (SELECT item_id FROM refs WHERE key = ?"
        " UNION SELECT value FROM json_each(?)) ORDER BY dated DESC, id DESC",
        (key, json.dumps(tellers)),
    )
    return [row["id"] for row in rows]


def links(db: sqlite3.Connection) -> list[tuple[int, int, str]]:
    """Ids of each item and of the items it links to, in the order of its text, each pair once, with the words
    around the link."""
    rows = db.execute(
        "SELECT refs.item_id, aliases.item_id AS target, coalesce(contexts.words, '') AS words FROM refs"
        " JOIN aliases ON aliases.key = refs.key AND aliases.item_id != refs.item_id"
        " LEFT JOIN contexts ON contexts.item_id = refs.item_id AND contexts.key = refs.key"
        " ORDER BY refs.item_id, refs.position"
    )
    found: dict[tuple[int, int], str] = {}
    for row in rows:
        pair = row["item_id"], row["target"]
        found[pair] = found.get(pair) or row["words"]
    return [(*pair, words) for pair, words in found.items()]


def put(db: sqlite3.Connection, item_id: int, references: Iterable[Reference]) -> None:
    """Replaces what an item's text points to."""
    db.execute("DELETE FROM refs WHERE item_id = ?", (item_id,))
    add(db, [(item_id, references)])


def add(db: sqlite3.Connection, given: Iterable[tuple[int, Iterable[Reference]]]) -> None:
    """Notes what the texts of items, told by id, point to of which nothing is noted yet."""
    db.executemany(
        "INSERT INTO refs (item_id, position, key, url, label) VALUES (?, ?, ?, ?, ?)",
        [
            (item_id, n, ref.key, ref.url, ref.label)
            for item_id, references in given
            for n, ref in enumerate(references)
        ],
    )
