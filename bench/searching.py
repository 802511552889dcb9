"""How long a question takes and what it finds, filtered and not, beside exact search and Chroma's own
filter, in a library of 23,000 items and 100,000 passages.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table, milliseconds
from bench.scale import SHARES, grown, nearby
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.store.filters import matching_ids
from kb.store.resident import Resident
from kb.types import Filters, SearchMode, Zone
from kb.vectors.chroma import chroma_folder

_QUESTIONS = 100
_PASSAGES_ASKED = 400
"""What a search asks for: long items take several of the first places."""
_RECALL_AT = 10
_FRESH_STARTS = 3

Vector = NDArray[np.float32]


def measure(corpus: Path, folder: Path) -> Table:
    """`corpus`: arXiv metadata, whose vectors are made up, or the folder of a library, whose vectors are
    taken. Questions are embedded by the real model; where vectors are made up, what is compared with
    them lies near one of them."""
    home, copy = folder / "home", folder / "filtered"
    grown(corpus, home)
    shutil.copytree(chroma_folder(home), copy)
    library = Library(Settings(home=home, network=False), keep_index=True)
    meaning = library.vectors.passages
    library.warm_up()
    rng = random.Random(0)
    titles = [item.title for item in rng.sample(library.items.select(limit=5000), _QUESTIONS)]
    questions = [" ".join(title.split()[:5]) for title in titles]
    everything = Resident(
        library.store, library.vectors.space.fingerprint, library.vectors.space.dimension
    ).current()
    if corpus.is_dir():
        vectors = [library.vectors.encode_query(question) for question in questions]
    else:
        some = np.random.default_rng(0).integers(len(everything.vectors), size=_QUESTIONS)
        vectors = list(nearby(everything.vectors[some], np.random.default_rng(1)))
    filters = {share: Filters(zones=(zone,)) for zone, share in SHARES.items()}
    allowed = {
        share: np.array(list(matching_ids(library.store.read(), chosen)), np.int64)
        for share, chosen in filters.items()
    }
    inside = {share: np.isin(everything.item_ids, ids) for share, ids in allowed.items()}
    own_filter = _chroma_with_metadata(copy, library.vectors.space.collection, everything.chunk_ids, inside)

    def exact(vector: Vector, share: float | None) -> list[int]:
        similarities = everything.vectors @ vector
        if share is not None:
            similarities[~inside[share]] = -1
        best = np.argpartition(similarities, -_PASSAGES_ASKED)[-_PASSAGES_ASKED:]
        return [int(i) for i in everything.chunk_ids[best[np.argsort(-similarities[best])]]]

    def ours(vector: Vector, share: float | None) -> list[int]:
        ids = meaning.nearest(vector, _PASSAGES_ASKED, None if share is None else allowed[share]).chunk_ids
        return [int(i) for i in ids]

    def chromas(vector: Vector, share: float | None) -> list[int]:
        where = None if share is None else {_field(share): True}
        found = own_filter.query(
            query_embeddings=[vector], n_results=_PASSAGES_ASKED, where=where, include=["distances"]
        )
        return [int(i) for i in found["ids"][0]]

    rows: list[tuple[str, ...]] = []

    def row(name: str, works: Sequence[Callable[[], object]], base: float | None, recall: str = "") -> float:
        for work in works[:3]:
            work()
        median, most = milliseconds(works)
        ratio = f"{median / base:.1f} times" if base else ""
        rows.append((name, f"{median:.1f}", f"{most:.1f}", ratio, recall))
        return median

    base = row("search", [partial(library.search.hits, q) for q in questions], None)
    for share, chosen in filters.items():
        name = f"search, filter of {share:.0%} of the items"
        row(name, [partial(library.search.hits, q, chosen) for q in questions], base)
    row(
        "search, words only",
        [partial(library.search.hits, q, mode=SearchMode.WORDS) for q in questions],
        base,
    )
    row(
        "of that: embedding the question", [partial(library.vectors.encode_query, q) for q in questions], base
    )
    true = {share: [exact(vector, share) for vector in vectors] for share in (None, *SHARES.values())}
    ways = {"nearest passages": ours, "Chroma with `where`": chromas, "exact search in numpy": exact}
    for way, find in ways.items():
        way_base: float | None = None
        for part in true:
            found = [find(vector, part) for vector in vectors]
            name = f"{way}, " + ("all" if part is None else f"{part:.0%}")
            works = [partial(find, vector, part) for vector in vectors]
            median = row(name, works, way_base, f"{recall(found, true[part]):.3f}")
            way_base = way_base or median
    count = library.upkeep.stats().items
    library.close()
    return Table(
        f"Searching {count:,} items, {len(everything.chunk_ids):,} passages",
        ("question", "median ms", "95 % ms", "against the unfiltered", f"recall at {_RECALL_AT}"),
        tuple(rows),
        _first_questions(home),
    )


def recall(found: Sequence[Sequence[int]], true: Sequence[Sequence[int]]) -> float:
    """Share of the truly nearest that were found."""
    shares = [
        len(set(a[:_RECALL_AT]) & set(b[:_RECALL_AT])) / len(b[:_RECALL_AT])
        for a, b in zip(found, true, strict=True)
    ]
    return float(np.mean(shares))


def _field(share: float) -> str:
    return f"share{share:.0%}"


def _chroma_with_metadata(
    folder: Path, name: str, chunk_ids: NDArray[np.int64], inside: dict[float, NDArray[np.bool_]]
) -> Any:
    """A copy of the app's index whose rows also carry what the filters ask for."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.get_collection(name, embedding_function=None)
    for start in range(0, len(chunk_ids), 4000):
        ids = [str(i) for i in chunk_ids[start : start + 4000]]
        flags: list[Any] = [
            {_field(share): bool(rows[start + n]) for share, rows in inside.items()} for n in range(len(ids))
        ]
        collection.update(ids=ids, metadatas=flags)
    return collection


