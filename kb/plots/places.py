"""What the map draws: points, areas and their outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.types import Stance


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map draws, one entry per item: integer ids and places, and optionally a category or a
    number to colour by, and titles for small libraries."""

    ids: NDArray[np.integer]
    x: NDArray[np.floating]
    y: NDArray[np.floating]
    categories: Sequence[str] = ()
    values: NDArray[np.floating] | None = None
    value_title: str = ""
    titles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """An area on the map: the places (m, 2) of its members."""

    name: str
    stance: Stance
    xy: NDArray[np.floating]


NEAR = 1.2
"""A tenth of the map's usual radius: points closer than this belong together on any map."""
_NEAR_IN_SPACINGS = 3.0


def near_distance(xy: NDArray[np.floating]) -> float:
    """How far apart two members of an area may lie and still share an outline, given all places (n, 2) of
    the map: some times the usual distance between neighbours, for on a sparse map nothing lies close."""
    if len(xy) < 3:
        return NEAR
    from scipy.spatial import KDTree

    to_itself_and_next, _ = KDTree(xy).query(xy, k=2)
    return max(NEAR, _NEAR_IN_SPACINGS * float(np.median(to_itself_and_next[:, 1])))


def outlines(xy: NDArray[np.floating], near: float = NEAR) -> list[NDArray[np.floating]]:
    """Closed outlines (k, 2) around the islands of `xy` (m, 2): widened hulls of their points.

    Islands are points linked by gaps below `near`; those of a stray point or two are left out as long as a
    larger one remains.
    """
    if not len(xy):
        return []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial import ConvexHull

    labels = fcluster(linkage(xy, "single"), near, "distance") if len(xy) > 1 else np.ones(1, dtype=int)
    islands = [xy[labels == label] for label in np.unique(labels)]
    larger = [island for island in islands if len(island) >= 3]
    ring = np.column_stack([f(np.linspace(0, 2 * np.pi, 16, endpoint=False)) for f in (np.cos, np.sin)])
    closed = []
    for island in larger or islands:
        # A disc around every point, so that one point, or several on a line, have an outline too.
        discs = (island[:, None, :] + 0.35 * ring[None, :, :]).reshape(-1, 2)
        hull = discs[ConvexHull(discs).vertices]
        closed.append(np.vstack([hull, hull[:1]]))
    return closed


def reach(values: NDArray[np.floating]) -> tuple[float, float]:
    """An axis' range: everything with a margin, whatever the labels' widths."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    margin = max(0.04 * (high - low), 0.5)
    return low - margin, high + margin
