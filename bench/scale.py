"""A library of 23,000 items and at least 100,000 passages to measure with, grown from what there is.

Measuring needs vectors that lie as real ones do: in crowds, most of their variance in few directions. A
library with real vectors lends them: a passage made up here lies near one of the same library. Without,
vectors are drawn from a distribution with those two properties.
"""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks, items
from kb.store.embedded import OF_ITEMS
from kb.text.digest import text_hash
from kb.types import Passage, Zone

ITEMS = 23_000
PASSAGES = 100_000
SHARES = {Zone.MUST_HAVE: 0.5, Zone.NICE_TO_HAVE: 0.05, Zone.NO_NEED: 0.01}
"""Zones and the share of all items each is given: a broad filter and two narrow ones."""

_CLUSTERS = 300
_NEARNESS = 0.3
"""Length of the step from a passage to one made up near it: cosine about 0.96."""


def grown(corpus: Path, home: Path) -> None:
    """Makes the library in `home`, from arXiv metadata or from a copy of the library in the folder
    `corpus`; the vector index is filled."""
    if corpus.is_dir():
        home.mkdir(parents=True)
        source = sqlite3.connect(f"file:{corpus / 'jomo.sqlite'}?mode=ro", uri=True)
        with sqlite3.connect(home / "jomo.sqlite") as copy:
            source.backup(copy)
        source.close()
        copy.close()
    library = Library(Settings(home=home, network=False), keep_index=True)
    if not corpus.is_dir():
        library.intake.add([str(_multiplied(corpus, home))])
    _lengthen(library)
    _fill(library, corpus.is_dir())
    _file(library)
    library.vectors.sync_index()
    library.close()


def _multiplied(corpus: Path, folder: Path) -> Path:
    """As many papers as are measured with, each title of the corpus beside abstracts of others."""
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    target = folder / "multiplied.jsonl"
    with target.open("w", encoding="utf-8") as out:
        for number in range(ITEMS):
            title = records[number % len(records)]
            abstract = records[(number + 7 * (number // len(records))) % len(records)]["abstract"]
            month = f"{15 + number // 60_000 + number % 10:02}{number % 12 + 1:02}"
            out.write(json.dumps({**title, "id": f"{month}.{number:05}", "abstract": abstract}) + "\n")
    return target


def _lengthen(library: Library) -> None:
    """Gives items further passages, with the words of other items, until there are enough."""
    db, rng = library.store.read(), random.Random(0)
    every = items.every_id(db)
    texts = [chunk.text for chunk in chunks.of_items(db, every) if chunk.position == 0]
    lacking = PASSAGES - chunks.count(db)
    with library.store.write() as writing:
        for start in range(0, len(every), 1000):
            part = every[start : start + 1000]
            own: dict[int, list[Passage]] = {item_id: [] for item_id in part}
            for chunk in chunks.of_items(writing, part):
                own[chunk.item_id].append(Passage(chunk.text, chunk.label))
            for place, item_id in enumerate(part, start):
                more = lacking * (place + 1) // len(every) - lacking * place // len(every)
                added = [Passage(f"{item_id} {n}. {rng.choice(texts)}") for n in range(more)]
                passages = own[item_id] + added
                chunks.put(writing, item_id, passages, [text_hash(passage.text) for passage in passages])


def _fill(library: Library, borrowed: bool) -> None:
    """Gives every passage that lacks one a vector near a real one, or a drawn one if none is real."""
    space, rng = library.vectors.space, np.random.default_rng(0)
    pending = [
        text_hash for text_hash, _ in OF_ITEMS.without_vector(library.store.read(), space.fingerprint, -1)
    ]
    real = chunks.head_vectors(library.store.read(), space.fingerprint, space.dimension).vectors
    if not len(real):
        if borrowed:
            raise SystemExit("This library has no vectors of the present model yet; let it embed first")
        real = drawn(ITEMS, space.dimension, rng)
    with library.store.write() as db:
        for start in range(0, len(pending), 4096):
            part = pending[start : start + 4096]
            near = nearby(real[rng.integers(len(real), size=len(part))], rng)
            OF_ITEMS.put(db, space.fingerprint, part, near)


def drawn(count: int, dimension: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors (count, dimension) in crowds around a common direction; the n-th axis has a variance
    of 1/n."""
    spread = np.arange(1, dimension + 1) ** -0.5
    centres = rng.standard_normal((_CLUSTERS, dimension)) * spread
    crowd = centres[rng.integers(_CLUSTERS, size=count)] * 0.7
    scattered = crowd + rng.standard_normal((count, dimension)) * spread * 0.7
    scattered[:, 0] += 4.0
    return unit_rows(scattered.astype(np.float32))


def nearby(vectors: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors (n, d), each a small step from one given."""
    step = rng.standard_normal(vectors.shape) * (_NEARNESS / np.sqrt(vectors.shape[1]))
    return unit_rows((vectors + step).astype(np.float32))


def _file(library: Library) -> None:
    """Files items at random, so that zones stand for filters of known shares."""
    every = items.every_id(library.store.read())
    random.Random(1).shuffle(every)
    with library.store.write() as db:
        start = 0
        for zone in (Zone.INBOX, *SHARES):
            count = int(SHARES.get(zone, 1 - sum(SHARES.values())) * len(every)) + 1
            for item_id in every[start : start + count]:
                items.set_zone(db, item_id, zone)
            start += count
