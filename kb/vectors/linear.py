"""What is done to vectors before they are compared: a common centre, principal components."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows

Floats = NDArray[np.float32]


def centred_rows(vectors: Floats, centre: Floats | None = None) -> Floats:
    """Unit rows (n, d), or one (d,), around a centre, or around one for each row; without it around their own
    mean. A row that is its centre is zero.

    E5 vectors all share one direction, common to all topics: cosines of any two lie between 0.75 and 0.95;
    about the mean they tell what texts are about.
    """
    if centre is None:
        centre = vectors.mean(axis=0) if len(vectors) else vectors.sum(axis=0)
    return unit_rows(np.asarray(vectors - centre, dtype=np.float32))


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
