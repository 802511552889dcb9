"""The person's own writing: places that were marked, what was read of them, and the traces found there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kb.store import passages
from kb.text.digest import text_hash
from kb.types import OWN_WRITING, Failure
from kb.types.evidence import (
    Strength,
    Timing,
    Trace,
    TraceKind,
    WrittenPage,
    WrittenPassage,
    WrittenSource,
)

LIBRARY = ""
"""The path of the source that the library itself is: items marked as written by the person."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read last: a time of change of 0 has it read again. `cites`: whether a
    page of it cites by keys; `failures` what of it could not be read."""

    modified_ns: int
    size: int
    digest: str
    cites: bool = False
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page as it is kept: what it is, what links call it, the item it is about, its traces, and the
    passages that may retell an item."""

    page: WrittenPage
    names: tuple[str, ...] = ()
    about: int | None = None
    traces: Sequence[Trace] = ()
    passages: Sequence[WrittenPassage] = ()


# -- sources --------------------------------------------------------------------------------------


def sources(db: sqlite3.Connection) -> list[WrittenSource]:
    """All marked places, in the order they were marked in, with what was found there."""
    rows = db.execute(
        "SELECT writing_sources.*,"
        " (SELECT count(*) FROM writing_files WHERE source_id = writing_sources.id) AS files,"
        " (SELECT count(*) FROM writing_pages JOIN writing_files ON writing_files.id = file_id"
        "  WHERE source_id = writing_sources.id) AS pages,"
        " (SELECT count(DISTINCT item_id) FROM traces JOIN writing_pages ON writing_pages.id = page_id"
        "  JOIN writing_files ON writing_files.id = file_id WHERE source_id = writing_sources.id) AS items"
        " FROM writing_sources ORDER BY id"
    )
    unread = "SELECT failures FROM writing_files WHERE source_id = ? AND failures != '[]' ORDER BY name"
    return [
        WrittenSource(
            row["id"], row["path"], row["called"], row["added_at"], row["scanned_at"],
            row["files"], row["pages"], row["items"],
            (*_told(row["failures"]), *chain(*map(_told, chain(*db.execute(unread, (row["id"],)))))),
        )
        for row in rows
    ]  # fmt: skip


def _told(kept: str) -> list[Failure]:
    return [Failure(*one) for one in json.loads(kept)]


def _kept(failures: Iterable[Failure]) -> str:
    return json.dumps([[one.spec, one.reason] for one in failures], ensure_ascii=False)


def add(db: sqlite3.Connection, path: str, called: str, now: str) -> int:
    """Marks a place, or changes how the person is called there; returns its number."""
    db.execute(
        "INSERT INTO writing_sources (path, called, added_at) VALUES (?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET called = excluded.called",
        (path, called, now),
    )
    row = db.execute("SELECT id FROM writing_sources WHERE path = ?", (path,)).fetchone()
    return int(row["id"])


def remove(db: sqlite3.Connection, source_id: int) -> None:
    """Forgets a place with all that was found there. Histories of repositories go with the last place."""
    db.execute("DELETE FROM writing_sources WHERE id = ?", (source_id,))
    if db.execute("SELECT 1 FROM writing_sources WHERE path != ?", (LIBRARY,)).fetchone() is None:
        db.execute("DELETE FROM writing_histories")


def note_scan(
    db: sqlite3.Connection, source_id: int, now: str, failures: Iterable[Failure], bibliographies: str
) -> None:
    """Notes that a place was looked through to its end, what could not be looked at, and its
    bibliographies."""
    db.execute(
        "UPDATE writing_sources SET scanned_at = ?, failures = ?, bibliographies = ? WHERE id = ?",
        (now, _kept(failures), bibliographies, source_id),
    )


def bibliographies(db: sqlite3.Connection, source_id: int) -> str:
    """The digest of the bibliographies that a place had at its last scan."""
    row = db.execute("SELECT bibliographies FROM writing_sources WHERE id = ?", (source_id,)).fetchone()
    return str(row["bibliographies"]) if row else ""


# -- files and pages ------------------------------------------------------------------------------


def seen(db: sqlite3.Connection, source_id: int) -> dict[str, Seen]:
    """The files of a place that were read, by name."""
    rows = db.execute(
        "SELECT name, modified_ns, size, digest, cites FROM writing_files WHERE source_id = ?", (source_id,)
    )
    return {name: Seen(modified, size, digest, bool(cites)) for name, modified, size, digest, cites in rows}


