"""Texts that are to have vectors, and their vectors: what lacks one is a query here."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Texts in one table and the vectors of a model in another, joined by hashes of the texts. `first` is the
    order in which texts get their vectors."""

    texts: str
    vectors: str
    first: str

    def without_vector(self, db: sqlite3.Connection, fingerprint: str, limit: int) -> list[tuple[str, str]]:
        """(text hash, text) still to be embedded; equal texts once."""
        rows = db.execute(
            f"SELECT text_hash, text{self._lacking} GROUP BY text_hash ORDER BY {self.first} LIMIT ?",
            (fingerprint, limit),
        )
        return [(row["text_hash"], row["text"]) for row in rows]

    def count_without_vector(self, db: sqlite3.Connection, fingerprint: str) -> int:
        """How many different texts still lack a vector of this model."""
        return int(
            db.execute(f"SELECT count(DISTINCT text_hash){self._lacking}", (fingerprint,)).fetchone()[0]
        )

    def put(self, db: sqlite3.Connection, fingerprint: str, hashes: Sequence[str], vectors: Floats) -> None:
        """Stores vectors (n, d) of unit length as float16. A text that has one of this model keeps it."""
        halves = [row.tobytes() for row in vectors.astype(np.float16)]
        db.executemany(
            f"INSERT OR IGNORE INTO {self.vectors} (text_hash, fingerprint, vector) VALUES (?, ?, ?)",
            [(text_hash, fingerprint, row) for text_hash, row in zip(hashes, halves, strict=True)],
        )

    def drop_unused(self, db: sqlite3.Connection) -> None:
        """Forgets vectors of texts that are gone."""
        db.execute(f"DELETE FROM {self.vectors} WHERE text_hash NOT IN (SELECT text_hash FROM {self.texts})")

    @property
    def _lacking(self) -> str:
        return (
            f" FROM {self.texts} WHERE NOT EXISTS (SELECT 1 FROM {self.vectors}"
            f" WHERE {self.vectors}.text_hash = {self.texts}.text_hash AND fingerprint = ?)"
        )


OF_ITEMS = Embedded("chunks", "vectors", "min(position) > 0, min(id)")
"""Passages of items: heads first, so that the map and the similar items are useful early."""
OF_WRITING = Embedded("writing_passages", "writing_vectors", "min(id)")
"""Passages of the person's own writing: apart, since those of items are searched and held by the index."""


def unpacked(stored: Sequence[bytes], dimension: int) -> Floats:
    """Stored vectors of one size as an array (n, d)."""
    vectors = np.frombuffer(b"".join(stored), dtype=np.float16).reshape(-1, dimension).astype(np.float32)
    # Halves round lengths off by up to a thousandth, enough to swap near neighbours against an index that
    # compares by angle.
    return unit_rows(vectors, out=vectors)
