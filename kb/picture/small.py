"""A small picture of the map: where some items lie among all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kb.catalogue import _, n_, number
from kb.picture.compose import projection
from kb.picture.scene import Marks, Scene
from kb.plots.palette import palette
from kb.types import MapPoint

_MARGIN = 6
"""Pixels around the points, for half of the largest."""
_DOT, _LIT = 2.4, 7.0
"""Pixels across: an item as such, and one that is pointed out. By eye."""


def small(points: Sequence[MapPoint], lit: Collection[int], *, dark: bool, width: int, height: int) -> Scene:
    """A scene of the map's points without names, the items `lit` (ids) standing out."""
    colours = palette(dark)
    raw = np.array([(point.x, point.y) for point in points], dtype=float).reshape(-1, 2)
    xy = projection(raw, (_MARGIN, _MARGIN, width - _MARGIN, height - _MARGIN))(raw)
    chosen = np.array([point.item_id in lit for point in points], dtype=bool)
    return Scene(
        width=width,
        height=height,
        title=_("Map of the library"),
        summary=n_(
            "{lit} of {count} item lit",
            "{lit} of {count} items lit",
            len(points),
            lit=number(int(chosen.sum())),
        ),
        page=colours.raised,
        ink=colours.ink,
        raised=colours.raised,
        line=colours.line,
        fields=(),
        marks=(
            Marks("others", colours.point, "circle", _DOT, xy[~chosen]),
            Marks("lit", colours.accent, "diamond", _LIT, xy[chosen]),
        ),
        labels=(),
        told=(),
    )
