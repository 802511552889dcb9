"""Half a million vectors in a Chroma server on this machine: how long they take to get there, what both sides
hold, what is found, beside exact search in one process.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import serving
from bench.measuring import Table, milliseconds
from bench.scale import drawn, nearby
from bench.searching import recall
from kb.settings import Settings
from kb.vectors.chroma import VectorIndex

VECTORS = 500_000
DIMENSION = 384
"""That of the packaged model."""
SHARES = (0.5, 0.05, 0.01)
"""Of all vectors, those that a filter lets through."""
_ASKED = 400
"""What a search asks for, as in `bench.searching`."""
_QUESTIONS = 50
_STEP = 4000

Vector = NDArray[np.float32]


def measure(_corpus: Path, folder: Path) -> Table:
    """The vectors are drawn in crowds as real ones lie; each question lies near one of them."""
    rng = np.random.default_rng(0)
    vectors = drawn(VECTORS, DIMENSION, rng)
    places = rng.random(VECTORS)
    questions = list(nearby(vectors[rng.integers(VECTORS, size=_QUESTIONS)], rng))
    with serving.chroma(folder / "served") as (server, url):
        index = VectorIndex(Settings(home=folder / "home", chroma_url=url), "half-a-million", "")
        before = _memory_mb(os.getpid())
        pushing = _pushed(index, vectors)
        own = _memory_mb(os.getpid()) - before
        collection = _collection(url)
        _mark(collection, places)
        asked = list(_asked(index, collection, vectors, places, questions))
        held = vectors.nbytes / 2**20
        served, kept = _memory_mb(server.pid), _size_mb(folder / "served")
        rows = [
            ("pushing, s", f"{pushing:,.0f}", f"{VECTORS / pushing:,.0f} a second", ""),
            (
                "memory of the server after all questions, MB",
                f"{served:,.0f}",
                f"{served / held:.1f} of the vectors",
                "",
            ),
            ("memory of this side beyond the vectors, MB", f"{own:,.0f}", "", ""),
            ("on the server's disk, MB", f"{kept:,.0f}", f"{kept / held:.1f} of the vectors", ""),
            *asked,
        ]
        index.close()
    return Table(
        f"{VECTORS:,} vectors in a Chroma server",
        ("what", "median ms", "against exact", f"recall at 10 of {_ASKED}"),
        tuple(rows),
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.",
    )


def _asked(
    index: VectorIndex, collection: Any, vectors: Vector, places: NDArray[np.float64], questions: list[Vector]
) -> Iterator[tuple[str, str, str, str]]:
    def exact(question: Vector, rows: NDArray[np.int64] | None) -> list[int]:
        similarities = (vectors if rows is None else vectors[rows]) @ question
        best = np.argpartition(similarities, -_ASKED)[-_ASKED:]
        best = best[np.argsort(-similarities[best])]
        return [int(i) for i in (best if rows is None else rows[best])]

    def ours(question: Vector, rows: NDArray[np.int64] | None) -> list[int]:
        return [int(i) for i in index.nearest(question, _ASKED).chunk_ids]

    def where(share: float, question: Vector, rows: NDArray[np.int64] | None) -> list[int]:
        found = collection.query(
            query_embeddings=[question], n_results=_ASKED, where={_field(share): True}, include=[]
        )
        return [int(i) for i in found["ids"][0]]

    ways: list[tuple[str, float | None, Callable[..., list[int]]]] = [("all, by the server", None, ours)]
    ways += [(f"a filter of {share:.0%}, by the server", share, partial(where, share)) for share in SHARES]
    for name, share, way in ways:
        rows = None if share is None else np.flatnonzero(places < share)
        true = [exact(question, rows) for question in questions]
        base, _most = milliseconds([partial(exact, question, rows) for question in questions])
        found = [way(question, rows) for question in questions]
        median, most = milliseconds([partial(way, question, rows) for question in questions])
        yield name, f"{median:.1f} (95 %: {most:.1f})", f"{median / base:.1f}", f"{recall(found, true):.3f}"
        yield name.replace("by the server", "exact in numpy"), f"{base:.1f}", "1.0", "1.000"


def _pushed(index: VectorIndex, vectors: Vector) -> float:
    started = time.perf_counter()
    for start in range(0, len(vectors), _STEP):
        part = vectors[start : start + _STEP]
        index.put(range(start, start + len(part)), part)
        print(f"{start:,} after {time.perf_counter() - started:,.0f} s", file=sys.stderr, flush=True)
    return time.perf_counter() - started


def _mark(collection: Any, places: NDArray[np.float64]) -> None:
    """Gives rows what the filters ask for."""
    for start in range(0, len(places), _STEP):
        rows = [row for row in range(start, min(start + _STEP, len(places))) if places[row] < max(SHARES)]
        fields = [{_field(share): True for share in SHARES if places[row] < share} for row in rows]
        collection.update(ids=[str(row) for row in rows], metadatas=fields)


def _field(share: float) -> str:
    return f"share{share:.0%}"


def _collection(url: str) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    host, port = url.removeprefix("http://").split(":")
    client = chromadb.HttpClient(host, int(port), settings=ChromaSettings(anonymized_telemetry=False))
    return client.get_collection("half-a-million", embedding_function=None)


def _memory_mb(pid: int) -> float:
    [held] = [
        line.split()[1]
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmRSS")
    ]
    return int(held) / 1024


def _size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
