"""A scene as SVG: sharp at any size, small, and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import numpy as np
from numpy.typing import NDArray

from kb.picture.fonts import FAMILY
from kb.picture.scene import Field, Label, Marks, Scene

OPACITY = 0.85
"""How opaque marks are."""
HATCH_GAP, HATCH_WIDTH, HATCH_OPACITY = 8, 1.4, 0.6
DASH = (7, 5)
"""Pixels: the hatching that stands for what is ignored, and what is drawn and left out of a dashed line. By
eye."""


def svg(scene: Scene) -> str:
    """The whole document. All marks of one look are one path, so that 20,000 take some 300 kB and draw at
    once."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}"'
            f' width="{scene.width}" height="{scene.height}" role="img" aria-labelledby="title summary"'
            f' font-family="{FAMILY}">',
            f'<title id="title">{_text(scene.title)}</title>',
            f'<desc id="summary">{_text(scene.summary)}</desc>',
            *_patterns(scene),
            f'<rect width="100%" height="100%" fill="{scene.page}"/>',
            *(_field(field) for field in scene.fields),
            *(_marks(marks) for marks in scene.marks if len(marks.xy)),
            *(_label(label) for label in scene.labels),
            "</svg>\n",
        ]
    )


def _text(text: str) -> str:
    """Foreign text as text; signs that no XML may hold are left out."""
    return escape("".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff"))


def _patterns(scene: Scene) -> Iterator[str]:
    colours = sorted({field.colour for field in scene.fields if field.hatched})
    for colour in colours:
        yield (
            f'<defs><pattern id="hatch-{colour[1:]}" width="{HATCH_GAP}" height="{HATCH_GAP}"'
            ' patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
            f'<path d="M0 {HATCH_GAP / 2:g}H{HATCH_GAP}" stroke="{colour}" stroke-width="{HATCH_WIDTH}"'
            f' opacity="{HATCH_OPACITY}"/></pattern></defs>'
        )


def _field(field: Field) -> str:
    fill = f"url(#hatch-{field.colour[1:]})" if field.hatched else field.colour
    opacity = "" if field.hatched else f' fill-opacity="{field.fill}"'
    dash = f' stroke-dasharray="{DASH[0]} {DASH[1]}"' if field.dashed else ""
    title = f"<title>{_text(field.name)}</title>" if field.name else ""
    return (
        f'<path d="{_line(field.xy)}Z" fill="{fill}"{opacity} stroke="{field.colour}"'
        f' stroke-width="{field.width}" stroke-linejoin="round"{dash}>{title}</path>'
    )


def _line(xy: NDArray[np.floating]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in xy.tolist())


def _marks(marks: Marks) -> str:
    """A dot is a line without length, whose round or square end is all there is of it."""
    half = marks.size / 2
    places: Iterable[tuple[float, float]] = marks.xy.tolist()
    if marks.shape in ("circle", "square"):
        cap = "round" if marks.shape == "circle" else "square"
        wide = marks.size if cap == "round" else round(marks.size * 0.88, 2)
        path = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places)
        # A square end reaches half the line's width beyond a line without length on both sides.
        look = f'fill="none" stroke="{marks.colour}" stroke-width="{wide}" stroke-linecap="{cap}"'
    else:
        steps = _around(outline(marks.shape) * half)
        path = "".join(f"M{x + steps[0]:.1f} {y + steps[1]:.1f}{steps[2]}" for x, y in places)
        look = f'fill="{marks.colour}"'
    return f'<path d="{path}" {look} opacity="{OPACITY}"/>'


def outline(shape: str) -> NDArray[np.floating]:
    """The corners (k, 2) of a mark around its middle, for a mark two wide; all shapes cover about as much."""
    arm = 0.38
    corners = {
        "square": [(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        "triangle": [(0, -1.2), (1.2, 0.9), (-1.2, 0.9)],
        "tee": [(0, 1.2), (1.2, -0.9), (-1.2, -0.9)],
        "cross": [(-arm, -1.1), (arm, -1.1), (arm, -arm), (1.1, -arm), (1.1, arm), (arm, arm), (arm, 1.1),
                  (-arm, 1.1), (-arm, arm), (-1.1, arm), (-1.1, -arm), (-arm, -arm)],
    }  # fmt: skip
    return np.array(corners[shape], dtype=float)


def _around(corners: NDArray[np.floating]) -> tuple[float, float, str]:
    """Where an outline begins, and the steps around it."""
    steps = np.diff(corners, axis=0)
    said = "".join(f"l{x:.1f} {y:.1f}" for x, y in steps.tolist())
    return float(corners[0, 0]), float(corners[0, 1]), said + "z"


def _label(label: Label) -> str:
    anchor = f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
    bold = ' font-weight="700"' if label.bold else ""
    halo = (
        f' stroke="{label.halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
        if label.halo
        else ""
    )
    return (
        f'<text x="{label.x:g}" y="{label.y:g}" font-size="{label.size:g}" fill="{label.colour}"'
        f"{anchor}{bold}{halo}>{_text(label.text)}</text>"
    )
