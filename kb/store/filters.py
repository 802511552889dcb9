"""`Filters` as SQL conditions over `items`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from kb.text.words import stems
from kb.types import Filters


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition (without WHERE, `1` when nothing restricts) and its parameters."""
    conditions = list(_conditions(filters))
    if filters.without:
        conditions += [(f"NOT coalesce({sql}, 0)", values) for sql, values in _conditions(filters.without)]
    if filters.since:
        conditions.append(("items.dated >= ?", [filters.since]))
    if filters.until:
        # A bound given as a day or a month includes the whole of it.
        conditions.append(("substr(items.dated, 1, ?) <= ?", [str(len(filters.until)), filters.until]))
    return (
        " AND ".join(sql for sql, _ in conditions) or "1",
        [value for _, values in conditions for value in values],
    )


def _conditions(filters: Filters) -> Iterator[tuple[str, list[str]]]:
    """One condition for each field that has values: the item has one of them."""
    for expression, values in (
        ("items.zone", filters.zones),
        ("items.state", filters.states),
        ("items.kind", filters.kinds),
        ("items.source", filters.sources),
        ("items.language", filters.languages),
        ("items.verdict", filters.verdicts),
    ):
        if values:
            yield f"{expression} IN ({_marks(values)})", [str(value) for value in values]
    for column, values in (("name", filters.areas), ("stance", filters.stances)):
        if values:
            yield (
                "EXISTS (SELECT 1 FROM area_members JOIN areas ON areas.id = area_members.area_id"
                f" WHERE area_members.item_id = items.id AND areas.{column} IN ({_marks(values)}))",
                [str(value) for value in values],
            )
    if filters.tags:
        yield (
            f"EXISTS (SELECT 1 FROM json_each(items.tags) WHERE value IN ({_marks(filters.tags)}))",
            list(filters.tags),
        )
    # Names in any form are the business of the words index; SQLite itself folds ASCII only.
    names = [" ".join(stems(author)) for author in filters.authors]
    if any(names):
        match = " OR ".join(f'names : "{name}"' for name in names if name)
        yield "items.id IN (SELECT rowid FROM words WHERE words MATCH ?)", [match]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def matching_ids(db: sqlite3.Connection, filters: Filters) -> set[int]:
    """Ids of all items the filters let through."""
    condition, parameters = where(filters)
    return {row[0] for row in db.execute(f"SELECT id FROM items WHERE {condition}", parameters)}
