"""How much of the encoder's own speed `embed` reaches."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from bench.measuring import Table, seconds
from kb.embedding.bundled import BundledEncoder
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks

_TEXTS = 384
_ROUNDS = 4


def measure(corpus: Path, folder: Path) -> Table:
    """`embed` against one call of the same SentenceTransformer on the same texts, in turns."""
    library = Library(Settings(home=folder / "home", network=False))
    library.add([str(corpus)])
    encoder = library.encoder
    if not isinstance(encoder, BundledEncoder):
        return Table("Embedding", ("note",), (("the packaged model is not installed here",),))
    encoder.encode_passages(["warm up"])
    model, fingerprint = encoder._model, library.space.fingerprint
    rates: list[tuple[float, float]] = []
    texts: list[str] = []

    def raw() -> None:
        model.encode_document(texts, batch_size=16, show_progress_bar=False)

    def embed(left: int) -> None:
        library.embed(should_stop=lambda: library.pending() <= left)

    for number in range(_ROUNDS):
        pending = chunks.without_vector(library.store.read(), fingerprint, _TEXTS)
        texts = [text for _, text in pending]
        if not texts:
            break
        ours = partial(embed, library.pending() - len(texts))
        # In turns, so that a machine that gets slower or faster favours neither.
        first, second = (ours, raw) if number % 2 else (raw, ours)
        taken = {first: seconds(first), second: seconds(second)}
        rates.append((len(texts) / taken[ours], len(texts) / taken[raw]))
    library.close()
    ours_all, raw_all = np.array(rates).T
    return Table(
        f"Embedding {len(rates)} times {_TEXTS} abstracts",
        ("round", "embed, texts a second", "the model alone", "share"),
        tuple((str(n), f"{o:.1f}", f"{r:.1f}", f"{o / r:.2f}") for n, (o, r) in enumerate(rates, start=1))
        + (
            (
                "median",
                f"{np.median(ours_all):.1f}",
                f"{np.median(raw_all):.1f}",
                f"{np.median(ours_all / raw_all):.2f}",
            ),
        ),
    )
