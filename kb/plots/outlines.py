"""What the map draws: points, areas and their outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.types import Stance

NEAR = 1.2
"""A tenth of the map's usual radius: points closer than this belong together on any map."""


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map draws, one entry per item: integer ids and places, and optionally a category to colour
    by. `ordered` categories have an order of their own, as years have."""

    ids: NDArray[np.integer]
    x: NDArray[np.floating]
    y: NDArray[np.floating]
    categories: Sequence[str] = ()
    ordered: bool = False


@dataclass(frozen=True)
class Region:
    """An area on the map: the places (m, 2) of its members, how near two of them are neighbours, and what to
    say about it on hover."""

    name: str
    stance: Stance
    xy: NDArray[np.floating]
    near: float = NEAR
    note: str = ""

    @cached_property
    def outlines(self) -> list[NDArray[np.floating]]:
        """Closed lines (k, 2) around its islands, the largest first."""
        return outlines(self.xy, self.near)


_NEAR_IN_SPACINGS = 3.0
"""Points this many usual distances apart may be of one outline: fewer break it up, more join islands. By
eye."""
_AROUND, _AT_HOME, _HARDLY_ANY = 20, 3, 0.2
"""A member is at home if three of the area's are among the twenty places nearest to it; where less than this
share of the members is, the map is too small to tell. By eye."""
_CELLS_TO_NEAR, _MOST_CELLS = 8, 400
"""Cells of the grid to the distance `near`, and over the whole map at most: finer ones are smaller than a
pixel."""
_WIDENED, _DRAWN_IN = 0.75, 0.3
"""In distances `near`: gaps up to twice the first close, and what lies between the two stays as a margin. By
eye."""
_SMOOTHED = 3
"""Points of a boundary to either side that each is averaged with: corners of cells vanish, bays stay. By
eye."""
_STRAY_SHARE = 0.03
"""An island with a smaller share of an area's items gets no outline of its own."""
_TRIED, _SEATS = 24, 5
"""Places looked at along each side of an area, and places a name may choose from: one of them keeps clear of
the other names. By judgement."""
_NAME_SHAPE = np.array([4.0, 1.0])
"""A name is several times as wide as it is high, and wants as much room."""
_APART = 0.15
"""Of an area's size: places nearer to each other are no choice."""
_EDGES = {
    (0, -1): ((0, 0), (1, 0)),
    (1, 0): ((1, 0), (1, 1)),
    (0, 1): ((1, 1), (0, 1)),
    (-1, 0): ((0, 1), (0, 0)),
}
"""Of a cell, by the direction of its neighbour: the corners where the edge to it begins and ends."""


def near_distance(xy: NDArray[np.floating]) -> float:
    """How far apart two members of an area may lie and still share an outline, given all places (n, 2) of
    the map: some times the usual distance between neighbours, for on a sparse map nothing lies close."""
    if len(xy) < 3:
        return NEAR
    from scipy.spatial import KDTree

    to_itself_and_next, _ = KDTree(xy).query(xy, k=2)
    return max(NEAR, _NEAR_IN_SPACINGS * float(np.median(to_itself_and_next[:, 1])))


def at_home(members: NDArray[np.floating], everything: NDArray[np.floating]) -> NDArray[np.floating]:
    """Those of an area's `members` (m, 2) that lie among others of it: of the nearest places on the map
    (n, 2) each is a fair share. All of them where hardly any does, as on a small map."""
    if len(everything) <= _AROUND:
        return members
    from scipy.spatial import KDTree

    reach_of_others, _ = KDTree(everything).query(members, k=_AROUND)
    own, _ = KDTree(members).query(members, k=min(_AT_HOME, len(members)))
    among = members[own.reshape(len(members), -1)[:, -1] <= reach_of_others[:, -1]]
    return among if len(among) >= max(_AT_HOME, _HARDLY_ANY * len(members)) else members


