"""Gives every passage, of items and of the person's own writing, its vector. What is lacking is a query, so
it can stop and go on anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol

from kb.embedding import Encoder
from kb.store import Store, chunks
from kb.vectors.linear import Floats

# Sorting by length over a wide window keeps padding low; committing small slices keeps what is done.
_WINDOW = 2048
_SLICE = 128


class Texts(Protocol):
    """Where texts lie that are to have vectors, and their vectors: `kb.store.chunks`, `kb.store.passages`."""

    def count_without_vector(self, db: sqlite3.Connection, fingerprint: str) -> int:
        """How many different texts lack a vector of a model."""

    def without_vector(self, db: sqlite3.Connection, fingerprint: str, limit: int) -> list[tuple[str, str]]:
        """Some of them: (text hash, text)."""

    def put_vectors(
        self, db: sqlite3.Connection, fingerprint: str, hashes: Sequence[str], vectors: Floats
    ) -> None:
        """Keeps vectors (n, d) of texts."""


def embed_pending(
    store: Store,
    encoder: Encoder,
    fingerprint: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
    should_stop: Callable[[], bool] = lambda: False,
    texts: Texts = chunks,
) -> int:
    """Embeds what lacks a vector of this model; returns how many texts. `progress` gets done and total;
    `should_stop` is asked between slices."""
    total = texts.count_without_vector(store.read(), fingerprint)
    done = 0
    while pending := texts.without_vector(store.read(), fingerprint, _WINDOW):
        # The longest first: buffers grow once, and the estimate of the time left errs on the safe side.
        pending.sort(key=lambda row: -len(row[1]))
        for start in range(0, len(pending), _SLICE):
            if should_stop():
                return done
            part = pending[start : start + _SLICE]
            vectors = encoder.encode_passages([text for _, text in part])
            with store.write() as db:
                texts.put_vectors(db, fingerprint, [text_hash for text_hash, _ in part], vectors)
            done += len(part)
            progress(done, max(total, done))
    return done
