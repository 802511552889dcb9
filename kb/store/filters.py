"""`Filters` as SQL conditions over `items`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.clock import as_stored
from kb.store.arrivals import WAITING
from kb.store.days import day, full
from kb.store.events import STANDING
from kb.text.normal import normalized
from kb.text.words import stems
from kb.types import OWN_WRITING, Action, Filters, State, Writing, Zone
from kb.types.terms import Mark

_Condition = tuple[str, list[str]]
"""A condition and its parameters."""


@dataclass(frozen=True, slots=True)
class _Values:
    """Where the values of an item stand: in the expression `value`, for each row of `table` that is `of` the
    item where it may have several. `names` is the query of all there are, where items do not tell."""

    value: str
    table: str = ""
    of: str = "1"
    names: str = ""

    def among(self, count: int) -> str:
        """The condition that an item has one of so many values."""
        among = f"{self.value} IN ({', '.join('?' * count)})"
        return f"EXISTS (SELECT 1 FROM {self.table} WHERE {self.of} AND {among})" if self.table else among

    @property
    def every(self) -> str:
        """The query of all values a library holds."""
        rows = f"items, {self.table}" if self.table else "items"
        return self.names or f"SELECT DISTINCT {self.value} FROM {rows} WHERE {self.of}"


_MEMBERS = "area_members JOIN areas ON areas.id = area_members.area_id"
_TOPIC = "coalesce(nullif(topics.hand_name, ''), topics.name)"
_PLACED = (
    "map_points JOIN topics AS lower ON lower.id = map_points.topic"
    " JOIN topics ON topics.id IN (lower.id, lower.parent)"
)
_MARKS = (
    f"(SELECT item_id, '{Mark.NOTE}' AS kind FROM annotations WHERE NOT removed AND note != '' UNION"
    f" SELECT item_id, '{Mark.HIGHLIGHT}' FROM annotations WHERE NOT removed AND quote != '') AS marks"
)
_VALUES = {
    "zones": _Values("items.zone"),
    "states": _Values("items.state"),
    "kinds": _Values("items.kind"),
    "areas": _Values("areas.name", _MEMBERS, "area_members.item_id = items.id", "SELECT name FROM areas"),
    "topics": _Values(_TOPIC, _PLACED, "map_points.item_id = items.id", f"SELECT {_TOPIC} FROM topics"),
    "stances": _Values("areas.stance", _MEMBERS, "area_members.item_id = items.id"),
    "sources": _Values("items.source"),
    "languages": _Values("items.language"),
    "verdicts": _Values("items.verdict"),
    "writings": _Values(f"iif(items.meta ->> '{OWN_WRITING}' = 'yes', '{Writing.OWN}', '{Writing.OTHERS}')"),
    "tags": _Values("tags.value", "json_each(items.tags) AS tags"),
    "marks": _Values("marks.kind", _MARKS, "marks.item_id = items.id"),
}
"""Fields of which an item has one of the values."""


def names(db: sqlite3.Connection, field: str) -> list[str]:
    """The values a library holds of a field of `Filters` that takes one of them."""
    return [row[0] for row in db.execute(_VALUES[field].every)]


def value_counts(
    db: sqlite3.Connection, fields: Sequence[str], item_ids: Sequence[int]
) -> dict[str, Counter[str]]:
    """How many of the items have each value of these fields of `Filters`, by the name of the field."""
    chosen, ids = "items.id IN (SELECT value FROM json_each(?))", json.dumps(list(item_ids))
    counted = {field: Counter[str]() for field in fields}
    # What every item has one of is read in one pass: rows of items are long.
    single = [field for field in fields if not _VALUES[field].table]
    columns = ", ".join(_VALUES[field].value for field in single)
    for row in db.execute(f"SELECT {columns} FROM items WHERE {chosen}", [ids]) if single else ():
        for field, value in zip(single, row, strict=True):
            if value:
                counted[field][value] += 1
    for field in counted.keys() - set(single):
        of = _VALUES[field]
        rows = db.execute(
            f"SELECT {of.value}, count(DISTINCT items.id) FROM items, {of.table}"
            f" WHERE {of.of} AND {chosen} GROUP BY 1",
            [ids],
        )
        counted[field].update(dict(map(tuple, rows)))
    return counted


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
    for field, of in _VALUES.items():
        if values := getattr(filters, field):
            condition = of.among(len(values))
            if field == "zones" and Zone.INBOX in values:
                # What waits for its source's budget is in no list yet.
                condition = f"({condition} AND NOT (items.zone = '{Zone.INBOX}' AND {WAITING}))"
            yield condition, [normalized(value) for value in values]
    for together, conditions in _TOGETHER.items():
        given = [getattr(filters, field) for field in together]
        if any(given):
            yield from conditions(*given)


def _by(authors: Sequence[str]) -> Iterator[_Condition]:
    # Names in any form are the business of the words index; SQLite itself folds ASCII only.
    names = [" ".join(stems(author)) for author in authors]
    match = " OR ".join(f'names : "{name}"' for name in names if name)
    yield ("items.id IN (SELECT rowid FROM words WHERE words MATCH ?)", [match]) if match else ("0", [])


def _noted(words: Sequence[str]) -> Iterator[_Condition]:
    among = " OR ".join(["has_words(quote || ' ' || note, ?)"] * len(words))
    yield f"items.id IN (SELECT item_id FROM annotations WHERE NOT removed AND ({among}))", list(words)


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
    ("notes",): _noted,
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
