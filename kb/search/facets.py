"""Counts of values among items, by which a list can be narrowed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from kb.store import areas, items


def facets(db: sqlite3.Connection, item_ids: Sequence[int]) -> Mapping[str, Mapping[str, int]]:
    """How many of the items have each value, by the filter's word in the box, commonest first."""
    counted = {name: Counter[str]() for name in ("zone", "kind", "lang", "state", "source", "verdict", "tag")}
    for row in items.facet_values(db, item_ids):
        for name, counter in counted.items():
            counter.update(value for value in row[name] if value)
    counted["area"], counted["stance"] = Counter(), Counter()
    for _, name, stance in areas.of_many(db, item_ids):
        counted["area"][name] += 1
        counted["stance"][stance] += 1
    return {name: dict(counter.most_common()) for name, counter in counted.items()}
