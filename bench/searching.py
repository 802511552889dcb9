"""How long a question takes, beside exact search over the same vectors."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from bench.measuring import Table, milliseconds
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks
from kb.types import Filters, Kind, SearchMode

_QUESTIONS = 60


def measure(corpus: Path, folder: Path) -> Table:
    """Vectors of the right shape stand in for embedded ones: speed does not depend on their meaning, and
    embedding everything first would take many minutes. Questions are embedded by the real model."""
    library = Library(Settings(home=folder / "home", network=False), keep_index=True)
    library.add([str(corpus)])
    _fill_with_stand_ins(library)
    library.sync_index()
    titles = [item.title for item in library.items(limit=2000)]
    rng = random.Random(0)
    questions = [" ".join(title.split()[:5]) for title in rng.sample(titles, min(_QUESTIONS, len(titles)))]
    everything = chunks.vectors(library.store.read(), library.space.fingerprint, library.space.dimension)
    vectors = [library.encode_query(question) for question in questions]

    def exact(vector: np.ndarray) -> object:
        return np.argsort(-(everything.vectors @ vector))[:10]

    rows: list[tuple[str, list[Callable[[], object]]]] = [
        ("hybrid", [partial(library.search, q) for q in questions]),
        ("hybrid, filtered", [partial(library.search, q, Filters(kinds=(Kind.PAPER,))) for q in questions]),
        ("words only", [partial(library.search, q, mode=SearchMode.WORDS) for q in questions]),
        ("meaning only", [partial(library.search, q, mode=SearchMode.MEANING) for q in questions]),
        ("of that: embedding the question", [partial(library.encode_query, q) for q in questions]),
        (
            "of that: nearest passages by the index",
            [partial(library.meaning.nearest, v, 10) for v in vectors],
        ),
        ("exact search in numpy", [partial(exact, v) for v in vectors]),
    ]
    for _, works in rows:
        works[0]()
    measured = {name: milliseconds(works) for name, works in rows}
    base = measured["exact search in numpy"][0]
    near = [set(library.meaning.nearest(v, 10).chunk_ids.tolist()) for v in vectors]
    true = [set(everything.chunk_ids[np.argsort(-(everything.vectors @ v))[:10]].tolist()) for v in vectors]
    recall = float(np.mean([len(a & b) / len(b) for a, b in zip(near, true, strict=True)]))
    count = len(everything.chunk_ids)
    library.close()
    return Table(
        f"Searching {count:,} passages",
        ("question", "median ms", "95 % ms", "against exact"),
        tuple((name, f"{m:.1f}", f"{p:.1f}", f"{m / base:.1f} times") for name, (m, p) in measured.items()),
        f"Recall of the index against exact search at 10: {recall:.3f}.",
    )


def _fill_with_stand_ins(library: Library) -> None:
    db, space = library.store.read(), library.space
    pending = chunks.without_vector(db, space.fingerprint, 1_000_000)
    centres = np.random.default_rng(0).standard_normal((40, space.dimension))
    rows = []
    for _, text in pending:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        noise = np.random.default_rng(seed).standard_normal(space.dimension)
        row = centres[seed % len(centres)] + noise
        rows.append(row / np.linalg.norm(row))
    with library.store.write() as writing:
        chunks.put_vectors(
            writing,
            space.fingerprint,
            [text_hash for text_hash, _ in pending],
            np.array(rows, dtype=np.float32),
        )
