"""Looks a library over: what is wrong, and mending what can be derived from what is stored."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from kb.ingest import reindex_words
from kb.store import chunks, items, maps, words
from kb.types import Check

if TYPE_CHECKING:
    from kb.library import Library


def examine(library: Library, fix: bool) -> list[Check]:
    """All checks. With `fix`, the words index and the vector index are made anew where they are wrong;
    missing vectors are work for `embed`, papers known by id only for `complete`."""
    return [
        _store(library),
        _words(library, fix),
        _vectors(library),
        _index(library, fix),
        _map(library),
        _stubs(library),
    ]


def _store(library: Library) -> Check:
    db = library.store.read()
    try:
        problems = [row[0] for row in db.execute("PRAGMA quick_check") if row[0] != "ok"]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return Check("store", False, f"{error}; restore a backup")
    if problems or broken:
        told = "; ".join(problems[:3]) or f"{len(broken)} rows point nowhere"
        return Check("store", False, f"{told}; restore a backup from the folder `backups`")
    lacking = db.execute(
        "SELECT count(*) FROM items WHERE id NOT IN (SELECT item_id FROM chunks)"
    ).fetchone()[0]
    if lacking:
        return Check("store", False, f"{lacking} items have no passages; run `reindex`")
    return Check("store", True, f"{len(items.every_id(db))} items, {chunks.count(db)} passages")


def _words(library: Library, fix: bool) -> Check:
    problems = words.problems(library.store.read())
    if problems and fix:
        with library.store.write() as db:
            count = reindex_words(db)
        return Check("words index", True, f"made anew over {count} items (it was: {'; '.join(problems)})")
    if problems:
        return Check("words index", False, f"{'; '.join(problems)}; run `doctor --fix`")
    return Check("words index", True, "complete")


def _vectors(library: Library) -> Check:
    pending = library.pending()
    if pending:
        return Check("vectors", True, f"{pending} passages wait for `embed`; found by words meanwhile")
    return Check("vectors", True, f"complete, by {library.encoder.name}")


def _index(library: Library, fix: bool) -> Check:
    if not library.own_index():
        return Check("vector index", True, "kept by the running app")
    meaning = library.meaning
    if not meaning.uses_index:
        return Check("vector index", False, "cannot be opened; search is exact meanwhile; run `reindex`")
    behind = meaning.behind()
    if behind and fix:
        return Check("vector index", True, f"brought up to date, {meaning.sync()} passages")
    if behind:
        return Check(
            "vector index", True, f"{behind} passages behind; they are searched exactly, `reindex` adds them"
        )
    return Check("vector index", True, "complete")


def _map(library: Library) -> Check:
    lacking = maps.unplaced(library.store.read(), library.space.fingerprint)
    if lacking:
        return Check("map", True, f"{lacking} items have no place yet; run `map`")
    return Check("map", True, "complete")


def _stubs(library: Library) -> Check:
    stubs = items.stub_keys(library.store.read())
    if stubs:
        return Check("papers", True, f"{len(stubs)} known by identifier only; run `complete` with a network")
    return Check("papers", True, "all have their details")
