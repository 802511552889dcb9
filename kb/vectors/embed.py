"""Gives every passage, of items and of the person's own writing, its vector. What is lacking is a query, so
it can stop and go on anywhere."""

from __future__ import annotations

from collections.abc import Callable

from kb.embedding import Encoder
from kb.store import Store
from kb.store.embedded import OF_ITEMS, Embedded

# Sorting by length over a wide window keeps padding low; committing small slices keeps what is done.
_WINDOW = 2048
_SLICE = 128


def embed_pending(
    store: Store,
    encoder: Encoder,
    fingerprint: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
    should_stop: Callable[[], bool] = lambda: False,
    texts: Embedded = OF_ITEMS,
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
                texts.put(db, fingerprint, [text_hash for text_hash, _ in part], vectors)
            done += len(part)
            progress(done, max(total, done))
    return done
