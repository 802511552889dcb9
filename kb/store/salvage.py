"""A damaged database read page by page into a new one.

Pages are told apart by the trees that lead to them. Where a tree is broken, the pages it lost are known by
the shape of what lies on them. What cannot be put back whole is put together from what else tells of it:
passages hold an item's text, addresses its key, events where it lies and how far it was read.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kb.catalogue import _
from kb.clock import now
from kb.errors import LibraryDamaged
from kb.store.connection import create, newest_schema
from kb.store.pages import INDEX_LEAF, TABLE_LEAF, Pages, Record, Value
from kb.types import Action

_HEAD, _KEY_SIGN = 0, ":"
"""The position of an item's first passage; what every key has behind its kind."""
_SHAPES = {
    "text_hash": re.compile(r"[0-9a-f]{32}"),
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "key": re.compile(r"[a-z]+:.*", re.DOTALL),
    "zone": re.compile(r"[a-z-]+"),
    "state": re.compile(r"[a-z]+"),
    "action": re.compile(r"[a-z-]+"),
    "origin": re.compile(r"[a-z]+"),
    "kind": re.compile(r"[a-z]+"),
    "stance": re.compile(r"[a-z]+"),
    "at": re.compile(r"\d{4}.*"),
}
"""What columns of these names hold, for telling the rows of one table from those of another."""
_EMPTY = {"meta": "{}", "turns": "[]", "authors": "[]", "tags": "[]"}
"""What columns that hold JSON have in them where nothing is known."""
_KINDS = {"arxiv": "paper", "doi": "paper", "post": "post", "url": "article", "chat": "chat"}
"""What an item probably is, by the beginning of its key."""


@dataclass(frozen=True, slots=True)
class LostItem:
    """An item that was not read whole: its key and title as far as anything tells them."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a damaged library: how many items are in the new one, those of them that were put
    together from other rows and may lack something, those that are lost, how many more may have been
    there, how many rows of each table made no sense or belonged to nothing any more, and the tables that
    were not read whole: beyond the last row found nobody can count."""

    items: int
    mended: tuple[LostItem, ...] = ()
    lost: tuple[LostItem, ...] = ()
    unknown: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    incomplete: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What reading the pages came to: tables not read whole, rows of each that made no sense, items whose
    end or some of whose text is missing."""

    broken: set[str]
    senseless: Counter[str] = field(default_factory=Counter)
    cut: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    required: bool
    default: bool
    stored: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as its records lie in the file: columns in their order there, and the one that is the rowid."""

    name: str
    columns: tuple[_Column, ...]
    rowid: int | None
    leaf: int

    def fits(self, record: Record) -> bool:
        """Whether this may be a row of the table: whole, or, of an item, known at least by its title."""
        values = record.values
        if len(values) > len(self.columns) or (record.rowid is None) != (self.leaf == INDEX_LEAF):
            return False
        if not record.whole and not (self.name == "items" and len(values) > self.place("title")):
            return False
        missing = self.columns[len(values) :]
        if record.whole and any(column.required and not column.default for column in missing):
            return False
        return all(
            n == self.rowid or _may_be(value, column)
            for n, (value, column) in enumerate(zip(values, self.columns, strict=False))
        )

    @property
    def is_known_by_its_rows(self) -> bool:
        """Whether its rows look like no other's: pages of numbers alone may be those of any index."""
        return self.leaf == TABLE_LEAF or any(column.type == "TEXT" for column in self.columns)

    def place(self, column: str) -> int:
        return [one.name for one in self.columns].index(column)


def _may_be(value: Value, column: _Column) -> bool:
    if value is None:
        return not column.required
    types = {"TEXT": (str,), "INTEGER": (int,), "REAL": (int, float), "BLOB": (bytes,)}
    if not isinstance(value, types.get(column.type, (int, float, str, bytes))):
        return False
    shape = _SHAPES.get(column.name)
    return shape is None or not isinstance(value, str) or shape.fullmatch(value) is not None