_FRESH = """
import json, sys, time
from kb.library import Library
from kb.settings import Settings
from kb.types import Filters, Zone

library, taken = Library(Settings(home={home!r}, network=False), keep_index=True), {{}}

def timed(name, work):
    started = time.perf_counter()
    work()
    taken[name] = time.perf_counter() - started

if {warm}:
    timed("warm-up", library.warm_up)
else:
    timed("model", lambda: library.vectors.encode_query("the model alone"))
filters = Filters(zones=(Zone({zone!r}),))
for name, chosen in (("first", Filters()), ("first filtered", filters), ("later", Filters())):
    timed(name, lambda: library.search.hits("attention over long documents", chosen))
library.close()
print(json.dumps(taken))
"""


def _first_questions(home: Path) -> str:
    """What the first questions of a fresh process take, as a sentence."""

    def median(warm: bool) -> dict[str, float]:
        script = _FRESH.format(home=str(home), warm=warm, zone=str(Zone.MUST_HAVE))
        runs = []
        for _ in range(_FRESH_STARTS):
            done = subprocess.run(
                [sys.executable, "-c", script],
                cwd=PROJECT_ROOT, env={**os.environ}, check=True, capture_output=True, text=True,
            )  # fmt: skip
            runs.append(json.loads(done.stdout.splitlines()[-1]))
        return {name: 1000 * statistics.median(run[name] for run in runs) for name in runs[0]}

    cold, warm = median(warm=False), median(warm=True)
    return (
        f"In a fresh process the model loads in {cold['model']:.0f} ms; after it the first question takes"
        f" {cold['first']:.0f} ms, the first filtered one {cold['first filtered']:.0f} ms, a later one"
        f" {cold['later']:.0f} ms. Warming up beforehand takes {warm['warm-up']:.0f} ms, the model included;"
        f" then {warm['first']:.0f}, {warm['first filtered']:.0f} and {warm['later']:.0f} ms."
    )
