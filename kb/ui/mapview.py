"""What the Map page draws: the stored map joined with items and areas, as a figure, a table, a choice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from kb import plots
from kb.library import Library
from kb.types import Area, Item, MapPoint, Stance, Topic, TopicMap
from kb.ui import items, theme, words

COLOURS = ("zone", "stance", "state", "year", "language", "verdict")
_REGIONS = (Stance.TRACKED, Stance.IGNORED)
_DIMMED, _SHOWN = 0.15, 0.9
_CLICKED_SIZE = 16
_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class MapContents:
    """The map with everything drawn on it. `placed` are the items in the order of the map's points."""

    map: TopicMap
    placed: tuple[Item, ...]
    areas: tuple[Area, ...]
    stances: Mapping[int, Stance]

    def item(self, key: str) -> Item | None:
        return next((item for item in self.placed if item.key == key), None)

    def topic(self, number: str) -> Topic | None:
        return next((topic for topic in self.map.topics if str(topic.id) == number), None)

    def topic_of(self, item: Item) -> Topic | None:
        own = {point.item_id: point.topic for point in self.map.points}
        return self.topic(str(own.get(item.id)))

    def of_topic(self, topic: Topic) -> list[Item]:
        """The topic's items, the most typical (nearest to its middle) first."""
        within = {topic.id} | {lower.id for lower in self.map.topics if lower.parent == topic.id}
        pairs = zip(self.map.points, self.placed, strict=True)
        found = [(point, item) for point, item in pairs if point.topic in within]
        found.sort(key=lambda pair: _distance(pair[0], topic))
        return [item for _, item in found]


def _distance(point: MapPoint, topic: Topic) -> float:
    return float((point.x - topic.x) ** 2 + (point.y - topic.y) ** 2)


def load(library: Library) -> MapContents:
    """The map as it is now; read anew only when the library has changed."""
    return _read(library, library.home, library.revision())


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(_library: Library, home: Path, revision: int) -> MapContents:
    atlas = _library.map()
    by_id = {item.id: item for item in _library.items()}
    points = tuple(point for point in atlas.points if point.item_id in by_id)
    return MapContents(
        map=TopicMap(points, atlas.topics, atlas.unplaced),
        placed=tuple(by_id[point.item_id] for point in points),
        areas=tuple(_library.areas()),
        stances=MappingProxyType(dict(items.stances(_library))),
    )


def category(colour: str, item: Item, stance: Stance | None) -> str:
    """What an item is coloured by, in the words of the domain."""
    values: Mapping[str, Callable[[], str]] = {
        "zone": lambda: str(item.zone),
        "stance": lambda: str(stance or plots.NO_AREA),
        "state": lambda: str(item.state),
        "year": lambda: (item.published or item.saved_at)[:4],
        "language": lambda: words.language(item.language) or "unknown",
        "verdict": lambda: str(item.verdict or plots.NOT_JUDGED),
    }
    return values[colour]()


def figure(
    contents: MapContents, colour: str, lit: Collection[int] | None, chosen: Sequence[int], height: int
) -> Any:
    """The map as a Plotly figure. With `lit`, all other points step back; `chosen` items get a ring.

    A point that is clicked grows by itself: the figure stays as it is, and with it the view.
    """
    labels = [category(colour, item, contents.stances.get(item.id)) for item in contents.placed]
    years = colour == "year"
    data = plots.MapData(
        ids=np.array([point.item_id for point in contents.map.points], dtype=np.int32),
        x=np.array([point.x for point in contents.map.points], dtype=np.float32),
        y=np.array([point.y for point in contents.map.points], dtype=np.float32),
        categories=() if years else labels,
        values=np.array([int(label) for label in labels], dtype=np.float32) if years else None,
        titles=[
            f"{_short(item.title)} · {label}" for item, label in zip(contents.placed, labels, strict=True)
        ],
    )
    drawn = plots.map_figure(
        data, contents.map.topics, _regions(contents), chosen, dark=theme.is_dark(), height=height
    )
    if years:
        bar = {"marker_colorbar_tickformat": "d", "marker_colorbar_dtick": _year_step(data.values)}
        drawn.update_traces(bar, selector={"name": "items"})
    drawn.update_traces(selected_marker_size=_CLICKED_SIZE, selector={"type": "scattergl"})
    if lit is None:
        drawn.update_traces(unselected_marker_opacity=_SHOWN, selector={"type": "scattergl"})
    else:
        _light(drawn, np.fromiter(lit, dtype=np.int32, count=len(lit)))
    return drawn


def _regions(contents: MapContents) -> list[plots.Region]:
    place = {point.item_id: (point.x, point.y) for point in contents.map.points}
    regions = []
    for area in contents.areas:
        xy = [place[member] for member in area.members if member in place]
        if xy and area.stance in _REGIONS:
            regions.append(plots.Region(area.name, area.stance, np.array(xy, dtype=np.float32)))
    return regions


def _year_step(years: Any) -> int:
    return max(1, int(np.ptp(years)) // 6)


def _light(drawn: Any, lit: np.ndarray[Any, np.dtype[np.int32]]) -> None:
    for trace in drawn.data:
        if trace.type == "scattergl" and trace.hoverinfo != "skip":
            shown = np.isin(trace.customdata, lit)
            trace.marker.opacity = np.where(shown, _SHOWN, _DIMMED).astype(np.float32)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1].rstrip() + "…"


def picked(selection: Mapping[str, Any]) -> int | None:
    """The id of the item that was clicked, from what the chart tells; None when nothing is chosen."""
    for point in selection.get("selection", {}).get("points", ()):
        data = point.get("customdata")
        if isinstance(data, (list, tuple)):
            data = data[0] if data else None
        if data is not None:
            return int(data)
    return None


def table(contents: MapContents, lit: Collection[int] | None) -> tuple[list[Item], dict[str, list[str]]]:
    """The map in words: items and their columns, sorted by topic and title; with `lit`, only those."""
    names = {topic.id: topic.name for topic in contents.map.topics}
    topics = {point.item_id: names.get(point.topic, "") for point in contents.map.points}
    listed = [item for item in contents.placed if lit is None or item.id in lit]
    listed.sort(key=lambda item: (topics[item.id].lower(), item.title.lower()))
    columns = {
        "Title": [item.title for item in listed],
        "Topic": [topics[item.id] for item in listed],
    }
    for colour in COLOURS:
        columns[colour.capitalize()] = [
            category(colour, item, contents.stances.get(item.id)) for item in listed
        ]
    return listed, columns
