"""`Filters` as SQL conditions over `items`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kb.types import Filters


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition (without WHERE, `1` when nothing restricts) and its parameters."""
    conditions: list[str] = []
    parameters: list[str] = []

    def one_of(expression: str, values: Sequence[str]) -> None:
        if values:
            conditions.append(f"{expression} IN ({', '.join('?' * len(values))})")
            parameters.extend(str(value) for value in values)

    one_of("items.zone", filters.zones)
    one_of("items.state", filters.states)
    one_of("items.kind", filters.kinds)
    one_of("items.source", filters.sources)
    one_of("items.language", filters.languages)
    one_of("items.verdict", filters.verdicts)
    for column, values in (("name", filters.areas), ("stance", filters.stances)):
        if values:
            marks = ", ".join("?" * len(values))
            conditions.append(
                "EXISTS (SELECT 1 FROM area_members JOIN areas ON areas.id = area_members.area_id "
                f"WHERE area_members.item_id = items.id AND areas.{column} IN ({marks}))"
            )
            parameters.extend(str(value) for value in values)
    if filters.since:
        conditions.append("items.dated >= ?")
        parameters.append(filters.since)
    if filters.until:
        # A bound given as a day or a month includes the whole of it.
        conditions.append("substr(items.dated, 1, ?) <= ?")
        parameters.extend((str(len(filters.until)), filters.until))
    return " AND ".join(conditions) or "1", parameters


def matching_ids(db: sqlite3.Connection, filters: Filters) -> set[int]:
    """Ids of all items the filters let through."""
    condition, parameters = where(filters)
    return {row[0] for row in db.execute(f"SELECT id FROM items WHERE {condition}", parameters)}
