"""The map as a scene: places, areas, names that keep clear of each other, a legend, a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _, day, n_, noted
from kb.errors import JomoError
from kb.picture import legend
from kb.picture.naming import Box, Project, cut, names
from kb.picture.scene import SHAPES, Field, Label, Marks, Scene, Told
from kb.plots.categories import COLOURS, ORDERED, category, colour_of, folded, shown
from kb.plots.outlines import at_home, near_distance, outlines, reach
from kb.plots.palette import Palette, palette
from kb.text.formulas import lettered
from kb.types import Area, Item, Stance, TopicMap
from kb.types.stances import stance_by_item

SMALLEST, LARGEST = 320, 6000
"""Bounds of a picture's width and height in pixels."""
_MARGIN, _HEAD = 24, 78
_TITLE, _SMALL = 22, 14
"""Pixels: the edge and the strip with the title; sizes of the letters of title and legend."""
_COLOURED = {
    "zone": noted("coloured by zone"),
    "stance": noted("coloured by stance"),
    "state": noted("coloured by state"),
    "source": noted("coloured by source"),
    ORDERED: noted("coloured by year"),
    "language": noted("coloured by language"),
    "verdict": noted("coloured by verdict"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How the picture is to look: what it is coloured by (one of `COLOURS`), its size in pixels, and what is
    written over it, by default what it is. `on` is the day (ISO) written below the title."""

    colour: str = "zone"
    dark: bool = False
    width: int = 1600
    height: int = 1000
    title: str | None = None
    on: str = ""


def compose(atlas: TopicMap, items: Mapping[int, Item], areas: Sequence[Area], look: Look) -> Scene:
    """The scene of a map. `items` are those of its points, by id; points without one are left out.

    Nothing private is in it: titles, names of topics and areas, stances and the values coloured by; no notes,
    no reasons, no addresses.

    :raises JomoError: the map is empty, or the size or the colour is none that can be drawn.
    """
    _check(look)
    points = [point for point in atlas.points if point.item_id in items]
    if not points:
        raise JomoError(_("The map is empty; `embed` and then `map` draw it, then a picture can be made"))
    colours = palette(look.dark)
    placed = [items[point.item_id] for point in points]
    categories, named = _categories(placed, areas, look.colour)
    looks = {
        name: (colour_of(named, at, look.colour == ORDERED, colours), SHAPES[at % len(SHAPES)])
        for at, name in enumerate(named)
    }
    wide = look.width - 2 * _MARGIN
    rows = legend.in_rows(legend.keys(categories, look.colour, looks, areas, wide, colours), wide)
    below = look.height - _MARGIN / 2 - legend.ROW * len(rows)
    frame = (_MARGIN, _HEAD, look.width - _MARGIN, below)
    raw = np.array([(point.x, point.y) for point in points], dtype=float)
    project = projection(raw, frame)
    xy = project(raw)
    place = dict(zip((point.item_id for point in points), raw, strict=True))
    fields = list(_fields(areas, place, raw, project, colours))
    topics = {topic.id: topic.label for topic in atlas.topics}
    counted = n_("{count} item", "{count} items", len(points))
    on = day(date.fromisoformat(look.on)) if look.on else ""
    summary = ", ".join(filter(None, (counted, on, _(_COLOURED[look.colour]))))
    title = _("Map of the library") if look.title is None else look.title
    words = {name: shown(look.colour, name) for name in named}
    keys = list(legend.drawn(rows, _MARGIN, below + _MARGIN / 2, colours))
    return Scene(
        width=look.width,
        height=look.height,
        title=title,
        summary=summary,
        page=colours.page,
        ink=colours.ink,
        raised=colours.raised,
        line=colours.line,
        fields=(*fields, *(part for part in keys if isinstance(part, Field))),
        marks=(
            *_marks(categories, xy, looks, _size(len(points), look)),
            *(part for part in keys if isinstance(part, Marks)),
        ),
        labels=(
            Label(_MARGIN, 38, cut(title, wide, _TITLE, True, 200), _TITLE, colours.ink, bold=True),
            Label(_MARGIN, 62, summary, _SMALL, colours.soft_ink),
            *names(atlas.topics, fields, areas, project, frame, colours),
            *(part for part in keys if isinstance(part, Label)),
        ),
        told=tuple(
            Told(
                round(float(x), 1),
                round(float(y), 1),
                lettered(item.title),
                _detail(words[category], topics.get(point.topic)),
            )
            for (x, y), item, category, point in zip(xy, placed, categories, points, strict=True)
        ),
    )


def _check(look: Look) -> None:
    if look.colour not in COLOURS:
        raise JomoError(
            _(
                "A picture cannot be coloured by {colour}; choose one of {colours}",
                colour=look.colour,
                colours=", ".join(COLOURS),
            )
        )
    if not (SMALLEST <= look.width <= LARGEST and SMALLEST <= look.height <= LARGEST):
        raise JomoError(
            _(
                "A picture is {smallest} to {largest} pixels wide and high; choose another size",
                smallest=SMALLEST,
                largest=LARGEST,
            )
        )


def _detail(category: str, topic: str | None) -> str:
    return f"{category} · {topic}" if topic else category


def _categories(placed: Sequence[Item], areas: Sequence[Area], colour: str) -> tuple[list[str], list[str]]:
    """What each item is coloured by, and these categories in the order of the legend."""
    stances = stance_by_item((area.stance, area.members) for area in areas)
    return folded(
        [category(colour, item, stances.get(item.id)) for item in placed], ordered=colour == ORDERED
    )


def _marks(
    categories: Sequence[str],
    xy: NDArray[np.floating],
    looks: Mapping[str, tuple[str, str]],
    size: float,
) -> Iterator[Marks]:
    """The points, those of the commonest category below the others."""
    counts = Counter(categories)
    each = np.array(categories, dtype=object)
    for name in sorted(looks, key=lambda name: -counts[name]):
        colour, shape = looks[name]
        yield Marks(name, colour, shape, size, xy[each == name])


def _size(count: int, look: Look) -> float:
    """A diameter at which so many marks do not fill the picture."""
    share = 0.12 * look.width * look.height / max(count, 1)
    return round(float(np.clip(np.sqrt(share), 3.0, 9.0)), 1)


def projection(raw: NDArray[np.floating], frame: Box) -> Project:
    """From the map to pixels. Its axes have no unit, so it fills a frame of any shape."""
    left, top, right, bottom = frame
    x_low, x_high = reach(raw[:, 0])
    y_low, y_high = reach(raw[:, 1])

    def project(xy: NDArray[np.floating]) -> NDArray[np.floating]:
        x = left + (xy[:, 0] - x_low) / (x_high - x_low) * (right - left)
        y = bottom - (xy[:, 1] - y_low) / (y_high - y_low) * (bottom - top)
        return np.column_stack([x, y])

    return project


def _fields(
    areas: Sequence[Area],
    place: Mapping[int, NDArray[np.floating]],
    everything: NDArray[np.floating],
    project: Project,
    colours: Palette,
) -> Iterator[Field]:
    """Outlines of tracked and of ignored areas, as the Map page draws them, the ignored ones below."""
    near = near_distance(everything)
    for stance in (Stance.IGNORED, Stance.TRACKED):
        for area in areas:
            xy = [place[member] for member in area.members if member in place]
            if xy and area.stance is stance:
                for outline in outlines(at_home(np.array(xy), everything), near):
                    yield legend.field(area.name, project(outline), stance, colours)
