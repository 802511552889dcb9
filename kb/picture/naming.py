"""Names on a picture that keep clear of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kb.picture.fonts import width
from kb.picture.scene import Field, Label
from kb.plots.palette import Palette
from kb.text.excerpts import shortened
from kb.types import Area, Stance, Topic

# Programs without Source Sans draw an SVG's letters in another typeface, which may be wider.
ROOM = 1.12
"""How much more room than its width a text is given."""
_LONGEST = 42
"""Characters of a name on the picture, in two lines: longer ones cover what they name."""
_LARGE, _USUAL = 17, 14
"""Pixels: letters of upper topics, and of areas and lower topics."""
_LINE = 1.15
"""The height of a line in sizes of its letters."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
Project = Callable[[NDArray[np.floating]], NDArray[np.floating]]
"""From places (n, 2) on the map to pixels."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of one or two lines, the place of its middle."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    colour: str
    bold: bool

    @property
    def box(self) -> Box:
        half = max(width(line, self.size, self.bold) for line in self.lines) * ROOM / 2 + 3
        tall = len(self.lines) * self.size * _LINE / 2 + 3
        return self.x - half, self.y - tall, self.x + half, self.y + tall

    def within(self, frame: Box) -> _Name:
        """The name moved so that the frame holds it."""
        left, top, right, bottom = self.box
        x = self.x + max(0.0, frame[0] - left) - max(0.0, right - frame[2])
        y = self.y + max(0.0, frame[1] - top) - max(0.0, bottom - frame[3])
        return replace(self, x=x, y=y)

    def labels(self, halo: str) -> Iterator[Label]:
        first = self.y - (len(self.lines) - 1) * self.size * _LINE / 2 + self.size * 0.35
        for at, line in enumerate(self.lines):
            y = first + at * self.size * _LINE
            yield Label(
                round(self.x, 1), round(y, 1), line, self.size, self.colour, self.bold, "middle", halo
            )


def names(
    topics: Sequence[Topic],
    fields: Sequence[Field],
    areas: Sequence[Area],
    project: Project,
    frame: Box,
    colours: Palette,
) -> Iterator[Label]:
    """Names that keep clear of each other: topics of the upper level, areas, the other topics by size."""
    taken: list[Box] = []
    widest = (frame[2] - frame[0]) / 2
    said: set[str] = set()
    for name in _wanted(topics, fields, areas, project, colours, widest):
        moved = name.within(frame)
        box = moved.box
        clear = all(
            box[0] >= other[2] or other[0] >= box[2] or box[1] >= other[3] or other[1] >= box[3]
            for other in taken
        )
        inside = box[0] >= frame[0] - 1 and box[2] <= frame[2] + 1
        if clear and inside and name.lines[0].casefold() not in said:
            taken.append(box)
            said.add(name.lines[0].casefold())
            yield from moved.labels(colours.page)


def _wanted(
    topics: Sequence[Topic],
    fields: Sequence[Field],
    areas: Sequence[Area],
    project: Project,
    colours: Palette,
    widest: float,
) -> Iterator[_Name]:
    ordered = sorted(topics, key=lambda topic: (topic.parent is not None, -topic.size))
    places = project(np.array([(topic.x, topic.y) for topic in ordered], dtype=float).reshape(-1, 2))
    both = list(zip(ordered, places.tolist(), strict=True))
    for topic, (x, y) in both:
        if topic.parent is None:
            yield _Name((cut(topic.label, widest, _LARGE, True),), x, y, _LARGE, colours.ink, True)
    stances = {area.name: area.stance for area in areas}
    seen: set[str] = set()
    for field in fields:
        if field.name in seen:  # its largest island, which comes first, bears the name
            continue
        seen.add(field.name)
        x, y = field.xy[field.xy[:, 1].argmin()]
        colour = colours.accent if stances[field.name] is Stance.TRACKED else colours.soft_ink
        lines = (cut(field.name, widest, _USUAL), stances[field.name].label)
        # Above the outline, not on it.
        yield _Name(lines, float(x), float(y) - 1.4 * _USUAL, _USUAL, colour, False)
    for topic, (x, y) in both:
        if topic.parent is not None:
            yield _Name((cut(topic.label, widest, _USUAL),), x, y, _USUAL, colours.ink, False)


def cut(text: str, widest: float, size: float, bold: bool = False, longest: int = _LONGEST) -> str:
    """A name in one line, as much of it as there is room for."""
    text = shortened(text, longest)
    while len(text) > 2 and width(text, size, bold) > widest:
        text = text[:-2].rstrip() + "…"
    return text
