"""What it costs to bring in what a person kept in other programs: seconds and memory, words index included,
without vectors. All inputs are made up; each is imported in a process of its own."""

from __future__ import annotations

import csv
import json
import multiprocessing
import resource
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from bench.measuring import Table, seconds
from kb.importers import ImportContext, documents
from kb.ingest.save import AT_ONCE
from kb.library import Library
from kb.settings import Settings
from kb.types import Document

LINKS, MESSAGES, NOTES, HIGHLIGHTS, ENTRIES = 7_478, 10_000, 500, 4_000, 10_000
"""As many as the list of one real reader of Pocket holds; a busy channel of years; a vault, a table of
highlights and a bibliography of somebody who keeps much."""
_WORDS = "Модели помнят длинные тексты, and a cache is a promise about the past that costs memory. "
_BEGAN = 1_600_000_000
"""September 2020, in seconds since 1970: the first of the made-up moments."""

_COLUMNS = (
    "Highlight", "Book Title", "Book Author", "Amazon Book ID", "Note", "Color", "Tags", "Location Type",
    "Location", "Highlighted at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cost:
    """Seconds by the clock and of the processor, megabytes of the process at its most, items afterwards."""

    clock: float
    processor: float
    megabytes: float
    items: int


def measure(corpus: Path, folder: Path) -> Table:
    """Each source imported once into an empty library. `corpus` is not used."""
    folder.mkdir(parents=True, exist_ok=True)
    costs = {name: _cost_of(make(folder), folder / f"home {name}") for name, make in SOURCES.items()}
    by_lxml, read = _reading(folder / "pocket.html")
    rows_alone = _rows_alone(folder / f"home {_POCKET}", folder / "rows alone")
    pocket = costs[_POCKET]
    return Table(
        "Importing what other programs exported",
        ("source", "items", "seconds", "of a processor", "MB at the most"),
        tuple(
            (name, f"{cost.items:,}", f"{cost.clock:.1f}", f"{cost.processor:.1f}", f"{cost.megabytes:.0f}")
            for name, cost in costs.items()
        ),
        f"lxml alone parses Pocket's list and walks its links in {by_lxml:.3f} s of a processor; reading it"
        f" here takes {read / by_lxml:.0f} times as long, importing it {pocket.processor / by_lxml:.0f}"
        f" times, and writing nothing but the rows it makes {rows_alone / by_lxml:.0f} times.",
    )


def _cost_of(source: Path, home: Path) -> _Cost:
    # A process of its own: what was used before would be counted.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_imported, source, home).result()


def _imported(source: Path, home: Path) -> _Cost:
    library = Library(Settings(home=home, cache=home / "cache", network=False))
    used = time.process_time()
    clock = seconds(lambda: library.intake.add([str(source)]))
    used = time.process_time() - used
    items = len(library.items.select())
    library.close()
    return _Cost(clock, used, _megabytes(), items)


def _rows_alone(home: Path, empty: Path) -> float:
    """Seconds of a processor that SQLite takes to write the rows of a library into an empty one, the words
    index included: what no import can go below."""
    Library(Settings(home=empty, cache=empty / "cache", network=False)).close()
    made, target = (
        sqlite3.connect(next(one.glob("*.sqlite")), isolation_level=None) for one in (home, empty)
    )
    target.execute("PRAGMA synchronous = NORMAL")
    used = 0.0
    for table in ("items", "aliases", "refs", "chunks", "words", "contexts", "events", "import_changes"):
        columns = [row[1] for row in made.execute(f"PRAGMA table_info({table})") if row[1] != "dated"]
        columns += ["rowid"] if table == "words" else []
        rows = made.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        began = time.process_time()
        for first in range(0, len(rows), AT_ONCE):
            target.execute("BEGIN IMMEDIATE")
            target.executemany(insert, rows[first : first + AT_ONCE])
            target.execute("COMMIT")
        used += time.process_time() - began
    made.close()
    target.close()
    return used


def _megabytes() -> float:
    """What this process held at its most. `getrusage` would count in what started it."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def _reading(pocket: Path) -> tuple[float, float]:
    """Seconds of a processor that lxml takes to parse a list and walk its links, and that reading it here
    takes."""

    def walk() -> None:
        for link in lxml.html.parse(str(pocket)).iter("a"):
            link.get("href"), link.get("time_added"), link.get("tags"), link.text_content()

    def read() -> None:
        context = ImportContext(pocket.parent, network=False)
        assert sum(isinstance(one, Document) for one in documents(str(pocket), context)) == LINKS

    walk()
    began = time.process_time()
    walk()
    walked = time.process_time()
    read()
    return walked - began, time.process_time() - walked


def _pocket(folder: Path) -> Path:
    links = (
        f'<li><a href="https://site{n % 400}.example/{n}/a-page?utm_source=x&id={n}"'
        f' time_added="{_BEGAN + n}" tags="llm,tag{n % 50}">A page, number {n}</a></li>'
        for n in range(LINKS)
    )
    page = f"<html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>{' '.join(links)}</ul>"
    return _written(folder / "pocket.html", page)


def _telegram(folder: Path) -> Path:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": "2024-03-01T10:00:00",
            "date_unixtime": str(_BEGAN + 60 * n),
            "from": "Channel",
            "text": [_WORDS * 3, {"type": "link", "text": f"https://arxiv.org/abs/2401.{n:05d}"}],
        }
        for n in range(MESSAGES)
    ]
    chat = {"name": "Channel", "type": "public_channel", "id": 100123, "messages": messages}
    return _written(folder / "result.json", json.dumps(chat, ensure_ascii=False))


def _vault(folder: Path) -> Path:
    root = folder / "vault"
    (root / ".obsidian").mkdir(parents=True, exist_ok=True)
    for n in range(NOTES):
        _written(
            root / f"Note {n}.md",
            f"---\ntags: [llm, t{n % 20}]\ncreated: 2024-03-01\n---\n# Note {n}\n\n{_WORDS * 15}\n\n"
            f"See [[Note {(n + 1) % NOTES}]] and ![[Note {(n + 7) % NOTES}#Part]].\n\n"
            f"## Part\n\n{_WORDS * 3}\n",
        )
    return root


def _highlights(folder: Path) -> Path:
    path = folder / "readwise.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        for n in range(HIGHLIGHTS):
            at = f"2024-03-01 10:00:00.{n:06d}+00:00"
            table.writerow(
                [
                    f"{n} {_WORDS}",
                    f"Book {n % 150}",
                    "A. Author",
                    f"B{n % 150}",
                    "",
                    "",
                    "",
                    "location",
                    n,
                    at,
                ]
            )
    return path


def _bibliography(folder: Path) -> Path:
    entries = (
        f"@article{{doe{n},\n title = {{A study number {n} of caches}},\n"
        f" author = {{Doe, Jane and Roe, Rick}},\n"
        f" journal = {{Journal of Examples}},\n year = {{20{n % 25:02d}}},\n doi = {{10.1234/example.{n}}},\n"
        f" url = {{https://papers.example/{n}}},\n abstract = {{{_WORDS * 4}}}\n}}\n"
        for n in range(ENTRIES)
    )
    return _written(folder / "library.bib", "".join(entries))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


_POCKET = f"Pocket's list of {LINKS:,} links"
SOURCES: dict[str, Callable[[Path], Path]] = {
    _POCKET: _pocket,
    f"a Telegram export of {MESSAGES:,} messages": _telegram,
    f"a vault of {NOTES} notes": _vault,
    f"a table of {HIGHLIGHTS:,} highlights": _highlights,
    f"a bibliography of {ENTRIES:,} entries": _bibliography,
}
"""By what they are, what makes them in a folder."""
