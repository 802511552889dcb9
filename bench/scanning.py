"""How long a look at one's own writing takes, beside a plain search of the same files for identifiers.

10,000 notes are made of abstracts of the corpus and of the Russian texts of the sample library: a fifth gives
a paper's address, a tenth writes a title out, a tenth links to other notes, the rest refers to nothing.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bench.measuring import Table
from kb.ingest.sample import FOLDER
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.text.identity import find_references
from kb.types import Document, Kind

ITEMS, NOTES, BYTES = 5_000, 10_000, 20_000_000


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a piece of work took: seconds by the clock, seconds of a processor."""

    clock: float
    processor: float


def measure(corpus: Path, folder: Path) -> Table:
    """The first look, one after nothing and one note changed, and one after an item came, beside the plain
    search; all in a process of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    works = list(_works(records))
    home, notes = folder / "home", folder / "notes"
    library = Library(Settings(home=home, network=False))
    ingest(library.store, works)
    library.evidence.add(str(_written(works, [str(one["abstract"]) for one in records], notes)))
    library.close()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        taken, megabytes = pool.apply(_looked, (home, notes))
    plain = taken["plain search for identifiers"]
    return Table(
        f"A look at {NOTES:,} notes with {ITEMS:,} items",
        ("step", "seconds", "of a processor", "against the plain search"),
        tuple(
            (step, f"{one.clock:.2f}", f"{one.processor:.2f}", f"{one.processor / plain.processor:.1f} times")
            for step, one in taken.items()
        ),
        f"Memory at the most: {megabytes} MB.",
    )


def _works(records: Sequence[dict[str, str]]) -> Iterator[Document]:
    """As many papers as are measured with: those of the corpus, then halves of their titles put together."""
    rng = random.Random(0)
    for number in range(ITEMS):
        if number < len(records):
            key, title = f"arxiv:{records[number]['id']}", records[number]["title"]
        else:
            halves = (rng.choice(records)["title"].split() for _ in range(2))
            first, second = halves
            key = f"arxiv:30{number % 12 + 1:02}.{number:05}"
            title = " ".join((*first[: len(first) // 2 + 1], *second[len(second) // 2 :]))
        yield Document(key, Kind.PAPER, " ".join(title.split()), saved_at="2024-01-10T10:00:00+00:00")


def _written(works: Sequence[Document], abstracts: Sequence[str], folder: Path) -> Path:
    rng = random.Random(0)
    posts = map(json.loads, (FOLDER / "posts.jsonl").read_text(encoding="utf-8").splitlines())
    russian = [one["text"] for one in posts if one.get("text")]
    folder.mkdir()
    for number in range(NOTES):
        kind, work = rng.random(), rng.choice(works)
        told = ""
        if kind < 0.2:
            told = f"Подробнее: https://arxiv.org/abs/{work.key.removeprefix('arxiv:')}v2"
        elif kind < 0.3:
            told = f"Как показано в «{work.title}», этого достаточно."
        elif kind < 0.4:
            told = "\n".join(f"- [[Note {rng.randrange(NOTES)}]]" for _ in range(4))
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        head = f"---\ntitle: Note {number}\ndate: {day}\ntags: [ml, notes]\n---\n\n# Note {number}\n\n"
        words = ""
        while len((head + words + told).encode()) < BYTES // NOTES:
            words += rng.choice(abstracts if number % 2 else russian)[:1_500] + "\n\n"
        (folder / f"Note {number}.md").write_text(f"{head}{words}{told}\n", encoding="utf-8")
    return folder


def _looked(home: Path, notes: Path) -> tuple[dict[str, _Taken], int]:
    library = Library(Settings(home=home, network=False))
    taken = {
        "plain search for identifiers": _taken(lambda: _searched(notes)),
        "first look": _taken(library.evidence.scan),
        "nothing changed": _taken(library.evidence.scan),
    }
    note = notes / "Note 5.md"
    note.write_text(note.read_text(encoding="utf-8") + "\nЕщё одна мысль.\n", encoding="utf-8")
    taken["one note changed"] = _taken(library.evidence.scan)
    ingest(
        library.store, [Document("arxiv:2401.99999", Kind.PAPER, "An Item That Came Later Than the Notes")]
    )
    taken["one item came"] = _taken(library.evidence.scan)
    library.close()
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _searched(notes: Path) -> int:
    """The identifiers and addresses in the files, by the patterns that imports use."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(notes.iterdir()))
    return len(list(chain.from_iterable(map(find_references, texts))))


def _taken(work: Callable[[], object]) -> _Taken:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return _Taken(time.perf_counter() - clock, time.process_time() - processor)
