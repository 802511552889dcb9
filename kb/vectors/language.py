"""What a multilingual model adds to a question's vector for its language alone."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.appearing import write_whole
from kb.embedding.protocol import Encoder
from kb.embedding.unit import unit_rows

_PARALLEL = Path(__file__).with_name("parallel.txt")

Floats = NDArray[np.float32]


def language_axis(encoder: Encoder, cache: Path) -> Floats:
    """The direction (d,), of unit length, along which Russian questions differ from the same ones in English:
    the mean difference over pairs of sentences. Zeros if the model makes no difference. A question without it
    (`kb.vectors.debias.without_axes`) is as near to texts of one language as of the other, for its subject
    alone; what is taken off a question no longer counts in its dot product with any text.

    It takes a second, so it is remembered in `cache`, where that can be written, for every library of the
    model.
    """
    known = hashlib.sha256(f"{encoder.fingerprint}\n{_PARALLEL.read_text(encoding='utf-8')}".encode())
    memory = cache / f"language-axis-{known.hexdigest()[:16]}.json"
    with suppress(OSError, ValueError):
        remembered = np.array(json.loads(memory.read_text(encoding="utf-8")), dtype=np.float32)
        if remembered.shape == (encoder.dimension,):
            return remembered
    axis = _found(encoder)
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        write_whole(memory, json.dumps(axis.tolist()))
    return axis


def _found(encoder: Encoder) -> Floats:
    pairs = [line.split(" | ") for line in _lines()]
    offsets = [encoder.encode_query(russian) - encoder.encode_query(english) for english, russian in pairs]
    return unit_rows(np.mean(offsets, axis=0, dtype=np.float32))


def _lines() -> list[str]:
    lines = _PARALLEL.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
