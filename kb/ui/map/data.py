"""What the Map page draws: the stored map joined with items and areas, as a figure, a table, a choice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from kb import plots
from kb.catalogue import by_words, language
from kb.library import Library
from kb.text.excerpts import shortened
from kb.text.formulas import lettered
from kb.types import Area, Item, MapPoint, Stance, Topic, TopicMap
from kb.ui.items import rows as items
from kb.ui.map import deciding

SPANS = ("all", "year", "month")
"""How much of the time up to a month is shown: everything, the twelve months until then, that month alone."""
_TITLE_LENGTH = 90
"""Characters of a title beside the pointer: one line of the small window."""


@dataclass(frozen=True)
class MapContents:
    """The map with everything drawn on it. `placed` are the items in the order of the map's points; `stamp`
    differs between states of the library."""

    map: TopicMap
    placed: tuple[Item, ...]
    areas: tuple[Area, ...]
    stances: Mapping[int, Stance]
    stamp: str = ""

    def item(self, key: str) -> Item | None:
        """The item of a key, if it has a place."""
        return self._by_key.get(key)

    def item_of(self, number: int) -> Item | None:
        """The item of an id, if it has a place."""
        at = self.row.get(number)
        return None if at is None else self.placed[at]

    def topic(self, number: str) -> Topic | None:
        """The topic of a number as addresses write it."""
        return next((topic for topic in self.map.topics if str(topic.id) == number), None)

    def area(self, name: str) -> Area | None:
        """The area of a name."""
        return next((area for area in self.areas if area.name == name), None)

    def topic_of(self, item: Item) -> Topic | None:
        """The lower topic an item lies in, if it has a place."""
        at = self.row.get(item.id)
        return None if at is None else self.topic(str(self.map.points[at].topic))

    def of_topic(self, topic: Topic) -> list[Item]:
        """The topic's items, the most typical (nearest to its middle) first."""
        within = {topic.id} | {lower.id for lower in self.map.topics if lower.parent == topic.id}
        pairs = zip(self.map.points, self.placed, strict=True)
        found = [(point, item) for point, item in pairs if point.topic in within]
        found.sort(key=lambda pair: _distance(pair[0], topic))
        return [item for _, item in found]

    @cached_property
    def row(self) -> Mapping[int, int]:
        """Where an item stands among `placed`, by its id."""
        return {item.id: at for at, item in enumerate(self.placed)}

    @cached_property
    def _by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.placed}

    @cached_property
    def places(self) -> NDArray[np.float32]:
        """Places (n, 2) of the items."""
        return np.array([(point.x, point.y) for point in self.map.points], dtype=np.float32).reshape(-1, 2)

    @cached_property
    def months(self) -> list[str]:
        """The months in which something came, `2025-03`, the earliest first."""
        return sorted({plots.month(item) for item in self.placed})

    @cached_property
    def month_of(self) -> NDArray[np.int32]:
        """For each item (n,) the place of its month among `months`."""
        at = {name: place for place, name in enumerate(self.months)}
        return np.array([at[plots.month(item)] for item in self.placed], dtype=np.int32)

    @cached_property
    def regions(self) -> list[plots.Region]:
        """The areas that have a member on the map, those without a stance first, to lie below the others."""
        near = plots.near_distance(self.places)
        drawn = []
        for area in sorted(self.areas, key=lambda area: area.stance is not Stance.UNDECIDED):
            rows = [self.row[member] for member in area.members if member in self.row]
            if rows:
                core = plots.at_home(self.places[rows], self.places)
                drawn.append(plots.Region(area.name, area.stance, core, near, deciding.said_of(area)))
        return drawn

    @cached_property
    def seats(self) -> list[NDArray[np.floating]]:
        """For each of the `regions` the places (n, 2) on its largest shape where its name may stand, the best
        first."""
        shapes = [region.outlines for region in self.regions]
        return [
            plots.seats(own[0], list(chain.from_iterable(shapes[:at] + shapes[at + 1 :])))
            for at, own in enumerate(shapes)
        ]

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return {}

    def column(self, colour: str) -> list[str]:
        """What each item is coloured by."""
        if colour not in self._columns:
            self._columns[colour] = [
                plots.category(colour, item, self.stances.get(item.id)) for item in self.placed
            ]
        return self._columns[colour]


@dataclass(frozen=True, slots=True)
class View:
    """Which items of the map are seen: those `lit` (ids; None for all), those of no hidden category of a
    colour, those that had come `until` a month (its place among the months; None for no end)."""

    colour: str = plots.COLOURS[0]
    lit: frozenset[int] | None = None
    hidden: frozenset[str] = frozenset()
    until: int | None = None
    span: str = SPANS[0]


@dataclass(frozen=True, slots=True)
class Payload:
    """JSON for the browser, and a stamp that is another when it is."""

    stamp: str
    json: bytes


def _distance(point: MapPoint, topic: Topic) -> float:
    return float((point.x - topic.x) ** 2 + (point.y - topic.y) ** 2)


def load(library: Library) -> MapContents:
    """The map as it is now; read anew only when the library has changed."""
    return _read(library, library.home, library.revision(), language())


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(_library: Library, home: Path, revision: int, spoken: str) -> MapContents:
    atlas = _library.map.read()
    by_id = {item.id: item for item in _library.items.select()}
    points = tuple(point for point in atlas.points if point.item_id in by_id)
    return MapContents(
        map=TopicMap(points, atlas.topics, atlas.unplaced, atlas.added),
        placed=tuple(by_id[point.item_id] for point in points),
        areas=tuple(_library.areas.every()),
        stances=MappingProxyType(dict(items.stances(_library))),
        stamp=f"{home}-{revision}",
    )