def put(db: sqlite3.Connection, source_id: int, name: str, as_seen: Seen, pages: Iterable[Found]) -> None:
    """Keeps what was read of a file, in place of what was kept before. Traces of items that are gone by now
    are left out. What passages were found to retell stays with those that did not change: it is found by
    another process, and seldom."""
    retold = _retold(db, source_id, name)
    db.execute("DELETE FROM writing_files WHERE source_id = ? AND name = ?", (source_id, name))
    file_id = db.execute(
        "INSERT INTO writing_files (source_id, name, modified_ns, size, digest, cites, failures)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            source_id, name, as_seen.modified_ns, as_seen.size, as_seen.digest, int(as_seen.cites),
            _kept(as_seen.failures),
        ),
    ).lastrowid  # fmt: skip
    for found in pages:
        page = found.page
        cursor = db.execute(
            "INSERT INTO writing_pages (file_id, place, form, title, written_on, draft, names, about)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM items WHERE id = ?))",
            (
                file_id, page.place, page.form, page.title, page.written_on, int(page.draft),
                json.dumps(found.names, ensure_ascii=False), found.about,
            ),
        )  # fmt: skip
        page_id = int(cursor.lastrowid or 0)
        still = _still_retold(found, retold.get(page.place, ()))
        _put_traces(db, page_id, (*found.traces, *still))
        passages.put(db, page_id, found.passages)


