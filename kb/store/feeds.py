"""Sources that bring new things by themselves, and what became of each entry they told of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kb.text.identity import canonical_url
from kb.types import (
    Document,
    Fate,
    Feed,
    FeedEntry,
    FeedState,
    Kind,
    Reference,
    State,
    Subscription,
    Told,
    Zone,
)

_SETTINGS = ("zone", "budget", "hours", "criterion", "tags", "open_hours")
"""What the person says of a source."""
_VISITS = (
    "url", "title", "etag", "last_modified", "asked_at", "succeeded_at", "due_at", "error", "error_since",
    "failures", "gone",
)  # fmt: skip
"""What asking it tells."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose document is kept. `id` is its number in the store."""

    id: int
    document: Document


def every(db: sqlite3.Connection) -> list[Feed]:
    """All sources by title."""
    rows = db.execute("SELECT * FROM feeds WHERE NOT removed ORDER BY title COLLATE NOCASE, url")
    return [_feed(row) for row in rows]


def find(db: sqlite3.Connection, url: str, *, removed: bool = False) -> Feed | None:
    """The source at an address, in whatever form that is written; with `removed` also one of those."""
    row = db.execute(
        "SELECT * FROM feeds WHERE address = ? AND removed <= ?", (canonical_url(url), int(removed))
    ).fetchone()
    return None if row is None else _feed(row)


def put(db: sqlite3.Connection, feed: Feed) -> Feed:
    """Saves a source, a new one or a known one (by `id`), and returns it with its number. One that was
    removed is there again."""
    values = _values(feed, (*_SETTINGS, *_VISITS))
    if feed.id:
        _update(db, feed.id, {**values, "removed": 0})
        return feed
    marks = ", ".join(f":{name}" for name in values)
    number = db.execute(f"INSERT INTO feeds ({', '.join(values)}) VALUES ({marks})", values).lastrowid
    assert number is not None
    return replace(feed, id=number)


def note_visit(db: sqlite3.Connection, feed: Feed) -> None:
    """Saves what asking a source told. What the person changed or removed meanwhile stays so."""
    _update(db, feed.id, _values(feed, _VISITS))


def _values(feed: Feed, names: Sequence[str]) -> dict[str, object]:
    values = {name: getattr(feed, name) for name in names}
    if "tags" in values:
        values["tags"] = json.dumps(feed.tags, ensure_ascii=False)
    return {**values, "address": canonical_url(feed.url)}


def _update(db: sqlite3.Connection, feed_id: int, values: dict[str, object]) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE feeds SET {assignments} WHERE id = :id", {**values, "id": feed_id})


def subscribe(db: sqlite3.Connection, given: Subscription, zone: Zone, now: str) -> tuple[Feed, bool]:
    """Makes a source of a feed that another program's list names; returns it and whether it was none before.
    One that the person removed comes back by this as well: they brought the list."""
    if there := find(db, given.url):
        return there, False
    known = find(db, given.url, removed=True) or Feed(given.url, given.title, zone, tags=given.folders)
    return put(db, replace(known, due_at=now)), True


def remove(db: sqlite3.Connection, feed_id: int) -> None:
    """Takes a source off the list. What it brought stays, and so does what is known of it."""
    db.execute("UPDATE feeds SET removed = 1 WHERE id = ?", (feed_id,))


def drop(db: sqlite3.Connection, feed_id: int) -> None:
    """Takes a source off the list as if it had never been there; of one that told of something this stays
    known."""
    remove(db, feed_id)
    db.execute(
        "DELETE FROM feeds WHERE id = ? AND NOT EXISTS (SELECT 1 FROM feed_entries WHERE feed_id = feeds.id)",
        (feed_id,),
    )


def seen(db: sqlite3.Connection, feed_id: int) -> set[str]:
    """What a feed has told of already, by its own names for it."""
    return {row["guid"] for row in db.execute("SELECT guid FROM feed_entries WHERE feed_id = ?", (feed_id,))}


def record(
    db: sqlite3.Connection, feed_id: int, entries: Iterable[FeedEntry], fate: Fate, moment: str
) -> None:
    """Notes entries with what is to become of them. The documents of those that wait are kept."""
    keeps = fate in (Fate.CHOSEN, Fate.OVERFLOW, Fate.KNOWN)
    db.executemany(
        "INSERT OR IGNORE INTO feed_entries (feed_id, guid, fate, document, score, first_seen_at, chosen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                feed_id, entry.guid, fate, _kept(entry.document) if keeps else None, entry.score,
                moment,                moment if fate is Fate.CHOSEN else None,
            )
            for entry in entries
        ],
    )  # fmt: skip


def waiting(db: sqlite3.Connection, feed_id: int, fate: Fate) -> list[Waiting]:
    """The entries of a feed that wait with this fate and have a document: those that met its criterion best
    when they came, of equals those that came last."""
    rows = db.execute(
        "SELECT id, document FROM feed_entries WHERE feed_id = ? AND fate = ? AND document IS NOT NULL"
        " ORDER BY score DESC, first_seen_at DESC, id",
        (feed_id, fate),
    )
    return [Waiting(row["id"], document_of(row["document"])) for row in rows]


