"""Items of a library that may be one work."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kb.ingest.likeness import pairs
from kb.ingest.sameness import names
from kb.ingest.translations import Floats
from kb.store import aliases, items, merges, words
from kb.types import Filters, Item
from kb.types.duplicates import Pair


def find(db: sqlite3.Connection, heads: Mapping[int, Floats]) -> list[Pair]:
    """Of all items; `heads` as `likeness.pairs` takes them."""
    return _among(db, items.select(db, Filters()), heads)


def of_item(db: sqlite3.Connection, item_id: int) -> list[Pair]:
    """Of one item and those whose title has its first words or its second half; translations are left out."""
    [item] = items.by_ids(db, [item_id])
    alike = items.by_ids(db, sorted({item_id, *words.titled(db, item.title)}))
    return [pair for pair in _among(db, alike, {}) if item_id in (pair.first.id, pair.second.id)]


def _among(db: sqlite3.Connection, found: list[Item], heads: Mapping[int, Floats]) -> list[Pair]:
    keys = aliases.every_key(db, [item.id for item in found])
    return pairs(((item, names(item.key, keys[item.id])) for item in found), merges.apart(db), heads)
