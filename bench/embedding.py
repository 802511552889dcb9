"""How much of the encoder's own speed `embed` reaches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.measuring import Table, seconds
from kb.embedding.bundled import BundledEncoder
from kb.embedding.inference import BATCH_SIZE
from kb.library import Library
from kb.settings import Settings
from kb.store.embedded import OF_ITEMS

_PAPERS = 384
_ROUNDS = 4


def measure(corpus: Path, folder: Path) -> Table:
    """`embed` against one call of the same SentenceTransformer on the same texts, in turns."""
    folder.mkdir(parents=True)
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    encoder: BundledEncoder | None = None
    rates: list[tuple[float, float]] = []
    for number in range(min(_ROUNDS, len(lines) // _PAPERS or 1)):
        part = folder / f"part-{number}.jsonl"
        part.write_text("".join(lines[number * _PAPERS : (number + 1) * _PAPERS]), encoding="utf-8")
        library = Library(Settings(home=folder / f"home-{number}", network=False), encoder=encoder)
        library.intake.add([str(part)])
        if not isinstance(library.vectors.encoder, BundledEncoder):
            return Table("Embedding", ("note",), (("the packaged model is not installed here",),))
        encoder = library.vectors.encoder
        encoder.encode_passages(["warm up"])
        rates.append(_round(library, encoder, ours_first=bool(number % 2)))
        library.close()
    ours, raw = np.array(rates).T
    rows = [(str(n), o, r, o / r) for n, (o, r) in enumerate(rates, start=1)]
    rows.append(("median", float(np.median(ours)), float(np.median(raw)), float(np.median(ours / raw))))
    return Table(
        f"Embedding {len(rates)} times {_PAPERS} abstracts",
        ("round", "embed, texts a second", "the model alone", "share"),
        tuple((name, f"{o:.1f}", f"{r:.1f}", f"{share:.2f}") for name, o, r, share in rows),
    )


def _round(library: Library, encoder: BundledEncoder, ours_first: bool) -> tuple[float, float]:
    """Texts a second of `embed` and of the model alone. They take turns in going first, so that a machine
    that gets slower or faster favours neither."""
    pending = OF_ITEMS.without_vector(library.store.read(), library.vectors.space.fingerprint, 1_000_000)
    texts = [text for _, text in pending]

    def raw() -> None:
        encoder._model.encode_document(texts, batch_size=BATCH_SIZE, show_progress_bar=False)

    works: list[Callable[[], object]] = [library.work.embed, raw]
    taken = {work: seconds(work) for work in (works if ours_first else works[::-1])}
    return len(texts) / taken[works[0]], len(texts) / taken[raw]