def figure(contents: MapContents, colour: str, dark: bool) -> Payload:
    """The map as a Plotly figure with the names that may stand on it."""
    return _figure(contents, contents.stamp, colour, dark, language())


@st.cache_resource(max_entries=8, show_spinner=False)
def _figure(_contents: MapContents, stamp: str, colour: str, dark: bool, spoken: str) -> Payload:
    is_ordered = colour == plots.ORDERED
    categories = plots.folded(_contents.column(colour), ordered=is_ordered)[1]
    data = plots.MapData(
        ids=np.array([point.item_id for point in _contents.map.points], dtype=np.int32),
        x=_contents.places[:, 0],
        y=_contents.places[:, 1],
        categories=_contents.column(colour),
        ordered=is_ordered,
    )
    drawn = plots.map_figure(data, _contents.regions, dark=dark)
    stances = {
        str(stance): deciding.in_legend(stance)
        for stance in Stance
        if any(region.stance is stance for region in _contents.regions)
    }
    words = {value: plots.shown(colour, value) for value in categories}
    told = {"labels": names(_contents), "stances": stances, "words": words}
    more = json.dumps(told, ensure_ascii=False)
    return _payload(f'{{"figure": {drawn.to_json()}, {more[1:]}')


def names(contents: MapContents) -> list[dict[str, object]]:
    """What may be written on the map and at which places, the best first; the browser shows as much as keeps
    clear of each other. An area's name has places on its largest shape alone.

    A topic that is its parent's only part is not named twice.
    """
    parts = Counter(topic.parent for topic in contents.map.topics)
    found: list[dict[str, object]] = []
    for topic in contents.map.topics:
        if topic.parent is None or parts[topic.parent] > 1:
            kind = "upper" if topic.parent is None else "lower"
            told = {"text": topic.label, "kind": kind, "topic": topic.id, "size": topic.size}
            found.append({**told, "places": [[topic.x, topic.y]]})
    for region, places in zip(contents.regions, contents.seats, strict=True):
        told = {"text": region.name, "kind": "area", "area": region.name, "size": len(region.xy)}
        found.append({**told, "places": places.tolist()})
    return found


def points(contents: MapContents) -> Payload:
    """Places, titles and months of the items, for the browser to show and to go through."""
    return _points(contents, contents.stamp, language())


@st.cache_resource(max_entries=2, show_spinner=False)
def _points(_contents: MapContents, stamp: str, spoken: str) -> Payload:
    at = _contents.month_of
    years = [int(name[:4]) * 12 + int(name[5:]) for name in _contents.months]
    told = {
        "ids": [item.id for item in _contents.placed],
        "x": [round(float(x), 3) for x in _contents.places[:, 0]],
        "y": [round(float(y), 3) for y in _contents.places[:, 1]],
        "titles": [shortened(lettered(item.title), _TITLE_LENGTH) for item in _contents.placed],
        "month": at.tolist(),
        "months": [plots.month_name(name) for name in _contents.months],
        "calendar": years,
        "counts": np.bincount(at, minlength=len(years)).tolist(),
    }
    return _payload(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _payload(text: str) -> Payload:
    data = text.encode()
    return Payload(sha256(data).hexdigest()[:16], data)


def seen(contents: MapContents, view: View) -> list[int]:
    """The rows of `placed` that a view lets through."""
    mask = np.ones(len(contents.placed), dtype=bool)
    if view.lit is not None:
        mask &= np.array([item.id in view.lit for item in contents.placed], dtype=bool)
    if view.hidden:
        drawn = plots.folded(contents.column(view.colour), ordered=view.colour == plots.ORDERED)[0]
        mask &= np.array([value not in view.hidden for value in drawn], dtype=bool)
    if contents.months and (view.until is not None or view.span != SPANS[0]):
        last = len(contents.months) - 1 if view.until is None else view.until
        calendar = np.array([int(name[:4]) * 12 + int(name[5:]) for name in contents.months])
        back = {"all": calendar[-1], "year": 12, "month": 1}[view.span]
        own = calendar[contents.month_of]
        mask &= (own <= calendar[last]) & (own > calendar[last] - back)
    found: list[int] = np.flatnonzero(mask).tolist()
    return found


def table(contents: MapContents, rows: Sequence[int]) -> tuple[list[Item], dict[str, list[str]]]:
    """The map in words: items and their columns by English names, sorted by topic and title."""
    named = {topic.id: topic.label for topic in contents.map.topics}
    topics = {row: named.get(contents.map.points[row].topic, "") for row in rows}
    ordered = sorted(rows, key=lambda row: (by_words(topics[row]), by_words(contents.placed[row].title)))
    listed = [contents.placed[row] for row in ordered]
    columns = {
        "Title": [lettered(item.title) for item in listed],
        "Topic": [topics[row] for row in ordered],
        "Month": [plots.month(item) for item in listed],
    }
    for colour in plots.COLOURS:
        values = contents.column(colour)
        words = {value: plots.shown(colour, value) for value in set(values)}
        columns[colour.capitalize()] = [words[values[row]] for row in ordered]
    return listed, columns


def typical(contents: MapContents, numbers: Collection[int], limit: int) -> list[Item]:
    """Those of some items (ids) that lie nearest to their common middle, the nearest first."""
    rows = np.array([contents.row[number] for number in numbers if number in contents.row], dtype=int)
    if not len(rows):
        return []
    places = contents.places[rows]
    away = np.linalg.norm(places - np.median(places, axis=0), axis=1)
    return [contents.placed[row] for row in rows[np.argsort(away, kind="stable")][:limit].tolist()]
