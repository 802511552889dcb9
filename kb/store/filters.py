"""`Filters` as SQL conditions over `items`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from kb.clock import as_stored
from kb.store.days import day, full
from kb.store.events import STANDING
from kb.text.normal import normalized
from kb.text.words import stems
from kb.types import Action, Filters, State


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition (without WHERE, `1` when nothing restricts) and its parameters."""
    conditions = list(_conditions(filters))
    if filters.without:
        conditions += [(f"NOT coalesce({sql}, 0)", values) for sql, values in _conditions(filters.without)]
    written = f"coalesce({full('items.published')}, {day('items.saved_at')})"
    conditions += _between(written, filters.since, filters.until)
    conditions += _when("items.saved_at", filters.saved_since, filters.saved_until)
    return (
        " AND ".join(sql for sql, _ in conditions) or "1",
        [value for _, values in conditions for value in values],
    )


def _when(column: str, since: str | None, until: str | None) -> Iterator[tuple[str, list[str]]]:
    """Conditions on a stored moment. A bound that is a day, a month or a year is one of the person's."""
    if since and _is_moment(since):
        yield f"{column} >= ?", [as_stored(since)]
        since = None
    if until and _is_moment(until):
        yield f"{column} <= ?", [as_stored(until)]
        until = None
    yield from _between(day(column), since, until)


def _is_moment(bound: str) -> bool:
    return len(bound) > len("2026-11-29")


def _between(column: str, since: str | None, until: str | None) -> Iterator[tuple[str, list[str]]]:
    """Conditions on a day as written; a bound given as a month or a year includes the whole of it."""
    if since:
        yield f"{column} >= ?", [since]
    if until:
        yield f"substr({column}, 1, ?) <= ?", [str(len(until)), until]


def _stepped(
    actions: Sequence[Action],
    before: Sequence[str],
    after: Sequence[str],
    since: str | None,
    until: str | None,
) -> tuple[str, list[str]]:
    """The item has a step like this in its history that was not taken back."""
    parts = [(f"events.action IN ({_marks(actions)})", [str(action) for action in actions])]
    if before:
        parts.append((f"events.before IN ({_marks(before)})", [str(value) for value in before]))
    if after:
        parts.append((f"events.after IN ({_marks(after)})", [str(value) for value in after]))
    parts += _when("events.at", since, until)
    return (
        "items.id IN (SELECT events.item_id FROM events WHERE events.item_id IS NOT NULL AND "
        + " AND ".join(sql for sql, _ in parts)
        + f" AND {STANDING})",
        [value for _, values in parts for value in values],
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
            yield f"{expression} IN ({_marks(values)})", [normalized(value) for value in values]
    for column, values in (("name", filters.areas), ("stance", filters.stances)):
        if values:
            yield (
                "EXISTS (SELECT 1 FROM area_members JOIN areas ON areas.id = area_members.area_id"
                f" WHERE area_members.item_id = items.id AND areas.{column} IN ({_marks(values)}))",
                [normalized(value) for value in values],
            )
    if filters.tags:
        yield (
            f"EXISTS (SELECT 1 FROM json_each(items.tags) WHERE value IN ({_marks(filters.tags)}))",
            [normalized(tag) for tag in filters.tags],
        )
    # Names in any form are the business of the words index; SQLite itself folds ASCII only.
    names = [" ".join(stems(author)) for author in filters.authors]
    if any(names):
        match = " OR ".join(f'names : "{name}"' for name in names if name)
        yield "items.id IN (SELECT rowid FROM words WHERE words MATCH ?)", [match]

    if filters.filed or filters.filed_from or filters.filed_since or filters.filed_until:
        # To be saved into a list is to be filed there.
        actions = (Action.MOVED,) if filters.filed_from else (Action.ADDED, Action.MOVED)
        yield _stepped(actions, filters.filed_from, filters.filed, filters.filed_since, filters.filed_until)
    if filters.read_since or filters.read_until:
        read = (State.READING, State.READ)
        yield _stepped((Action.STATE,), (), read, filters.read_since, filters.read_until)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def matching_ids(db: sqlite3.Connection, filters: Filters) -> set[int]:
    """Ids of all items the filters let through."""
    condition, parameters = where(filters)
    return {row[0] for row in db.execute(f"SELECT id FROM items WHERE {condition}", parameters)}