def salvage(file: Path, target: Path) -> Account:
    """Reads what can be read of a damaged database into a new one at `target`. The file is not touched.

    :raises LibraryDamaged: it was made by a newer Jomo.
    :raises OSError: it cannot be read.
    """
    log = file.with_name(f"{file.name}-wal")
    pages = Pages(file.read_bytes(), log.read_bytes() if log.is_file() else b"")
    version = pages.schema_version or newest_schema()
    roots = _roots(pages)
    if version > newest_schema() and roots:
        raise LibraryDamaged(
            _("{file} was made by a newer Jomo (schema {schema}); update Jomo", file=file, schema=version)
        )
    db = create(target, version if version <= newest_schema() else newest_schema())
    try:
        db.execute("BEGIN")
        salvaged = _fill(db, pages, roots)
        account = _put_together(db, salvaged)
        db.execute("COMMIT")
    finally:
        db.close()
    return account


def _roots(pages: Pages) -> dict[str, int]:
    """Where the tree of each table and index begins, as far as the schema can be read."""
    found: dict[str, int] = {}
    for number in pages.walk(1).pages:
        for record in pages.records(number):
            if record and len(record.values) >= 4 and isinstance(record.values[3], int):
                found[str(record.values[1])] = record.values[3]
    return {name: root for name, root in found.items() if root}


def _fill(db: sqlite3.Connection, pages: Pages, roots: dict[str, int]) -> _Found:
    """Puts all rows that can be read into the new database."""
    tables = {table.name: table for table in _tables(db)}
    reached: set[int] = set()
    salvaged = _Found(set(tables) - set(roots))
    for name, root in roots.items():
        tree = pages.walk(root)
        reached.update(tree.pages)
        if name in tables:
            whole = _put(db, tables[name], pages, tree.pages, salvaged)
            if not whole or not tree.sound:
                salvaged.broken.add(name)
    lost = [t for t in tables.values() if t.name in salvaged.broken and t.is_known_by_its_rows]
    for number in sorted(set(range(2, pages.count + 1)) - reached - pages.unused() if lost else ()):
        kind = pages.kind(number)
        records = [record for record in pages.records(number) if record is not None]
        for table in lost:
            if table.leaf == kind and records and all(table.fits(record) for record in records):
                _insert(db, table, records, salvaged)
                break
    return salvaged


def _tables(db: sqlite3.Connection) -> Iterator[_Table]:
    """The tables of a library; what stands for the words index is made anew."""
    rows = db.execute("PRAGMA table_list").fetchall()
    for _schema, name, kind, _columns, without_rowid, _strict in rows:
        if kind != "table" or name.startswith(("sqlite_", "words", "vocabulary")):
            continue
        described = db.execute(f"PRAGMA table_xinfo({name})").fetchall()
        if without_rowid:
            described.sort(key=lambda row: (row[5] == 0, row[5] or row[0]))
        # Hidden is 2 for columns that are computed when read: they lie nowhere.
        columns = tuple(
            _Column(row[1], row[2], bool(row[3]), row[4] is not None, row[6] == 0)
            for row in described
            if row[6] != 2
        )
        own = [n for n, row in enumerate(described) if row[5] == 1 and row[2] == "INTEGER"]
        single = sum(row[5] > 0 for row in described) == 1
        rowid = own[0] if own and single and not without_rowid else None
        yield _Table(name, columns, rowid, INDEX_LEAF if without_rowid else TABLE_LEAF)


def _put(db: sqlite3.Connection, table: _Table, pages: Pages, numbers: Iterable[int], found: _Found) -> bool:
    """Inserts the rows of these pages; returns whether all made sense."""
    whole = True
    for number in numbers:
        records = list(pages.records(number))
        sound = [record for record in records if record is not None and table.fits(record)]
        found.senseless[table.name] += len(records) - len(sound)
        whole = whole and len(records) == len(sound)
        _insert(db, table, sound, found)
    return whole