def overflow(db: sqlite3.Connection, feed_id: int, since: str, most: int) -> list[int]:
    """Numbers of the first so many entries of a feed's overflow that came since a moment, in the order of
    `waiting`."""
    rows = db.execute(
        "SELECT id FROM feed_entries WHERE feed_id = ? AND fate = ? AND document IS NOT NULL"
        " AND first_seen_at >= ? ORDER BY score DESC, first_seen_at DESC, id LIMIT ?",
        (feed_id, Fate.OVERFLOW, since, most),
    )
    return [row["id"] for row in rows]


def of_entries(db: sqlite3.Connection, ids: Sequence[int], fate: Fate) -> dict[int, Feed]:
    """The feeds of those of these entries, by number, that have a fate."""
    rows = db.execute(
        "SELECT feed_entries.id AS entry_id, feeds.* FROM feed_entries JOIN feeds ON feeds.id = feed_id"
        " WHERE fate = ? AND feed_entries.id IN (SELECT value FROM json_each(?))",
        (fate, json.dumps(list(ids))),
    )
    return {row["entry_id"]: _feed(row) for row in rows}


def choose(db: sqlite3.Connection, ids: Sequence[int], moment: str) -> None:
    """Lets entries out of the overflow, to be saved."""
    db.execute(
        "UPDATE feed_entries SET fate = ?, chosen_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (Fate.CHOSEN, moment, json.dumps(list(ids))),
    )


def settle(db: sqlite3.Connection, entry_id: int, fate: Fate, item_id: int | None) -> None:
    """Notes what became of an entry that waited; its document is the item's from now on."""
    db.execute(
        "UPDATE feed_entries SET fate = ?, item_id = ?, document = NULL WHERE id = ?",
        (fate, item_id, entry_id),
    )


def told(db: sqlite3.Connection, feed_id: int) -> list[Told]:
    """What a feed told of that was new and was shown, or left in its overflow, the oldest first."""
    rows = db.execute(
        "SELECT id, first_seen_at, chosen_at, item_id, score FROM feed_entries"
        " WHERE feed_id = ? AND fate IN (?, ?) ORDER BY first_seen_at, id",
        (feed_id, Fate.SHOWN, Fate.OVERFLOW),
    )
    return [Told(*row) for row in rows]


def known_elsewhere(db: sqlite3.Connection, feed_id: int) -> set[int]:
    """Items that another feed told of too, when they were there already."""
    rows = db.execute(
        "SELECT DISTINCT item_id FROM feed_entries WHERE feed_id != ? AND fate = ? AND item_id IS NOT NULL",
        (feed_id, Fate.KNOWN),
    )
    return {row["item_id"] for row in rows}


def set_budget(db: sqlite3.Connection, url: str, budget: int) -> None:
    """How many new things a week the source at an address may show from now on."""
    db.execute("UPDATE feeds SET budget = ? WHERE address = ?", (budget, canonical_url(url)))


def states(db: sqlite3.Connection, since: str, expired_by: str) -> list[FeedState]:
    """All sources with how many each has shown since a moment, how many wait in its overflow, and how many of
    these came so long ago that they expired by another; when each last told of something new."""
    shown = _shown(db, since)
    rows = db.execute(
        "SELECT feed_id, count(*) FILTER (WHERE first_seen_at >= ?1) AS waiting,"
        " count(*) FILTER (WHERE first_seen_at < ?1) AS expired FROM feed_entries WHERE fate = ?2 GROUP BY 1",
        (expired_by, Fate.OVERFLOW),
    )
    left = {row["feed_id"]: (row["waiting"], row["expired"]) for row in rows}
    news = dict(map(tuple, db.execute("SELECT feed_id, max(first_seen_at) FROM feed_entries GROUP BY 1")))
    return [
        FeedState(feed, shown.get(feed.id, 0), *left.get(feed.id, (0, 0)), news.get(feed.id))
        for feed in every(db)
    ]


def _shown(db: sqlite3.Connection, moment: str) -> dict[int, int]:
    rows = db.execute(
        "SELECT feed_id, count(*) FROM feed_entries WHERE fate IN (?, ?) AND chosen_at >= ? GROUP BY 1",
        (Fate.CHOSEN, Fate.SHOWN, moment),
    )
    return dict(map(tuple, rows))


def _feed(row: sqlite3.Row) -> Feed:
    given = {name: row[name] for name in (*_SETTINGS, *_VISITS)}
    given |= {
        "zone": Zone(row["zone"]), "tags": tuple(json.loads(row["tags"])), "gone": bool(row["gone"]),
    }  # fmt: skip
    return Feed(**given, id=row["id"])


def _kept(document: Document) -> str:
    """A document as JSON. What it means to be empty is left out."""
    # `asdict` copies, and the empty mapping of a document cannot be copied.
    fields = asdict(replace(document, meta={})) | {"meta": dict(document.meta)}
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def document_of(kept: str) -> Document:
    """The document that an entry keeps while it waits."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(kept).items()
    }
    references = tuple(Reference(**one) for one in fields.get("references", ()))
    state = fields.get("state")
    fields |= {"kind": Kind(str(fields["kind"])), "references": references}
    fields["state"] = State(str(state)) if state else None
    return Document(**fields)
