"""The legend of a picture: what colours, shapes and hatches mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _, noted, number
from kb.picture.fonts import width
from kb.picture.naming import ROOM, cut
from kb.picture.scene import Field, Label, Marks
from kb.plots.categories import shown
from kb.plots.palette import Palette
from kb.types import Area, Stance

ROW = 24
"""The height of a row in pixels."""
_SIZE = 14
"""Of letters, in pixels; smaller than a row by what parts two rows."""
_OF_AREAS = {Stance.TRACKED: noted("area tracked"), Stance.IGNORED: noted("area ignored on purpose")}


def field(name: str, xy: NDArray[np.floating], stance: Stance, colours: Palette) -> Field:
    """The look of an area: tracked ones tinted with a firm outline, ignored ones hatched and dashed."""
    ignored = stance is Stance.IGNORED
    return Field(
        name, xy, colours.marks[stance], 0.0 if ignored else 0.14, 1.6 if ignored else 2.4, ignored, ignored
    )


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a mark's shape, or a stance's field."""

    text: str
    colour: str
    shape: str
    stance: Stance | None = None

    @property
    def width(self) -> float:
        """Pixels from the beginning of this key to that of the next in its row."""
        return 26 + width(self.text, _SIZE) * ROOM + 18


def keys(
    categories: Sequence[str],
    colour: str,
    looks: Mapping[str, tuple[str, str]],
    areas: Sequence[Area],
    wide: float,
    colours: Palette,
) -> list[Key]:
    """The entries: each category with its count, then the areas. `looks` are colour and shape by category of
    what is coloured by; `wide` is the room a row has."""
    counts = Counter(categories)
    rows = []
    for name in looks:
        said = Stance(name).label if name in set(Stance) else shown(colour, name)
        rows.append(Key(f"{cut(said, wide - 120, _SIZE)} ({number(counts[name])})", *looks[name]))
    held = {area.stance for area in areas if area.members}
    for stance in (Stance.TRACKED, Stance.IGNORED):
        if stance in held:
            rows.append(Key(_(_OF_AREAS[stance]), colours.marks[stance], "", stance))
    return rows


def in_rows(entries: Sequence[Key], wide: float) -> list[list[Key]]:
    """The entries in as many rows as they need."""
    rows: list[list[Key]] = [[]]
    for key in entries:
        if rows[-1] and sum(k.width for k in rows[-1]) + key.width > wide:
            rows.append([])
        rows[-1].append(key)
    return rows


def drawn(
    rows: Sequence[Sequence[Key]], left: float, top: float, colours: Palette
) -> Iterator[Field | Marks | Label]:
    """The legend with its upper left corner at `left`, `top`."""
    for at, row in enumerate(rows):
        x, y = left, top + ROW * at + 6
        for key in row:
            if key.stance:
                corners = np.array([(0, -7), (20, -7), (20, 7), (0, 7), (0, -7)], dtype=float)
                yield field("", corners + np.array([x, y]), key.stance, colours)
            else:
                yield Marks("", key.colour, key.shape, 10, np.array([(x + 10, y)]))
            yield Label(round(x + 26, 1), round(y + 5, 1), key.text, _SIZE, colours.ink)
            x += key.width