def _insert(db: sqlite3.Connection, table: _Table, records: Iterable[Record], found: _Found) -> None:
    for record in records:
        pairs = zip(table.columns, record.values, strict=False)
        told = {column.name: value for column, value in pairs if record.whole or _is_sound(value, column)}
        values: dict[str, Value] = {}
        for n, column in enumerate(table.columns):
            if n == table.rowid:
                values[column.name] = record.rowid
            elif column.stored and column.name in told:
                values[column.name] = told[column.name]
            elif column.stored and column.required and not column.default:
                values[column.name] = _stand_in(column)
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        # What the old database had deleted may still lie there: what was read first stays.
        new = db.execute(
            f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})", list(values.values())
        )
        if new.rowcount and not record.whole and record.rowid is not None:
            found.cut.add(record.rowid)


def _is_sound(value: Value, column: _Column) -> bool:
    """Whether a value of a row that is not whole can be kept: half a text can, half of JSON cannot."""
    if column.name not in _EMPTY:
        return True
    try:
        json.loads(str(value))
    except ValueError:
        return False
    return True


def _stand_in(column: _Column) -> Value:
    """What a column of an item holds when nothing is known of it."""
    known = {**_EMPTY, "zone": "inbox", "state": "unread"}
    if column.name in ("saved_at", "updated_at"):
        return now()
    return known.get(column.name, "" if column.type == "TEXT" else 0)


_MISSING = (
    "SELECT item_id FROM (SELECT item_id FROM chunks UNION SELECT item_id FROM aliases"
    " UNION SELECT item_id FROM events)"
    " WHERE item_id IS NOT NULL AND item_id NOT IN (SELECT id FROM items) ORDER BY item_id"
)


def _put_together(db: sqlite3.Connection, salvaged: _Found) -> Account:
    missing = [row[0] for row in db.execute(_MISSING)]
    made = [item_id for item_id in missing if _make_item(db, item_id)]
    for item_id in salvaged.cut:
        _lengthen(db, item_id)
    for item_id in [*salvaged.cut, *made]:
        _retrace(db, item_id)
    db.execute("INSERT OR IGNORE INTO aliases (key, address, item_id) SELECT key, key, id FROM items")
    lost = [_known_of(db, item_id) for item_id in missing if item_id not in set(made)]
    mended = [_known_of(db, item_id) for item_id in sorted({*salvaged.cut, *made})]
    rows = salvaged.senseless + _drop_dangling(db)
    # What is derived is found anew from what there is now.
    db.execute("DELETE FROM indexed")
    db.execute("DELETE FROM facts WHERE name GLOB 'index-*' OR name GLOB 'words-*'")
    if any(row[1] == "measured" for row in db.execute("PRAGMA table_info(areas)")):
        db.execute("UPDATE areas SET measured = ''")
    (items, last) = db.execute("SELECT count(*), coalesce(max(id), 0) FROM items").fetchone()
    unknown = max(0, last - items - len(lost)) if "items" in salvaged.broken else 0
    counted = dict(sorted(rows.items()))
    return Account(items, tuple(mended), tuple(lost), unknown, counted, tuple(sorted(salvaged.broken)))


def _passages(db: sqlite3.Connection, item_id: int) -> tuple[str, str]:
    """What an item's passages say: its head, and its text, empty where that only repeats the head."""
    texts = dict(
        db.execute("SELECT position, text FROM chunks WHERE item_id = ? ORDER BY position", (item_id,))
    )
    head, text = texts.pop(_HEAD, ""), "\n\n".join(texts.values())
    return head, "" if " ".join(text.split()) in " ".join(head.split()) else text


def _lengthen(db: sqlite3.Connection, item_id: int) -> None:
    """Gives an item whose text was cut what its passages have more."""
    _, text = _passages(db, item_id)
    db.execute("UPDATE items SET text = ?1 WHERE id = ?2 AND length(text) < length(?1)", (text, item_id))