def _retold(db: sqlite3.Connection, source_id: int, name: str) -> dict[str, list[tuple[str, Trace]]]:
    """What passages of a file were found to retell, by place, each with the hash of the passage."""
    rows = db.execute(
        "SELECT traces.*, place, text_hash FROM writing_files"
        " JOIN writing_pages ON file_id = writing_files.id"
        " JOIN traces ON traces.page_id = writing_pages.id"
        " JOIN writing_passages ON writing_passages.page_id = writing_pages.id"
        " AND writing_passages.line = traces.line"
        " WHERE source_id = ? AND name = ? AND kind = ?",
        (source_id, name, TraceKind.RETELLING),
    )
    found: dict[str, list[tuple[str, Trace]]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append((row["text_hash"], _trace(row)))
    return found


def _still_retold(found: Found, before: Iterable[tuple[str, Trace]]) -> list[Trace]:
    surer = {found.about, *(one.item_id for one in found.traces)}
    lines = {(text_hash(one.text), one.made_at): one.line for one in found.passages}
    return [
        replace(one, line=lines[digest, one.made_at])
        for digest, one in before
        if (digest, one.made_at) in lines and one.item_id not in surer
    ]


def _put_traces(db: sqlite3.Connection, page_id: int, found: Iterable[Trace]) -> None:
    db.executemany(
        "INSERT INTO traces (page_id, item_id, kind, line, made_at, snippet, strength, reason, timing,"
        " probability) SELECT writing_pages.id, items.id, ?, ?, ?, ?, ?, ?, ?, ? FROM writing_pages, items"
        " WHERE writing_pages.id = ? AND items.id = ?",
        [
            (
                one.kind, one.line, one.made_at, one.snippet, one.strength, one.reason, one.timing,
                one.probability, page_id, one.item_id,
            )
            for one in found
        ],
    )  # fmt: skip


def touch(db: sqlite3.Connection, source_id: int, name: str, modified_ns: int, size: int) -> None:
    """Notes that a file holds what it did, whatever its time of change."""
    db.execute(
        "UPDATE writing_files SET modified_ns = ?, size = ? WHERE source_id = ? AND name = ?",
        (modified_ns, size, source_id, name),
    )


def forget(db: sqlite3.Connection, source_id: int, names: Iterable[str]) -> None:
    """Takes away files that are gone."""
    rows = [(source_id, name) for name in names]
    db.executemany("DELETE FROM writing_files WHERE source_id = ? AND name = ?", rows)


def read_again(db: sqlite3.Connection, source_id: int, names: Iterable[str]) -> None:
    """Has files read at the next look, though they did not change."""
    db.executemany(
        "UPDATE writing_files SET modified_ns = 0, digest = '' WHERE source_id = ? AND name = ?",
        [(source_id, name) for name in names],
    )


def notes(db: sqlite3.Connection, source_id: int) -> Iterator[tuple[str, tuple[str, ...], int | None]]:
    """The pages of a place: the name of the file, what links call the page, the item it is about."""
    rows = db.execute(
        "SELECT name, names, about FROM writing_pages JOIN writing_files ON writing_files.id = file_id"
        " WHERE source_id = ? ORDER BY writing_pages.id",
        (source_id,),
    )
    for name, names, about in rows:
        yield name, tuple(json.loads(names)), about


# -- what pages are compared with -----------------------------------------------------------------


def own_items(db: sqlite3.Connection) -> list[int]:
    """The items that the person wrote."""
    rows = db.execute(
        "SELECT id FROM items WHERE json_extract(meta, ?) = 'yes' ORDER BY id", (f"$.{OWN_WRITING}",)
    )
    return [row["id"] for row in rows]


def compared(db: sqlite3.Connection) -> dict[int, str]:
    """The items that pages were compared with, each with a digest of what it was."""
    return {row["item_id"]: row["digest"] for row in db.execute("SELECT * FROM writing_compared")}


def set_compared(db: sqlite3.Connection, digests: Mapping[int, str]) -> None:
    """Notes what pages are compared with from now on."""
    db.execute("DELETE FROM writing_compared")
    db.executemany(
        "INSERT INTO writing_compared SELECT id, ? FROM items WHERE id = ?",
        [(digest, item_id) for item_id, digest in digests.items()],
    )


# -- traces ---------------------------------------------------------------------------------------


def traces(db: sqlite3.Connection, item_ids: Collection[int]) -> dict[int, list[Trace]]:
    """The traces of items, by item, in the order they were found in."""
    rows = db.execute(
        "SELECT traces.*, place FROM traces JOIN writing_pages ON writing_pages.id = page_id"
        " WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY traces.rowid",
        (json.dumps(list(item_ids)),),
    )
    found: dict[int, list[Trace]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(_trace(row))
    return found


def _trace(row: sqlite3.Row) -> Trace:
    return Trace(
        row["item_id"], TraceKind(row["kind"]), row["place"], row["line"], row["made_at"], row["snippet"],
        Strength(row["strength"]), row["reason"], Timing(row["timing"]), row["probability"],
    )  # fmt: skip


def traced(db: sqlite3.Connection) -> list[int]:
    """The items that have traces."""
    return [row["item_id"] for row in db.execute("SELECT DISTINCT item_id FROM traces ORDER BY item_id")]


def put_retellings(db: sqlite3.Connection, found: Mapping[int, Sequence[Trace]]) -> None:
    """Keeps retellings, by the number of the page, in place of those that were kept before. Pages and items
    that are gone by now are left out."""
    db.execute("DELETE FROM traces WHERE kind = ?", (TraceKind.RETELLING,))
    for page_id, traces_of_page in found.items():
        _put_traces(db, page_id, traces_of_page)


def mentions(db: sqlite3.Connection) -> set[tuple[int, int]]:
    """Pages by number, each with the items that it refers to in surer ways than by retelling them, or is
    about."""
    rows = db.execute(
        "SELECT page_id, item_id FROM traces WHERE kind != ?"
        " UNION SELECT id, about FROM writing_pages WHERE about IS NOT NULL",
        (TraceKind.RETELLING,),
    )
    return {(page_id, item_id) for page_id, item_id in rows}


def drafts(db: sqlite3.Connection) -> set[int]:
    """The numbers of pages that were not published."""
    return {row["id"] for row in db.execute("SELECT id FROM writing_pages WHERE draft")}


# -- histories of repositories --------------------------------------------------------------------


def history(db: sqlite3.Connection, root: str) -> tuple[str, bytes]:
    """The commit up to which a repository was read and what went away of late; empty where it never was."""
    row = db.execute("SELECT head, buried FROM writing_histories WHERE root = ?", (root,)).fetchone()
    return (row["head"], row["buried"]) if row else ("", b"")


def lines(db: sqlite3.Connection, root: str, path: str) -> bytes:
    """What is kept of the lines of a file; empty for one that is not known."""
    row = db.execute(
        "SELECT days FROM writing_lines JOIN writing_histories ON writing_histories.id = history_id"
        " WHERE root = ? AND path = ?",
        (root, path),
    ).fetchone()
    return row["days"] if row else b""


def put_history(
    db: sqlite3.Connection,
    root: str,
    head: str,
    buried: bytes,
    days: Iterable[tuple[str, bytes]],
    *,
    anew: bool,
) -> None:
    """Keeps how far a repository was read and what its commits changed; `anew` forgets what was kept."""
    if anew:
        db.execute("DELETE FROM writing_histories WHERE root = ?", (root,))
    db.execute(
        "INSERT INTO writing_histories (root, head, buried) VALUES (?, ?, ?)"
        " ON CONFLICT (root) DO UPDATE SET head = excluded.head, buried = excluded.buried",
        (root, head, buried),
    )
    number = db.execute("SELECT id FROM writing_histories WHERE root = ?", (root,)).fetchone()["id"]
    for path, packed in days:
        if packed:
            db.execute("INSERT OR REPLACE INTO writing_lines VALUES (?, ?, ?)", (number, path, packed))
        else:
            db.execute("DELETE FROM writing_lines WHERE history_id = ? AND path = ?", (number, path))
