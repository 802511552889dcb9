"""What it costs to mirror a library as notes into a folder: `python -m bench mirroring`.

A thousand made-up items that link to each other, each with highlights and notes; beside it, writing the same
bytes alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bench.measuring import Table
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Annotation, Document, Kind, Reference

ITEMS = 1_000
"""A few years of somebody who keeps what they read."""
_LINKED, _MARKED = 3, 4
"""Links and marks of an item, as in a library that is lived in."""
_WORDS = "Модели помнят длинные тексты, and a cache is a promise about the past that costs memory. "


def measure(_corpus: Path, folder: Path) -> Table:
    """The first run, the same again, one after one item changed, and bare writing."""
    library = Library(Settings(home=folder / "home", network=False))
    ingest(library.store, [_document(number) for number in range(ITEMS)])
    vault = folder / "vault"
    rows: list[tuple[str, int, float, float]] = []

    def run(step: str, work: Callable[[], int]) -> None:
        began, processor = time.perf_counter(), time.process_time()
        files = work()
        rows.append((step, files, time.perf_counter() - began, time.process_time() - processor))

    run("mirroring into an empty folder", lambda: len(library.mirror.write(vault).written))
    run("the same again", lambda: len(library.mirror.write(vault).written))
    library.notes.add(_key(0), "One more thought.")
    run("again, one item changed", lambda: len(library.mirror.write(vault).written))
    run("writing the same bytes alone", lambda: _written_alone(vault, folder / "alone"))
    library.close()
    alone = rows[-1][3]
    return Table(
        f"Mirroring {ITEMS:,} items",
        ("step", "files written", "seconds", "of a processor", "against writing alone"),
        tuple(
            (step, f"{files:,}", f"{clock:.2f}", f"{processor:.2f}", f"{processor / alone:.0f}")
            for step, files, clock, processor in rows
        ),
    )


def _key(number: int) -> str:
    return f"arxiv:2510.{number:05}"


def _document(number: int) -> Document:
    linked = [_key(other) for other in range(max(0, number - _LINKED), number)]
    marks = [
        Annotation(f"{_WORDS}{number}.{one}", "Mine." if one % 2 else "", f"p. {one}")
        for one in range(_MARKED)
    ]
    return Document(
        _key(number),
        Kind.PAPER,
        f"On caches and promises, part {number}",
        text=_WORDS * 20,
        summary=_WORDS * 5,
        authors=("Anna Bell", "Иван Щукин"),
        tags=("memory", "long context"),
        published="2025-10-30",
        references=tuple(Reference(key, key) for key in linked),
        annotations=tuple(marks),
    )


def _written_alone(vault: Path, folder: Path) -> int:
    folder.mkdir()
    notes = list(vault.glob("*.md"))
    for note in notes:
        (folder / note.name).write_bytes(note.read_bytes())
    return len(notes)