def _make_item(db: sqlite3.Connection, item_id: int) -> bool:
    """Makes an item of what tells of it; returns whether that is enough: a key or any text."""
    head, text = _passages(db, item_id)
    rows = db.execute("SELECT key FROM aliases WHERE item_id = ? ORDER BY key", (item_id,))
    keys = [row[0] for row in rows]
    keys.sort(key=lambda key: key.startswith(("path:", "url:")))
    if not head and not text and not keys:
        return False
    key = keys[0] if keys else f"note:salvaged-{item_id}"
    title, _, summary = head.partition("\n")
    begun = db.execute("SELECT min(at) FROM events WHERE item_id = ?", (item_id,)).fetchone()[0] or now()
    db.execute(
        "INSERT OR IGNORE INTO items (id, key, kind, title, summary, text, turns, url, source, authors, tags,"
        " language, published, saved_at, updated_at, minutes, zone, state, stub, guessed, meta)"
        " VALUES (?, ?, ?, ?, ?, ?, '[]', ?, '', '[]', '[]', '', NULL, ?, ?, ?, 'inbox', 'unread', ?, 1,"
        " '{}')",
        (
            item_id,
            key,
            _KINDS.get(key.partition(_KEY_SIGN)[0], "note"),
            title or key,
            summary,
            text,
            key.removeprefix("url:") if key.startswith("url:") else None,
            begun,
            now(),
            int(bool(summary or text)),
            int(not head and key.startswith("arxiv:")),
        ),
    )
    return db.execute("SELECT 1 FROM items WHERE id = ?", (item_id,)).fetchone() is not None


def _retrace(db: sqlite3.Connection, item_id: int) -> None:
    """Puts an item where its events say that it lies."""
    steps = db.execute(
        "SELECT action, at, after, note FROM events WHERE item_id = ? AND NOT EXISTS"
        " (SELECT 1 FROM events AS later WHERE later.undoes = events.id) ORDER BY at, id",
        (item_id,),
    ).fetchall()
    for action, at, after, note in steps:
        if action in (Action.ADDED, Action.MOVED) and after:
            db.execute("UPDATE items SET zone = ? WHERE id = ?", (after, item_id))
        elif action == Action.STATE and after:
            db.execute("UPDATE items SET state = ? WHERE id = ?", (after, item_id))
        elif action == Action.TAGGED and after.startswith("["):
            db.execute("UPDATE items SET tags = ? WHERE id = ?", (after, item_id))
        elif action == Action.JUDGED:
            verdict = after.partition("@")[0]
            db.execute(
                "UPDATE items SET verdict = ?, verdict_at = ?, verdict_note = ? WHERE id = ?",
                (verdict or None, at if verdict else None, note, item_id),
            )
        if action == Action.ADDED:
            db.execute("UPDATE items SET saved_at = ? WHERE id = ?", (at, item_id))


def _known_of(db: sqlite3.Connection, item_id: int) -> LostItem:
    row = db.execute("SELECT key, title FROM items WHERE id = ?", (item_id,)).fetchone()
    return LostItem(*row) if row else LostItem(f"item {item_id}", "")


def _drop_dangling(db: sqlite3.Connection) -> Counter[str]:
    """Takes away rows that point at what is lost; returns how many of each table went."""
    dropped: Counter[str] = Counter()
    links = [
        (table, *row[2:5], row[6])
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for row in db.execute(f"PRAGMA foreign_key_list({table})")
    ]
    while sum(_drop(db, link, dropped) for link in links):
        pass
    return dropped


def _drop(db: sqlite3.Connection, link: Sequence[str], dropped: Counter[str]) -> int:
    table, parent, column, target, action = link
    lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {target} FROM {parent})"
    if action == "CASCADE":
        number = db.execute(f"DELETE FROM {table} WHERE {lost}").rowcount
        dropped[table] += number
    else:
        number = db.execute(f"UPDATE {table} SET {column} = NULL WHERE {lost}").rowcount
    return number
