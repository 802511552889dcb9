"""Computes the vectors that lie beside the sample library, anew after its texts, the chunker or the bundled
model have changed: `make vectors`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from kb.ingest.sample import FOLDER, VECTORS
from kb.library import Library
from kb.settings import Settings


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        library = Library(Settings(home=Path(home), network=False))
        library.intake.load_sample()
        library.work.stop()
        with library.store.write() as db:
            db.execute("DELETE FROM vectors")
        library.work.embed()
        fingerprint = library.vectors.space.fingerprint
        rows = (
            library.store.read()
            .execute("SELECT text_hash, vector FROM vectors ORDER BY text_hash")
            .fetchall()
        )
        library.close()
    hashes = [row["text_hash"] for row in rows]
    vectors = np.stack([np.frombuffer(row["vector"], dtype=np.float16) for row in rows])
    np.savez_compressed(FOLDER / VECTORS, fingerprint=fingerprint, hashes=hashes, vectors=vectors)
    print(f"{len(hashes)} vectors of {fingerprint} in {FOLDER / VECTORS}")


if __name__ == "__main__":
    main()
