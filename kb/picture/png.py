"""A scene as PNG, drawn with Pillow."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.picture.fonts import font
from kb.picture.scene import Field, Label, Marks, Scene
from kb.picture.svg import DASH, HATCH_GAP, HATCH_OPACITY, HATCH_WIDTH, OPACITY, outline

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SCALE = 2
"""Pixels of the file for one of the scene, across and down: for screens and slides of today."""
_FINER = 2
"""Stencils are drawn so many times larger and reduced, which smooths their edges."""
_MOST_PIXELS = 120_000_000
"""Of a stencil over the whole picture, a byte each: 120 MB."""


def png(scene: Scene, scale: int = SCALE) -> bytes:
    """The file. Very large scenes are drawn at half the scale."""
    from PIL import Image, ImageDraw

    if scene.width * scene.height * scale**2 * _FINER**2 > _MOST_PIXELS:
        scale = 1
    image = Image.new("RGB", (scene.width * scale, scene.height * scale), scene.page)
    for field in scene.fields:
        _field(image, field, scale)
    for marks in scene.marks:
        if len(marks.xy):
            _marks(image, marks, scale)
    draw = ImageDraw.Draw(image)
    for label in scene.labels:
        _label(draw, label, scale)
    written = BytesIO()
    image.save(written, "PNG", optimize=True, dpi=(96 * scale, 96 * scale))
    return written.getvalue()


class _Layer:
    """A stencil over a part of the picture, finer than it, so that edges come out smooth."""

    def __init__(self, image: Image, xy: NDArray[np.floating], margin: float, scale: int) -> None:
        from PIL import Image as images
        from PIL import ImageDraw as drawing

        low = np.floor((xy.min(axis=0) - margin) * scale).astype(int)
        high = np.ceil((xy.max(axis=0) + margin) * scale).astype(int)
        self.left, self.top = (int(max(0, value)) for value in low)
        right, bottom = min(int(high[0]), image.width), min(int(high[1]), image.height)
        self.size = max(1, right - self.left) * _FINER, max(1, bottom - self.top) * _FINER
        self.factor = scale * _FINER
        self._image = image
        self.stencil = images.new("L", self.size)
        self.draw: ImageDraw = drawing.Draw(self.stencil)

    def places(self, xy: NDArray[np.floating]) -> NDArray[np.floating]:
        """From the scene to the stencil."""
        moved: NDArray[np.floating] = xy * self.factor - np.array([self.left, self.top]) * _FINER
        return moved

    def paint(self, colour: str, opacity: float) -> None:
        mask = self.stencil.reduce(_FINER)
        if opacity < 1:
            mask = mask.point(lambda value: value * opacity)
        self._image.paste(colour, (self.left, self.top), mask)


def _field(image: Image, field: Field, scale: int) -> None:
    from PIL import Image as images
    from PIL import ImageChops
    from PIL import ImageDraw as drawing

    filled = _Layer(image, field.xy, field.width + 2, scale)
    corners = [tuple(corner) for corner in filled.places(field.xy).tolist()]
    filled.draw.polygon(corners, fill=255)
    if field.hatched:
        lines = images.new("L", filled.size)
        gap = HATCH_GAP * filled.factor * 2**0.5
        width, height = filled.size
        brush = drawing.Draw(lines)
        # The lines of all fields are the same, so that where two lie over each other they do not multiply.
        first = -height - (filled.left + filled.top) * _FINER % gap
        for start in np.arange(first, width + gap, gap):
            brush.line([(start, height), (start + height, 0)], 255, round(HATCH_WIDTH * filled.factor))
        filled.stencil = ImageChops.multiply(filled.stencil, lines)
        filled.paint(field.colour, HATCH_OPACITY)
    else:
        filled.paint(field.colour, field.fill)
    edge = _Layer(image, field.xy, field.width + 2, scale)
    line = edge.places(field.xy)
    wide = max(1, round(field.width * edge.factor))
    strokes = _dashes(line, [part * edge.factor for part in DASH]) if field.dashed else [line]
    for stroke in strokes:
        edge.draw.line([tuple(place) for place in stroke.tolist()], 255, wide, joint="curve")
    edge.paint(field.colour, 1.0)


def _dashes(line: NDArray[np.floating], pattern: list[float]) -> list[NDArray[np.floating]]:
    """The pieces of a line that a dashed pen draws."""
    strokes: list[list[tuple[float, float]]] = [[tuple(line[0])]]
    at, left = 0, pattern[0]
    for (x, y), (to_x, to_y) in pairwise(line.tolist()):
        length = hypot(to_x - x, to_y - y)
        gone = 0.0
        while length - gone > left:
            gone += left
            corner = (x + (to_x - x) * gone / length, y + (to_y - y) * gone / length)
            if at == 0:
                strokes[-1].append(corner)
            else:
                strokes.append([corner])
            at = 1 - at
            left = pattern[at]
        left -= length - gone
        if at == 0:
            strokes[-1].append((to_x, to_y))
    return [np.array(stroke) for stroke in strokes if len(stroke) > 1]


def _marks(image: Image, marks: Marks, scale: int) -> None:
    layer = _Layer(image, marks.xy, marks.size, scale)
    half = marks.size * layer.factor / 2
    places = layer.places(marks.xy)
    if marks.shape == "circle":
        for x, y in places.tolist():
            layer.draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    else:
        shape = outline(marks.shape) * half
        for place in places:
            layer.draw.polygon([tuple(corner) for corner in (shape + place).tolist()], fill=255)
    layer.paint(marks.colour, OPACITY)


def _label(draw: ImageDraw, label: Label, scale: int) -> None:
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
    draw.text(
        (label.x * scale, label.y * scale),
        label.text,
        fill=label.colour,
        font=font(label.size * scale, label.bold),
        anchor=anchor,
        stroke_width=2 * scale if label.halo else 0,
        stroke_fill=label.halo,
    )