def outlines(xy: NDArray[np.floating], near: float = NEAR) -> list[NDArray[np.floating]]:
    """Closed outlines (k, 2) around the islands of `xy` (m, 2), that of the most members first.

    Points less than about `near` apart share an outline, which keeps about half of that off them and follows
    their shape. An island of a stray few is left out as long as a larger one remains. The work is done on a
    grid of cells, so its cost hardly grows with the number of points.
    """
    if not len(xy):
        return []
    from scipy import ndimage

    span = float(np.ptp(xy, axis=0).max())
    cell = max(near / _CELLS_TO_NEAR, span / _MOST_CELLS)
    margin = int(np.ceil(near / cell)) + 2
    start = xy.min(axis=0) - margin * cell
    columns = ((xy - start) / cell).astype(int)
    empty = np.ones(columns.max(axis=0) + margin + 2, dtype=bool)
    empty[tuple(columns.T)] = False
    # Widened, then drawn in again (a closing): gaps between neighbours fill, the shape stays.
    wide = ndimage.distance_transform_edt(empty) * cell <= _WIDENED * near
    inside = ndimage.distance_transform_edt(wide) * cell > _DRAWN_IN * near
    islands, _ = ndimage.label(ndimage.binary_fill_holes(inside), structure=np.ones((3, 3)))
    own = islands[tuple(columns.T)]
    members = np.bincount(own)
    members[0] = 0
    order = np.argsort(-members, kind="stable")
    stray = max(3, _STRAY_SHARE * len(xy))
    larger = [number for number in order if members[number] >= stray]
    kept = larger or [number for number in order if members[number]]
    return [start + cell * (_boundary(islands == number) + 0.5) for number in kept]


def seats(outline: NDArray[np.floating], others: Sequence[NDArray[np.floating]]) -> NDArray[np.floating]:
    """Places (n, 2) within a closed outline where a name may stand, the best first: far from its edge and
    from the edges of `others`, and outside those, where any is. There is always one."""
    from scipy.spatial import KDTree

    low, high = outline.min(axis=0), outline.max(axis=0)
    across, up = (np.linspace(low[side], high[side], _TRIED + 2)[1:-1] for side in (0, 1))
    tried = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    tried = tried[within(outline, tried)]
    if not len(tried):
        return np.asarray(outline[:1])
    near = [one for one in others if (one.min(axis=0) <= high).all() and (one.max(axis=0) >= low).all()]
    covered = np.zeros(len(tried), dtype=bool)
    for one in near:
        covered |= within(one, tried)
    free = tried if covered.all() else tried[~covered]
    depth, _ = KDTree(np.vstack([outline, *near]) / _NAME_SHAPE).query(free / _NAME_SHAPE, p=np.inf)
    chosen: list[int] = []
    for at in np.argsort(-depth, kind="stable"):
        if all(np.abs(free[at] - free[one]).max() > _APART * (high - low).max() for one in chosen):
            chosen.append(int(at))
        if len(chosen) == _SEATS:
            break
    return np.asarray(free[chosen])


def within(outline: NDArray[np.floating], places: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which places (n, 2) lie inside a closed outline: a line from them crosses it an odd number of times."""
    x, y = places[:, :1], places[:, 1:]
    (ax, ay), (bx, by) = outline[:-1].T, outline[1:].T
    crosses = (ay > y) != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = (bx - ax) * (y - ay) / (by - ay) + ax
    inside: NDArray[np.bool_] = ((crosses & (x < meets)).sum(axis=1) % 2).astype(bool)
    return inside


def _boundary(mask: NDArray[np.bool_]) -> NDArray[np.floating]:
    """The outer edge of the one island in `mask`, as a smooth closed line (k, 2) in cells."""
    rows, columns = np.nonzero(mask)
    steps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    # Each cell's edges towards the outside, as steps between corners that keep the island on one side. Where
    # the island touches itself, two steps leave a corner.
    for (across, down), (corner, to) in _EDGES.items():
        outer = ~mask[rows + across, columns + down]
        for row, column in zip(rows[outer].tolist(), columns[outer].tolist(), strict=True):
            steps.setdefault((row + corner[0], column + corner[1]), []).append((row + to[0], column + to[1]))
    at = min(steps)
    line = []
    while left := steps[at]:
        line.append(at)
        at = left.pop()
    walked = np.array(line, dtype=float) - 0.5
    # A running mean takes the stairs out of it.
    shifts = range(-_SMOOTHED, _SMOOTHED + 1)
    closed = np.mean([np.roll(walked, shift, axis=0) for shift in shifts], axis=0)[::2]
    return np.vstack([closed, closed[:1]])


def reach(values: NDArray[np.floating]) -> tuple[float, float]:
    """An axis' range: everything with a margin, whatever the labels' widths."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    margin = max(0.04 * (high - low), 0.5)
    return low - margin, high + margin
