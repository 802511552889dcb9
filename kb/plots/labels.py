"""Names on the map that keep clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.plots.frame import FONT_SIZE, escaped, see_through
from kb.plots.palette import Palette
from kb.plots.places import MapData, Region, outlines, reach
from kb.types import Stance, Topic

_LABEL_CHARACTERS = 40
_LABELLED_WIDTHS = (360, 720)
"""Widths in pixels that labels are laid out for: a telephone, a window with a panel beside the map."""


def labels(
    topics: Sequence[Topic],
    regions: Sequence[Region],
    near: float,
    data: MapData,
    colours: Palette,
    height: int,
) -> tuple[list[dict[str, Any]], int]:
    """Annotations that keep clear of each other, and how many of them, from the first, do so on a narrow
    screen: topics of the upper level, then areas, then the other topics by size."""
    if not len(data.ids):
        return [], 0
    wanted = [_Label(t.x, t.y, _cut(t.name), colours.ink, True) for t in _largest(topics, upper=True)]
    for region in regions:
        for outline in outlines(region.xy, near)[:1]:
            x, y = outline[outline[:, 1].argmax()]
            tracked = region.stance is Stance.TRACKED
            said = "<br>ignored on purpose" if region.stance is Stance.IGNORED else ""
            colour = colours.accent if tracked else colours.soft_ink
            wanted.append(_Label(float(x), float(y), _cut(region.name) + said, colour, False))
    wanted += [_Label(t.x, t.y, _cut(t.name), colours.ink, False) for t in _largest(topics, upper=False)]
    narrow_width, wide_width = _LABELLED_WIDTHS
    frame = (*reach(data.x), *reach(data.y))
    wanted = [label.within(frame, wide_width) for label in wanted]
    drawn: list[_Label] = []
    for width in (narrow_width, wide_width):
        boxes = [label.box(frame, width, height) for label in drawn]
        for label in wanted:
            box = label.box(frame, width, height)
            cut_off = width == narrow_width and (box[0] < frame[0] or box[1] > frame[1])
            if label not in drawn and not cut_off and not any(_overlap(box, other) for other in boxes):
                drawn.append(label)
                boxes.append(box)
        if width == narrow_width:
            narrow = len(drawn)
    return [label.annotation(colours) for label in drawn], narrow


def _largest(topics: Sequence[Topic], *, upper: bool) -> list[Topic]:
    return sorted((t for t in topics if (t.parent is None) is upper), key=lambda topic: -topic.size)


def _cut(text: str) -> str:
    return escaped(text if len(text) <= _LABEL_CHARACTERS else text[: _LABEL_CHARACTERS - 1].rstrip() + "…")


_Box = tuple[float, float, float, float]


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@dataclass(frozen=True, slots=True)
class _Label:
    """A name at a place of the map; `text` is escaped and may have two lines."""

    x: float
    y: float
    text: str
    colour: str
    strong: bool

    def box(self, frame: _Box, width: int, height: int) -> _Box:
        """What it covers (left, right, low, high) where `frame` is a picture of so many pixels."""
        across, up = (frame[1] - frame[0]) / width, (frame[3] - frame[2]) / height
        lines = self.text.split("<br>")
        half_width = (max(map(len, lines)) * (4.4 if self.strong else 3.8) + 6) * across
        half_height = (9 * len(lines) + 4) * up
        return self.x - half_width, self.x + half_width, self.y - half_height, self.y + half_height

    def within(self, frame: _Box, width: int) -> _Label:
        """The label moved sideways so far that a picture of this width does not cut it off."""
        left, right, *_ = self.box(frame, width, 1)
        half = (right - left) / 2
        return replace(self, x=max(min(self.x, frame[1] - half), frame[0] + half))

    def annotation(self, colours: Palette) -> dict[str, Any]:
        return {
            "x": self.x, "y": self.y, "showarrow": False,
            "text": f"<b>{self.text}</b>" if self.strong else self.text,
            "font": {"size": FONT_SIZE + 1 if self.strong else FONT_SIZE, "color": self.colour},
            "bgcolor": see_through(colours.page, 0.75), "borderpad": 2,
        }  # fmt: skip
