"""What leads to an item: the canonical keys of its addresses, and the addresses as they are shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence


def resolve(db: sqlite3.Connection, keys: Iterable[str]) -> list[int]:
    """Ids of the items the canonical keys lead to, each once, in order of the keys."""
    wanted = list(keys)
    leading = owners(db, wanted)
    return list(dict.fromkeys(leading[key] for key in wanted if key in leading))


def put(db: sqlite3.Connection, addresses: Mapping[int, Mapping[str, str]]) -> None:
    """Lets each canonical key lead to the item it is given for, by id, shown as the address beside it."""
    db.executemany(
        "INSERT INTO aliases (key, address, item_id) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET item_id = excluded.item_id, address = excluded.address",
        [(key, address, item_id) for item_id, own in addresses.items() for key, address in own.items()],
    )


def shown(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[str]]:
    """The addresses that lead to each of these items, as they are shown, in order of their keys."""
    rows = db.execute(
        "SELECT item_id, address FROM aliases WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[str]] = {item_id: [] for item_id in item_ids}
    for row in rows:
        found[row["item_id"]].append(row["address"])
    return found


def keys_of(db: sqlite3.Connection, item_id: int) -> list[str]:
    """The canonical keys that lead to an item."""
    return [row["key"] for row in db.execute("SELECT key FROM aliases WHERE item_id = ?", (item_id,))]


def every_key(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[str]]:
    """The canonical keys that lead to each of these items."""
    rows = db.execute(
        "SELECT item_id, key FROM aliases WHERE item_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[str]] = {item_id: [] for item_id in item_ids}
    for row in rows:
        found[row["item_id"]].append(row["key"])
    return found


def owners(db: sqlite3.Connection, keys: Sequence[str]) -> dict[str, int]:
    """The item each canonical key leads to, for those that lead to one."""
    if not keys:
        return {}
    rows = db.execute(
        "SELECT key, item_id FROM aliases WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return {row["key"]: row["item_id"] for row in rows}
