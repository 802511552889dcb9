"""How fast `embed` is beside torch on the same texts, and how near its vectors are to those of float32."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table
from kb.embedding.bundled import BundledEncoder, load_in_torch
from kb.embedding.inference import embed_passages
from kb.library import Library
from kb.settings import Settings
from kb.store.embedded import OF_ITEMS

_PAPERS = 384
_ROUNDS = 2


def measure(corpus: Path, folder: Path) -> Table:
    """`embed` on all passages of papers, and what it and torch take for their heads alone, in turns."""
    folder.mkdir(parents=True)
    part = folder / "papers.jsonl"
    part.write_text("".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[:_PAPERS]), "utf-8")
    library = Library(Settings(home=folder / "home", network=False))
    library.intake.add([str(part)])
    encoder = library.vectors.encoder
    if not isinstance(encoder, BundledEncoder):
        return Table("Embedding", ("note",), (("the packaged model is not installed here",),))
    fingerprint = library.vectors.space.fingerprint
    pending = OF_ITEMS.without_vector(library.store.read(), fingerprint, 1_000_000)
    texts = [text for _, text in pending]
    true, half = (load_in_torch(encoder.unpacked()) for _ in range(2))
    ways: dict[str, Callable[[Sequence[str]], NDArray[np.float32]]] = {
        "torch, float32": partial(embed_passages, true),
        "torch, bfloat16": partial(embed_passages, half.bfloat16()),
        "as chosen here": encoder.encode_passages,
    }
    rows = []
    for what, asked in (("abstracts", texts[:_PAPERS]), ("all passages", texts)):
        for embed in ways.values():
            embed(asked[:8])
        vectors, taken = {}, {name: [0.0, 0.0] for name in ways}
        for _ in range(_ROUNDS):
            for name, embed in ways.items():
                started = time.process_time(), time.perf_counter()
                vectors[name] = embed(asked)
                taken[name][0] += time.process_time() - started[0]
                taken[name][1] += time.perf_counter() - started[1]
        for name, (processor, clock) in taken.items():
            worst = float(np.sum(vectors[name] * vectors["torch, float32"], axis=1).min())
            count = len(asked) * _ROUNDS
            ratio = taken["torch, float32"][0] / processor
            rows.append(
                (
                    what,
                    name,
                    f"{count / clock:.1f}",
                    f"{count / processor:.1f}",
                    f"{ratio:.1f}",
                    f"{worst:.5f}",
                )
            )
    started = time.process_time(), time.perf_counter()
    library.work.embed()
    processor, clock = time.process_time() - started[0], time.perf_counter() - started[1]
    rows.append(
        ("all passages", "`embed`", f"{len(texts) / clock:.1f}", f"{len(texts) / processor:.1f}", "", "")
    )
    library.close()
    return Table(
        f"Embedding {_PAPERS} papers, {len(texts):,} passages",
        ("what", "by", "a second", "a second of a processor", "against float32", "worst cosine"),
        tuple(rows),
    )
