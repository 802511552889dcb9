"""Vectors of length one: the one way in which they are scaled to it."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Real = TypeVar("Real", bound=np.floating[Any])


def unit_rows(vectors: NDArray[Real], out: NDArray[Real] | None = None) -> NDArray[Real]:
    """Vectors (n, d), or one (d,), scaled to length one; a vector of zeros stays as it is. With `out`, which
    may be `vectors` itself, no second copy of many is made."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: NDArray[Real] = np.divide(
        vectors, np.where(lengths > 0, lengths, 1), out=out, dtype=vectors.dtype
    )
    return scaled
