"""Items: found, counted, saved, merged, removed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.clock import day
from kb.store import aliases, arrivals, notes, originals, references
from kb.store.days import full
from kb.store.filters import where
from kb.types import (
    Action,
    Annotation,
    Document,
    Filters,
    Item,
    Kind,
    Original,
    Reference,
    State,
    Turn,
    Verdict,
    Zone,
)

_COLUMNS = (
    "id, key, kind, title, summary, url, source, authors, tags, language, published, saved_at, zone, state,"
    " verdict, minutes, stub"
)
_ORDERS = {
    "newest": "dated DESC, id DESC",
    "oldest": "dated, id",
    "saved": "saved_at DESC, id DESC",
    "title": "title COLLATE NOCASE, id",
}


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _json(value: Sequence[object] | Mapping[str, str]) -> str:
    """The JSON of a list or an object; most are empty, and the encoder is set up anew each time."""
    return _encoded(value) if value else "{}" if isinstance(value, Mapping) else "[]"


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be saved first: what was read of it, what was computed of that, and where it is put."""

    document: Document
    language: str
    minutes: int
    saved_at: str
    zone: Zone


def _item(row: sqlite3.Row) -> Item:
    # A page may read every item: taken by their places, values cost a third of what they do by their names.
    (
        id, key, kind, title, summary, url, source, authors, tags, language, published, saved_at, zone, state,
        verdict, minutes, stub,
    ) = row  # fmt: skip
    return Item(
        id=id,
        key=key,
        kind=Kind(kind),
        title=title,
        summary=summary,
        url=url,
        source=source,
        authors=_names(authors),
        tags=_names(tags),
        language=language,
        published=published,
        saved_at=saved_at,
        zone=Zone(zone),
        state=State(state),
        verdict=Verdict(verdict) if verdict else None,
        minutes=minutes,
        stub=bool(stub),
    )


def _names(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def by_ids(db: sqlite3.Connection, ids: Sequence[int]) -> list[Item]:
    """The items in the order asked for; ids that no longer exist are left out."""
    if not ids:
        return []
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM items WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    found = {row["id"]: _item(row) for row in rows}
    return [found[i] for i in ids if i in found]


def select(
    db: sqlite3.Connection,
    filters: Filters,
    *,
    order: str = "newest",
    limit: int | None = None,
    offset: int = 0,
) -> list[Item]:
    """Items the filters let through. `order` is one of newest, oldest, saved, title."""
    condition, parameters = where(filters)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM items WHERE {condition} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        [*parameters, -1 if limit is None else limit, offset],
    )
    return [_item(row) for row in rows]


def ids(db: sqlite3.Connection, filters: Filters, *, order: str = "newest", limit: int) -> list[int]:
    """Ids of items the filters let through, ordered as by `select`."""
    condition, parameters = where(filters)
    rows = db.execute(
        f"SELECT id FROM items WHERE {condition} ORDER BY {_ORDERS[order]} LIMIT ?", [*parameters, limit]
    )
    return [row["id"] for row in rows]


def saved_days(db: sqlite3.Connection, filters: Filters) -> list[tuple[Zone, str]]:
    """The zone of each item the filters let through, and the person's day of saving it, as exact as it is
    known."""
    condition, parameters = where(filters)
    rows = db.execute(f"SELECT zone, saved_at FROM items WHERE {condition}", parameters)
    return [(Zone(row["zone"]), day(row["saved_at"])) for row in rows]


def count(db: sqlite3.Connection, filters: Filters) -> int:
    """How many items the filters let through."""
    condition, parameters = where(filters)
    return int(db.execute(f"SELECT count(*) FROM items WHERE {condition}", parameters).fetchone()[0])


def last_saved(db: sqlite3.Connection) -> str | None:
    """When the last thing was saved, a full date at least; None in an empty library."""
    (moment,) = db.execute(f"SELECT max({full('saved_at')}) FROM items").fetchone()
    return None if moment is None else str(moment)


def forms(db: sqlite3.Connection) -> dict[int, str]:
    """In which language and of which kind each item is, as one word."""
    rows = db.execute("SELECT id, language || ' ' || kind AS form FROM items")
    return {row["id"]: row["form"] for row in rows}


