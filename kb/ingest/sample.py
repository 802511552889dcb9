"""The sample library: real papers and posts of our own with a year of plausible history, and the vectors that
the bundled model gives their passages, so that meaning and map are there at once.

Its year ends the day before it is loaded: what happened to its items, and what was invented for it, is moved
by whole days. Papers keep the day on which they appeared.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from kb.clock import now, yesterday
from kb.ingest.planning import Options
from kb.ingest.save import save
from kb.settings import PROJECT_ROOT
from kb.store import Store, aliases, areas, events, items, role, writing
from kb.store.embedded import OF_ITEMS
from kb.text.identity import find_references
from kb.types import (
    Action,
    AddReport,
    Area,
    Ask,
    Depth,
    Document,
    Kind,
    Origin,
    Stance,
    State,
    Verdict,
    Zone,
)

FOLDER = PROJECT_ROOT / "data" / "sample"
WRITING = "writing"
"""The folder of notes that refer to the sample's items."""
VECTORS = "vectors.npz"
"""A model's `fingerprint`, `hashes` (n,) of texts, `vectors` (n, d) as halves: `make vectors` writes it."""
WRITTEN = date(2026, 3, 31)
"""The day on which the sample's year ends as its files tell it."""
_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


def load(store: Store, newest: date | None = None, folder: Path = FOLDER) -> AddReport:
    """Puts the sample library into an empty store, all of it or nothing; beside it lies a copy of its notes,
    marked as own writing. `newest` is the day on which something came last: yesterday unless given."""
    by = (newest or date.fromisoformat(yesterday())) - WRITTEN
    notes = store.path.parent / "sample notes"
    _copy_notes(folder / WRITING, notes, by)
    history = {entry["key"]: entry for entry in json.loads(_moved(_read(folder / "history.json"), by))}
    with store.write() as db:
        ids = []
        for document in [*_papers(folder), *_posts(folder, by)]:
            entry = history[document.key]
            options = Options(source=entry["source"], saved_at=entry["saved_at"])
            item_id, _ = save(db, document, options)
            _replay(db, item_id, entry)
            ids.append(item_id)
        for record in json.loads(_moved(_read(folder / "areas.json"), by)):
            _put_area(db, record)
        for record in json.loads(_read(folder / "role.json")):
            role.put(db, Ask(record["ask"], Depth(record["depth"]), tuple(record["areas"])))
        _put_vectors(db, folder / VECTORS)
        writing.add(db, str(notes.resolve()), "", now())
    return AddReport(len(ids), 0, 0, (), tuple(items.by_ids(store.read(), ids)))


def _moved(text: str, by: timedelta) -> str:
    """A text with each day in it moved by so many."""
    return _DAY.sub(lambda day: (date.fromisoformat(day[0]) + by).isoformat(), text)


def _copy_notes(source: Path, target: Path, by: timedelta) -> None:
    for note in source.rglob("*.md"):
        copy = target / _moved(str(note.relative_to(source)), by)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(_moved(_read(note), by), encoding="utf-8")


def _put_vectors(db: sqlite3.Connection, path: Path) -> None:
    """Of another model, or of a text that has changed since, they are of no use and do no harm."""
    with np.load(path) as file:
        OF_ITEMS.put(db, str(file["fingerprint"]), file["hashes"].tolist(), file["vectors"])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _records(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in _read(path).splitlines() if line.strip())


def _papers(folder: Path) -> Iterator[Document]:
    for record in _records(folder / "papers.jsonl"):
        yield Document(
            key=f"arxiv:{record['id']}",
            kind=Kind.PAPER,
            title=record["title"],
            summary=record["summary"],
            url=f"https://arxiv.org/abs/{record['id']}",
            authors=tuple(record["authors"]),
            tags=tuple(record["categories"]),
            published=record["published"],
            meta={"categories": " ".join(record["categories"]), "primary_category": record["categories"][0]},
        )


def _posts(folder: Path, by: timedelta) -> Iterator[Document]:
    for record in _records(folder / "posts.jsonl"):
        text = record["text"].removeprefix(f"# {record['title']}").strip()
        key = str(record["key"])
        yield Document(
            key=key,
            kind=Kind(record["kind"]),
            title=record["title"],
            text=text,
            url=key.removeprefix("url:") if key.startswith("url:") else None,
            authors=tuple(record["authors"]),
            tags=tuple(record["tags"]),
            published=_moved(record["published"], by),
            references=find_references(text),
        )


def _replay(db: sqlite3.Connection, item_id: int, entry: dict[str, Any]) -> None:
    """Lets happen to an item what the sample's year holds for it, in order of time. It counts as
    imported: nobody should take a step back that they never made."""
    steps: list[tuple[str, Action, str, str]] = []
    if "zone" in entry:
        steps.append((entry["moved_at"], Action.MOVED, entry["zone"], ""))
    steps += [(move["at"], Action.MOVED, move["zone"], "") for move in entry.get("moves", ())]
    steps += [(at, Action.OPENED, "", "") for at in entry.get("opened", ())]
    if entry.get("state_at"):
        steps.append((entry["state_at"], Action.STATE, entry["state"], ""))
    if "verdict" in entry:
        steps.append((entry["judged_at"], Action.JUDGED, entry["verdict"], entry.get("note", "")))
    zone, state = str(Zone.INBOX), str(State.UNREAD)
    for at, action, after, note in sorted(steps):
        before = {Action.MOVED: zone, Action.STATE: state}.get(action, "")
        if action is Action.MOVED:
            zone = Zone(after)
            items.set_zone(db, item_id, zone)
        elif action is Action.STATE:
            state = State(after)
            items.set_state(db, item_id, state)
        elif action is Action.JUDGED:
            items.set_verdict(db, item_id, Verdict(after), at, note)
        events.record(
            db, [events.NewEvent(at, Origin.IMPORT, action, item_id, before=before, after=after, note=note)]
        )


def _put_area(db: sqlite3.Connection, record: dict[str, Any]) -> None:
    area = Area(
        id=0,
        name=record["name"],
        stance=Stance(record["stance"]),
        criterion=record["criterion"],
        reason=record["reason"],
        since=record["since"],
        review_on=record["review_on"],
        examples=tuple(record["examples"]),
    )
    areas.put(db, area, aliases.resolve(db, area.examples), ())
