"""What writing may refer to items by."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict

from kb.store import former_titles
from kb.types import Kind
from kb.types.evidence import WorkFacts


def facts(db: sqlite3.Connection) -> list[WorkFacts]:
    """Every item by its keys, its titles, its authors and what it links to, the oldest first."""
    keys: dict[int, list[str]] = defaultdict(list)
    for row in db.execute("SELECT item_id, key FROM aliases ORDER BY key"):
        keys[row["item_id"]].append(row["key"])
    leads: dict[int, list[str]] = defaultdict(list)
    for row in db.execute("SELECT item_id, key FROM refs ORDER BY item_id, position"):
        leads[row["item_id"]].append(row["key"])
    former: dict[int, list[str]] = defaultdict(list)
    for item_id, title in former_titles.every(db):
        former[item_id].append(title)
    rows = db.execute(
        "SELECT id, key, kind, title, saved_at, authors, published,"
        " json_extract(meta, '$.citation_key') AS cited_as FROM items ORDER BY id"
    )
    return [
        WorkFacts(
            item_id=row["id"],
            kind=Kind(row["kind"]),
            title=row["title"],
            saved_at=row["saved_at"],
            keys=tuple(dict.fromkeys((row["key"], *keys[row["id"]]))),
            authors=tuple(json.loads(row["authors"])),
            published=row["published"],
            leads_to=tuple(leads[row["id"]]),
            former=tuple(sorted(former[row["id"]])),
            cited_as=tuple(filter(None, (row["cited_as"] or "").split(", "))),
        )
        for row in rows
    ]
