"""`Filters` as SQL conditions over `items`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence

from kb.clock import as_stored
from kb.store.days import day, full
from kb.store.events import STANDING
from kb.text.normal import normalized
from kb.text.words import stems
from kb.types import OWN_WRITING, Action, Filters, State, Writing

_Condition = tuple[str, list[str]]
"""A condition and its parameters."""

_AREA = (
    "EXISTS (SELECT 1 FROM area_members JOIN areas ON areas.id = area_members.area_id"
    " WHERE area_members.item_id = items.id AND areas.{column} IN ({{}}))"
)
_ONE_OF = {
    "zones": "items.zone IN ({})",
    "states": "items.state IN ({})",
    "kinds": "items.kind IN ({})",
    "areas": _AREA.format(column="name"),
    "stances": _AREA.format(column="stance"),
    "sources": "items.source IN ({})",
    "languages": "items.language IN ({})",
    "verdicts": "items.verdict IN ({})",
    "writings": f"iif(items.meta ->> '{OWN_WRITING}' = 'yes', '{Writing.OWN}', '{Writing.OTHERS}') IN ({{}})",
    "tags": "EXISTS (SELECT 1 FROM json_each(items.tags) WHERE value IN ({}))",
}
"""Fields of which an item has one of the values; the values stand in the braces."""

_NAMES = {
    "areas": "SELECT name AS value FROM areas",
    "sources": "SELECT DISTINCT source AS value FROM items",
    "languages": "SELECT DISTINCT language AS value FROM items",
    "tags": "SELECT DISTINCT tag.value AS value FROM items, json_each(items.tags) AS tag",
}
"""What a library holds of the fields that take names."""


def names(db: sqlite3.Connection, field: str) -> list[str]:
    """The values a library holds of a field of `Filters` that takes one of them."""
    return [row["value"] for row in db.execute(_NAMES[field])]


def where(filters: Filters) -> tuple[str, list[str]]:
    """The condition (without WHERE, `1` when nothing restricts) and its parameters."""
    conditions = list(_conditions(filters))
    if filters.without:
        conditions += [(f"NOT coalesce({sql}, 0)", values) for sql, values in _conditions(filters.without)]
    return (
        " AND ".join(sql for sql, _ in conditions) or "1",
        [value for _, values in conditions for value in values],
    )


def matching_ids(db: sqlite3.Connection, filters: Filters) -> set[int]:
    """Ids of all items the filters let through."""
    condition, parameters = where(filters)
    return {row[0] for row in db.execute(f"SELECT id FROM items WHERE {condition}", parameters)}


def _conditions(filters: Filters) -> Iterator[_Condition]:
    for field, condition in _ONE_OF.items():
        if values := getattr(filters, field):
            yield condition.format(_marks(values)), [normalized(value) for value in values]
    for together, conditions in _TOGETHER.items():
        given = [getattr(filters, field) for field in together]
        if any(given):
            yield from conditions(*given)


def _by(authors: Sequence[str]) -> Iterator[_Condition]:
    # Names in any form are the business of the words index; SQLite itself folds ASCII only.
    names = [" ".join(stems(author)) for author in authors]
    match = " OR ".join(f'names : "{name}"' for name in names if name)
    yield ("items.id IN (SELECT rowid FROM words WHERE words MATCH ?)", [match]) if match else ("0", [])


def _dated(since: str | None, until: str | None) -> Iterator[_Condition]:
    yield from _between(f"coalesce({full('items.published')}, {day('items.saved_at')})", since, until)


def _saved(since: str | None, until: str | None) -> Iterator[_Condition]:
    yield from _when("items.saved_at", since, until)


def _filed(
    into: Sequence[str], out_of: Sequence[str], since: str | None, until: str | None
) -> Iterator[_Condition]:
    # To be saved into a list is to be filed there.
    actions = (Action.MOVED,) if out_of else (Action.ADDED, Action.MOVED)
    yield _stepped(actions, out_of, into, since, until)


def _read(since: str | None, until: str | None) -> Iterator[_Condition]:
    yield _stepped((Action.STATE,), (), (State.READING, State.READ), since, until)


_TOGETHER: Mapping[tuple[str, ...], Callable[..., Iterator[_Condition]]] = {
    ("authors",): _by,
    ("filed", "filed_from", "filed_since", "filed_until"): _filed,
    ("since", "until"): _dated,
    ("saved_since", "saved_until"): _saved,
    ("read_since", "read_until"): _read,
}
"""Fields whose conditions are made together, in the order of the parameters."""


def _stepped(
    actions: Sequence[Action],
    before: Sequence[str],
    after: Sequence[str],
    since: str | None,
    until: str | None,
) -> _Condition:
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


def _when(column: str, since: str | None, until: str | None) -> Iterator[_Condition]:
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


def _between(column: str, since: str | None, until: str | None) -> Iterator[_Condition]:
    """Conditions on a day as written; a bound given as a month or a year includes the whole of it."""
    if since:
        yield f"{column} >= ?", [since]
    if until:
        yield f"substr({column}, 1, ?) <= ?", [str(len(until)), until]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