def count_by(db: sqlite3.Connection, column: str, filters: Filters = Filters()) -> dict[str, int]:
    """How many items have each value of `kind`, `zone`, `state`, `language`, `source` or `verdict`. What
    waits for its source's budget counts as a zone by itself, `overflow`."""
    condition, parameters = where(filters)
    if column == "zone":
        column = f"iif(zone = '{Zone.INBOX}' AND {arrivals.WAITING}, 'overflow', zone)"
    rows = db.execute(
        f"SELECT coalesce({column}, '') AS value, count(*) AS n FROM items WHERE {condition}"
        " GROUP BY value ORDER BY n DESC, value",
        parameters,
    )
    return {row["value"]: row["n"] for row in rows}


def document(db: sqlite3.Connection, item_id: int) -> Document:
    """The stored item as a document, to merge a newer reading into or to index again."""
    found = find_document(db, item_id)
    assert found is not None, f"there is no item {item_id}"
    return found


def find_document(db: sqlite3.Connection, item_id: int) -> Document | None:
    """As `document`; None where the item is gone."""
    return documents(db, [item_id]).get(item_id)


def documents(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, Document]:
    """Stored items as documents, by their ids; those that are gone are left out."""
    if not item_ids:
        return {}
    rows = db.execute(
        "SELECT * FROM items WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(item_ids)),)
    ).fetchall()
    shown, pointed_to = aliases.shown(db, item_ids), references.of_items(db, item_ids)
    annotations, files = notes.of_items(db, item_ids), originals.of_items(db, item_ids)
    return {
        (i := row["id"]): _document(row, shown[i], pointed_to[i], annotations.get(i, ()), files.get(i, ()))
        for row in rows
    }


def _document(
    row: sqlite3.Row,
    addresses: Sequence[str],
    pointed_to: Sequence[Reference],
    annotations: Sequence[Annotation],
    files: Sequence[Original],
) -> Document:
    return Document(
        key=row["key"],
        kind=Kind(row["kind"]),
        title=row["title"],
        text=row["text"],
        summary=row["summary"],
        url=row["url"],
        aliases=tuple(addresses),
        authors=tuple(json.loads(row["authors"])),
        tags=tuple(json.loads(row["tags"])),
        source=row["source"],
        published=row["published"],
        references=tuple(pointed_to),
        turns=tuple(Turn(**turn) for turn in json.loads(row["turns"])),
        meta=json.loads(row["meta"]),
        guessed=bool(row["guessed"]),
        stub=bool(row["stub"]),
        annotations=tuple(annotations),
        originals=tuple(files),
    )


def _values(document: Document, language: str, minutes: int, now: str) -> dict[str, str | int | None]:
    return {
        "key": document.key,
        "kind": document.kind,
        "title": document.title,
        "summary": document.summary,
        "text": document.text,
        "turns": _json([{"role": t.role, "text": t.text, "at": t.at} for t in document.turns]),
        "url": document.url,
        "source": document.source,
        "authors": _json(document.authors),
        "tags": _json(document.tags),
        "language": language,
        "published": document.published,
        "updated_at": now,
        "minutes": minutes,
        "stub": int(document.stub),
        "guessed": int(document.guessed),
        "meta": _json(dict(document.meta)),
    }


def insert(db: sqlite3.Connection, new: Sequence[NewItem], now: str) -> list[int]:
    """Saves new items, unread where nothing else is known, and returns their ids in the order given."""
    if not new:
        return []
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'items'").fetchone()
    ids = list(range(last + 1, last + 1 + len(new)))
    rows = [
        {
            "id": item_id,
            **_values(one.document, one.language, one.minutes, now),
            "saved_at": one.saved_at,
            "zone": one.zone,
            "state": one.document.state or State.UNREAD,
        }
        for item_id, one in zip(ids, new, strict=True)
    ]
    columns = rows[0].keys()
    db.executemany(
        f"INSERT INTO items ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [tuple(row.values()) for row in rows],
    )
    references.add(db, ((i, one.document.references) for i, one in zip(ids, new, strict=True)))
    notes.add(db, ((i, note) for i, one in zip(ids, new, strict=True) for note in one.document.annotations))
    originals.put(db, ((i, file) for i, one in zip(ids, new, strict=True) for file in one.document.originals))
    return ids


def update(
    db: sqlite3.Connection, item_id: int, document: Document, language: str, minutes: int, now: str
) -> None:
    """Replaces what was read of an item; zone, state, verdict and dates of saving stay."""
    values = _values(document, language, minutes, now)
    assignments = ", ".join(f"{column} = ?" for column in values)
    db.execute(f"UPDATE items SET {assignments} WHERE id = ?", [*values.values(), item_id])
    references.put(db, item_id, document.references)
    notes.put(db, item_id, document.annotations)
    originals.put(db, ((item_id, file) for file in document.originals))


