"""Vectors to places on the map: a fresh layout, places for newcomers, alignment with an older layout."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats, centred_rows, principal_components

RADIUS = 10.0
"""A layout is scaled so that 95 % of its points lie within this distance of the origin."""

PERPLEXITY = 30.0
"""Measured on 3,000 papers: 50 keeps no more true neighbours and takes half as long again."""

_COMPONENTS = 50
"""As usual before t-SNE (van der Maaten and Hinton 2008 take 30, openTSNE's examples 50)."""
_FEWEST_FOR_TSNE = 12
"""With fewer items there are no neighbourhoods to keep."""
_ROUNDS = 250
"""After as many exaggerated ones: half of openTSNE's 500, for a map in half the time. Its trustworthiness is
in docs/benchmarks.md."""
_ROUNDS_TO_SETTLE = 100
"""Enough on 3,000 and on 23,000 papers: twice as many took twice the time, kept no more true neighbours, and
moved what was there farther."""
_SPREAD_PER_ROOT = 1 / 25
"""t-SNE's layouts grow with about the square root of their items; an earlier one is scaled to about that
before it goes on. By eye."""
# On a busy machine the threads wait for each other: 150 items took 0.4 s with one and 1.8 s with two.
_ENOUGH_FOR_THREADS = 5000
_NEIGHBOURS = 20
"""A newcomer's neighbours whose places are looked at: fewer leave it to chance, more reach beyond its topic.
By judgement."""
_CLOSE_BY = 0.6
"""The least width of the kernel on a map of `RADIUS` 10: about the gap between two islands, by eye."""
_SHIFTS = 20
"""Steps of the mean shift, which begins at the densest of the places and has little way to go."""
_BLOCK = 1024
"""Newcomers compared at once; bounds memory, the result is the same."""
_JITTER = 0.02
"""How far a point is moved aside from another: about half a pixel where the map is 700 wide."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
"""The angle by which points on a spiral never fall into rows (Vogel 1979)."""


def project(vectors: Floats, initial: Floats | None = None, seed: int = 0) -> Floats:
    """Lay `vectors` (n, d) out on the plane: (n, 2), centred, of a stable scale, the same for the same input.

    From a dozen items on the layout is t-SNE over 50 principal components; fewer are spread by their
    first two components, or evenly on a circle where there is nothing to tell them apart.
    From `initial` (n, 2), places of an earlier layout, it goes on: no early exaggeration tears apart what
    lies together, and what lies well stays. (On 3,000 papers, a tenth of them new, the old ones move by
    0.5 of a `RADIUS` of 10 instead of 3, and more true neighbours are kept.)
    """
    count = len(vectors)
    if count < 2:
        return np.zeros((count, 2), dtype=np.float32)
    reduced = principal_components(centred_rows(vectors), _COMPONENTS)
    if count < _FEWEST_FOR_TSNE:
        return _few(reduced)
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.initialization import rescale

    threads = 1 if count < _ENOUGH_FOR_THREADS else 2
    affinities = PerplexityBasedNN(
        unit_rows(reduced), min(PERPLEXITY, (count - 1) / 3), random_state=seed, n_jobs=threads
    )

    def laid(start: NDArray[np.floating]) -> TSNEEmbedding:
        return TSNEEmbedding(
            start.astype(np.float64),
            affinities,
            random_state=seed,
            n_jobs=threads,
            negative_gradient_method="bh" if count < _ENOUGH_FOR_THREADS else "fft",
        )

    if initial is not None and initial.std(axis=0).all():
        settled = laid(initial * (math.sqrt(count) * _SPREAD_PER_ROOT)).optimize(_ROUNDS_TO_SETTLE)
        return _normalised(np.asarray(settled))
    start = reduced[:, :2] if reduced[:, :2].std(axis=0).all() else _circle(count)
    rough = laid(rescale(start.astype(np.float64))).optimize(250, exaggeration=12)
    return _normalised(np.asarray(rough.optimize(_ROUNDS)))


def place(new_vectors: Floats, old_vectors: Floats, old_xy: Floats) -> Floats:
    """Places (m, 2) for newcomers on an existing layout, none of whose points move.

    A newcomer goes where most of its twenty nearest neighbours by cosine lie together: to the mode of
    their places (mean shift; Comaniciu and Meer, PAMI 2002), the nearer counting more. Their mean would
    leave one between two islands in the empty sea: on 3,000 papers 0.72 of the newcomers' neighbourhoods
    (trustworthiness at 10) survive that, and 0.93 this. Newcomers that would hide another point are moved
    aside by a hair.
    """
    if not len(new_vectors):
        return np.zeros((0, 2), dtype=np.float32)
    if not len(old_vectors):
        return project(new_vectors)
    mean = old_vectors.mean(axis=0)
    old_unit = centred_rows(old_vectors, mean)
    close_by = max(_CLOSE_BY, 1.5 * RADIUS * math.sqrt(math.pi / len(old_xy)))
    kept = min(_NEIGHBOURS, len(old_vectors))
    xy = np.empty((len(new_vectors), 2), dtype=np.float32)
    for start in range(0, len(new_vectors), _BLOCK):
        rows = slice(start, start + _BLOCK)
        likeness = centred_rows(new_vectors[rows], mean) @ old_unit.T
        nearest = np.argpartition(-likeness, kept - 1, axis=1)[:, :kept]
        distance = 1.0 - np.take_along_axis(likeness, nearest, axis=1)
        xy[rows] = _modes(old_xy[nearest], 1.0 / np.maximum(distance, 1e-4) ** 4, close_by)
    return _apart(xy, old_xy)


def _modes(places: Floats, weights: Floats, close_by: float) -> Floats:
    """The densest spot (m, 2) of each row of weighted `places` (m, k, 2)."""

    def kernel(squares: Floats) -> Floats:
        return np.asarray(np.exp(-squares / (2 * close_by**2)), dtype=np.float64)

    between = ((places[:, :, None] - places[:, None]) ** 2).sum(axis=-1)
    densest = (kernel(between) * weights[:, None, :]).sum(axis=-1).argmax(axis=1)
    spots = places[np.arange(len(places)), densest]
    for _ in range(_SHIFTS):
        near = kernel(((places - spots[:, None]) ** 2).sum(axis=-1)) * weights
        spots = (near[..., None] * places).sum(axis=1) / near.sum(axis=1, keepdims=True)
    return np.asarray(spots, dtype=np.float32)


def align(new_xy: Floats, old_xy: Floats) -> Floats:
    """Turn, mirror and shift `new_xy` (n, 2) onto `old_xy` (n, 2) as closely as possible (Procrustes).

    Rows of `old_xy` that hold NaN are items without an older place: they follow the others.
    """
    shared = ~np.isnan(old_xy).any(axis=1)
    if shared.sum() < 2:
        return new_xy
    from scipy.linalg import orthogonal_procrustes

    new_centre, old_centre = new_xy[shared].mean(axis=0), old_xy[shared].mean(axis=0)
    turn, _ = orthogonal_procrustes(new_xy[shared] - new_centre, old_xy[shared] - old_centre)
    return np.asarray((new_xy - new_centre) @ turn + old_centre, dtype=np.float32)


def _few(reduced: Floats) -> Floats:
    if reduced.shape[1] < 2 or not reduced[:, :2].std(axis=0).all():
        return _circle(len(reduced))
    return _normalised(reduced[:, :2])


def _circle(count: int) -> Floats:
    angles = 2 * math.pi * np.arange(count) / count
    return np.asarray(RADIUS * np.column_stack([np.cos(angles), np.sin(angles)]), dtype=np.float32)


def _normalised(xy: NDArray[np.floating]) -> Floats:
    centred = xy - np.median(xy, axis=0)
    reach = float(np.quantile(np.linalg.norm(centred, axis=1), 0.95))
    return _apart(centred * (RADIUS / reach if reach > 0 else 1.0), np.zeros((0, 2), dtype=np.float32))


def _apart(xy: NDArray[np.floating], taken_xy: Floats) -> Floats:
    """`xy` with points that coincide with an earlier one spread on a tiny spiral around it."""

    def cell(point: NDArray[np.floating]) -> tuple[int, int]:
        return round(float(point[0]) * 1000), round(float(point[1]) * 1000)

    taken = {cell(point) for point in taken_xy}
    spread = np.array(xy, dtype=np.float32)
    for row, origin in enumerate(spread.copy()):
        step = 0
        while cell(spread[row]) in taken:
            step += 1
            reach, angle = _JITTER * math.sqrt(step), _GOLDEN_ANGLE * step
            spread[row] = origin + np.array([reach * math.cos(angle), reach * math.sin(angle)])
        taken.add(cell(spread[row]))
    return spread
