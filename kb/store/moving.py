"""What a library's rows say of the folder it lies in, and of an index beside it: changed when it moves."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

# What a person would miss; the rest is derived from it or tells of work that is over.
_KEPT = (
    "items", "aliases", "refs", "events", "areas", "area_examples", "role_asks", "role_areas",
    "saved_searches", "feeds", "writing_sources", "delegations", "parked", "originals",
)  # fmt: skip


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows of each kind a person would miss; tables that an earlier schema lacks are left out."""
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in _KEPT
        if table in there
    }


def move_home(db: sqlite3.Connection, old: str, new: Path) -> None:
    """Lets the addresses of files inside the home, and imports that wait for them, follow it. `old` may be
    a folder of another machine."""
    start = f"path:{old}"
    for row in db.execute(
        "SELECT key FROM aliases WHERE substr(key, 1, ?) = ?", (len(start), start)
    ).fetchall():
        inside = _inside(row[0].removeprefix("path:"), old)
        if inside:
            moved = f"path:{new.joinpath(*inside)}"
            db.execute(
                "UPDATE OR IGNORE aliases SET key = ?, address = ? WHERE key = ?", (moved, moved, row[0])
            )
    for place, item_id, digest in db.execute("SELECT place, item_id, sha256 FROM originals").fetchall():
        if inside := _inside(place, old):
            db.execute(
                "UPDATE originals SET place = ? WHERE item_id = ? AND sha256 = ?",
                (str(new.joinpath(*inside)), item_id, digest),
            )
    for number, payload in db.execute("SELECT id, payload FROM jobs").fetchall():
        kept = json.loads(payload)
        specs = kept.get("specs") or []
        moved_specs = [
            str(new.joinpath(*inside)) if (inside := _inside(spec, old)) else spec for spec in specs
        ]
        if moved_specs != specs:
            text = json.dumps({**kept, "specs": moved_specs}, ensure_ascii=False)
            db.execute("UPDATE jobs SET payload = ? WHERE id = ?", (text, number))


def _inside(path: str, folder: str) -> list[str]:
    """The names that lead from a folder to a path inside it, of whichever system; empty for other paths."""
    rest = path.removeprefix(folder)
    if rest == path or not rest.startswith(("/", "\\")):
        return []
    return [part for part in rest.replace("\\", "/").split("/") if part]


def forget_index(db: sqlite3.Connection) -> None:
    """Forgets what a vector index was known to hold: there is another beside the library now, or none."""
    db.execute("DELETE FROM indexed")
    db.execute("DELETE FROM facts WHERE name GLOB 'index-*'")