def catch_up(db: sqlite3.Connection, item_id: int, document: Document) -> None:
    """What a source tells of saving and reading counts where it is earlier, and where the person has not said
    here how far they got."""
    if document.saved_at:
        db.execute(
            "UPDATE items SET saved_at = ? WHERE id = ? AND saved_at > ?",
            (document.saved_at, item_id, document.saved_at),
        )
    if document.state is not None:
        db.execute(
            "UPDATE items SET state = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM events WHERE item_id = items.id AND action = ?)",
            (document.state, item_id, json.dumps(document.state.behind), Action.STATE),
        )


def waiting_for(db: sqlite3.Connection, item_ids: Sequence[int]) -> list[str]:
    """What the details of those of these items wait for that are known by name only, each once, in order of
    the items; empty where nobody said."""
    rows = db.execute(
        "SELECT coalesce(json_extract(meta, '$.waiting_for'), '') AS awaited FROM items"
        " WHERE id IN (SELECT value FROM json_each(?)) AND stub GROUP BY awaited ORDER BY min(id)",
        (json.dumps(list(item_ids)),),
    )
    return [row["awaited"] for row in rows]


def remove(db: sqlite3.Connection, item_ids: Sequence[int]) -> None:
    """Removes items with all that belongs to them, their history included, but for the words index."""
    db.execute(
        "DELETE FROM items WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(item_ids)),)
    )


def stub_keys(db: sqlite3.Connection) -> list[str]:
    """Keys of papers that are known by their arXiv identifier only."""
    rows = db.execute("SELECT key FROM items WHERE stub AND key LIKE 'arxiv:%' ORDER BY id")
    return [row["key"] for row in rows]


def names_only(db: sqlite3.Connection) -> set[int]:
    """Ids of the items of which no more is known than what they are called (`Item.is_a_name`)."""
    return {row["id"] for row in db.execute("SELECT id FROM items WHERE stub AND trim(summary) = ''")}


def count_links(db: sqlite3.Connection) -> int:
    """How many items are known by an address or a DOI only."""
    rows = db.execute("SELECT count(*) FROM items WHERE stub AND key NOT LIKE 'arxiv:%'")
    return int(rows.fetchone()[0])


def set_zone(db: sqlite3.Connection, item_id: int, zone: str) -> None:
    """Files an item; the caller records the event."""
    db.execute("UPDATE items SET zone = ? WHERE id = ?", (zone, item_id))


def set_state(db: sqlite3.Connection, item_id: int, state: str) -> None:
    """Says how far an item was read; the caller records the event."""
    db.execute("UPDATE items SET state = ? WHERE id = ?", (state, item_id))


def set_verdict(db: sqlite3.Connection, item_id: int, verdict: str, at: str, note: str) -> None:
    """Sets the verdict; an empty one clears it."""
    db.execute(
        "UPDATE items SET verdict = ?, verdict_at = ?, verdict_note = ? WHERE id = ?",
        (verdict or None, at or None, note, item_id),
    )


def titles(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Key and title of every item."""
    return (tuple(row) for row in db.execute("SELECT key, title FROM items"))


def metas(db: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What is known of each of these items beside its fields."""
    rows = db.execute(
        "SELECT id, meta FROM items WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(item_ids)),),
    )
    return {row["id"]: json.loads(row["meta"]) for row in rows}


def every_id(db: sqlite3.Connection) -> list[int]:
    """Ids of all items, oldest first."""
    return [row["id"] for row in db.execute("SELECT id FROM items ORDER BY id")]


def verdict_of(db: sqlite3.Connection, item_id: int) -> str:
    """The verdict and its time as an event keeps them: `direct@2025-12-28T10:00:00+00:00`, or empty."""
    row = db.execute("SELECT verdict, verdict_at FROM items WHERE id = ?", (item_id,)).fetchone()
    return f"{row['verdict']}@{row['verdict_at']}" if row["verdict"] else ""


def verdict_times(db: sqlite3.Connection) -> dict[int, str]:
    """When each judged item was judged, by id."""
    rows = db.execute("SELECT id, verdict_at FROM items WHERE verdict IS NOT NULL")
    return {row["id"]: row["verdict_at"] for row in rows}


def bodies(db: sqlite3.Connection, ids: Sequence[int], characters: int = 2000) -> dict[int, str]:
    """The beginning of each item's summary and text, by id."""
    rows = db.execute(
        "SELECT id, substr(summary || char(10) || text, 1, ?) AS body FROM items"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (characters, json.dumps(list(ids))),
    )
    return {row["id"]: row["body"] for row in rows}
