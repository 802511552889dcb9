"""What a picture consists of, in pixels from its upper left corner. Pure: the writers draw just this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHAPES = ("circle", "square", "diamond", "triangle", "cross", "tee")
"""Forms of marks; `tee` is a triangle on its tip."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of one look at the places (n, 2)."""

    name: str
    colour: str
    shape: str
    size: float
    xy: NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Field:
    """A closed line (k, 2), filled: `fill` is the opacity, `hatched` draws slanting lines instead."""

    name: str
    xy: NDArray[np.floating]
    colour: str
    fill: float
    width: float
    hatched: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `x`, `y` are where its base line begins, is centred or ends, by `anchor`. `halo` is the
    colour around its letters, if any."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: str = "start"
    halo: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a place when a page is pointed at there."""

    x: float
    y: float
    title: str
    more: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture, drawn in the order of its parts. `title` and `summary` say in words what is seen; `told` is
    for writers that can answer a pointer."""

    width: int
    height: int
    title: str
    summary: str
    page: str
    ink: str
    raised: str
    line: str
    fields: tuple[Field, ...]
    marks: tuple[Marks, ...]
    labels: tuple[Label, ...]
    told: tuple[Told, ...]
