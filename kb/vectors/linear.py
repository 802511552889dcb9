"""What every step of the map does to vectors first: unit length, a common centre, principal components."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def unit_rows(vectors: Floats) -> Floats:
    """`vectors` (n, d) scaled to length one; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def centred_rows(vectors: Floats) -> Floats:
    """Unit rows around the common mean. E5 vectors all share one direction, common to all topics."""
    return unit_rows(vectors - vectors.mean(axis=0)) if len(vectors) else vectors


def principal_components(vectors: Floats, components: int) -> Floats:
    """`vectors` (n, d) centred and reduced to at most `components` principal axes, strongest first.

    Vectors that are all alike come back as zeros.
    """
    count, width = vectors.shape
    kept = min(components, count, width)
    if np.ptp(vectors, axis=0).max() < 1e-7:
        return np.zeros((count, kept), dtype=np.float32)
    from sklearn.decomposition import PCA

    solver = "covariance_eigh" if count > width else "full"
    return np.asarray(PCA(kept, svd_solver=solver).fit_transform(vectors), dtype=np.float32)
