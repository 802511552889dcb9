"""The map's contents: what is coloured how, what lights up, what was clicked."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pytest

from kb.plots import NO_AREA, NOT_JUDGED
from kb.types import Area, Item, MapPoint, Stance, Topic, TopicMap, Verdict
from kb.ui import mapview, theme
from kb.ui.mapview import MapContents
from tests.ui.test_found import item


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> MapContents:
    """Four items on a line in one topic of two parts; the first two are an area."""
    monkeypatch.setattr(theme, "is_dark", lambda: False)
    placed = tuple(item(id=n, key=f"k{n}", title=f"Title {n}") for n in range(4))
    points = tuple(MapPoint(n, float(n), 0.0, 10 if n < 2 else 11) for n in range(4))
    topics = (
        Topic(1, None, "upper", (), 4, 1.5, 0.0),
        Topic(10, 1, "left", (), 2, 0.0, 0.0),
        Topic(11, 1, "right", (), 2, 3.0, 0.0),
    )
    area = Area(1, "Area", Stance.TRACKED, "", "", "", None, (), (0, 1))
    stances = MappingProxyType({0: Stance.TRACKED, 1: Stance.TRACKED})
    return MapContents(TopicMap(points, topics, 0), placed, (area,), stances)


def names(found: list[Item]) -> list[str]:
    return [item.key for item in found]


def test_a_topic_holds_its_parts_and_the_most_typical_come_first(contents: MapContents) -> None:
    upper, right = contents.topic("1"), contents.topic("11")
    assert upper is not None and right is not None
    assert names(contents.of_topic(right)) == ["k3", "k2"]
    assert set(names(contents.of_topic(upper))) == {"k0", "k1", "k2", "k3"}
    assert names(contents.of_topic(upper))[0] in {"k1", "k2"}
    assert contents.topic_of(contents.placed[0]) == contents.topic("10")


@pytest.mark.parametrize("unknown", ["", "99", "1; drop"])
def test_an_address_that_names_nothing_chooses_nothing(contents: MapContents, unknown: str) -> None:
    assert contents.topic(unknown) is None
    assert contents.item(unknown) is None


def test_every_colour_has_a_word_for_every_item() -> None:
    plain, judged = item(language=""), item(verdict=Verdict.DIRECT, published="2024-03-01")
    assert mapview.category("stance", plain, None) == NO_AREA
    assert mapview.category("verdict", plain, None) == NOT_JUDGED
    assert mapview.category("verdict", judged, None) == "direct"
    assert (mapview.category("year", plain, None), mapview.category("year", judged, None)) == ("2025", "2024")
    assert mapview.category("stance", plain, Stance.IGNORED) == "ignored"
    assert all(mapview.category(colour, plain, None) for colour in mapview.COLOURS)


def test_what_is_lit_stays_strong_and_the_rest_steps_back(contents: MapContents) -> None:
    drawn = mapview.figure(contents, "zone", {1, 2}, [3], 400)
    points, ring = (trace for trace in drawn.data if trace.type == "scattergl")
    assert points.customdata.tolist() == [0, 1, 2, 3]
    assert (np.asarray(points.marker.opacity) > 0.5).tolist() == [False, True, True, False]
    assert ring.customdata.tolist() == [3]


def test_nothing_found_dims_everything(contents: MapContents) -> None:
    [points] = (t for t in mapview.figure(contents, "zone", set(), [], 400).data if t.type == "scattergl")
    assert (np.asarray(points.marker.opacity) < 0.5).all()


def test_years_are_a_scale_of_whole_numbers(contents: MapContents) -> None:
    [points] = (t for t in mapview.figure(contents, "year", None, [], 400).data if t.type == "scattergl")
    assert np.asarray(points.marker.color).tolist() == [2025.0] * 4
    assert points.marker.colorbar.dtick == 1


def test_areas_are_drawn_around_their_items(contents: MapContents) -> None:
    drawn = mapview.figure(contents, "zone", None, [], 400)
    assert [trace.name for trace in drawn.data if trace.type == "scatter"] == ["Area"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"selection": {"points": [{"customdata": 7}]}}, 7),
        ({"selection": {"points": [{"customdata": [7]}]}}, 7),
        ({"selection": {"points": [{"curve_number": 0}, {"customdata": [0]}]}}, 0),
        ({"selection": {"points": [{"customdata": []}]}}, None),
        ({"selection": {"points": []}}, None),
        ({}, None),
    ],
)
def test_a_click_is_told_by_item_id(selection: dict[str, object], expected: int | None) -> None:
    assert mapview.picked(selection) == expected


def test_the_table_says_what_the_map_shows(contents: MapContents) -> None:
    listed, columns = mapview.table(contents, {0, 3})
    assert names(listed) == ["k0", "k3"]
    assert columns["Title"] == ["Title 0", "Title 3"]
    assert columns["Topic"] == ["left", "right"]
    assert columns["Stance"] == ["tracked", NO_AREA]
    assert set(columns) == {"Title", "Topic", *(colour.capitalize() for colour in mapview.COLOURS)}
