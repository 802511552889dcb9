"""Counts of values among items, by which a list can be narrowed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from kb.store.filters import value_counts
from kb.types.filters import FILTERS


def facets(db: sqlite3.Connection, item_ids: Sequence[int]) -> Mapping[str, Mapping[str, int]]:
    """How many of the items have each value, by the filter's word in the box, commonest first; of the filters
    that are offered so."""
    counted = [one for one in FILTERS if one.is_counted]
    counts = value_counts(db, [one.field for one in counted], item_ids)
    return {one.word: dict(counts[one.field].most_common()) for one in counted}
