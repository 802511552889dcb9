"""The map's contents: what is coloured how, what is seen, what is sent to the browser."""

from __future__ import annotations

import json
from types import MappingProxyType

import numpy as np
import pytest

from kb import plots
from kb.plots import NO_AREA, NOT_JUDGED
from kb.types import Item, MapPoint, Stance, Topic, TopicMap, Verdict, Zone
from kb.ui.map import data
from kb.ui.map.data import MapContents, View
from tests.ui.search.test_results import item


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
    assert contents.area(unknown) is None
    assert contents.item_of(99) is None


def test_every_colour_has_a_word_for_every_item() -> None:
    plain, judged = item(language=""), item(verdict=Verdict.DIRECT, published="2024-03-01", source="arXiv")
    assert plots.category("stance", plain, None) == NO_AREA
    assert plots.category("verdict", plain, None) == NOT_JUDGED
    assert plots.category("verdict", judged, None) == "direct"
    assert (plots.category("year", plain, None), plots.category("year", judged, None)) == ("2025", "2024")
    assert (plots.category("source", plain, None), plots.category("source", judged, None)) == (
        "no source",
        "arXiv",
    )
    assert plots.category("stance", plain, Stance.IGNORED) == "ignored"
    assert all(plots.category(colour, plain, None) for colour in plots.COLOURS)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-03-01", "2024-03"),
        ("2024-03", "2024-03"),
        ("2024", "2024-01"),
        (None, "2025-07"),
        ("?", "2025-07"),
    ],
)
def test_an_item_has_a_month_whatever_is_known_of_its_date(published: str | None, expected: str) -> None:
    assert plots.month(item(published=published)) == expected


def test_time_legend_and_light_let_items_through(contents: MapContents) -> None:
    def seen(**view: object) -> list[int]:
        return data.seen(contents, View(**view))  # type: ignore[arg-type]

    assert contents.months == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert seen() == [0, 1, 2, 3]
    assert seen(until=1) == [0, 1]
    assert seen(until=2, span="month") == [2]
    assert seen(until=3, span="year") == [0, 1, 2, 3]
    assert seen(colour="language", hidden=frozenset({"Russian"})) == [1, 2, 3]
    assert seen(lit=frozenset({3, 0}), until=1) == [0]
    assert seen(lit=frozenset()) == []


def test_the_figure_has_the_areas_a_trace_a_category_and_what_may_be_named(contents: MapContents) -> None:
    sent = json.loads(data.figure(contents, "language", dark=False).json)
    assert [trace["meta"].get("area") or trace["meta"]["value"] for trace in sent["figure"]["data"]] == [
        "Area",
        "English",
        "Russian",
    ]
    assert sent["figure"]["data"][0]["meta"]["note"] == "Ignored on purpose since 1 June 2025: No time"
    assert [(name["text"], name["kind"]) for name in sent["labels"]] == [
        ("upper", "upper"),
        ("left", "lower"),
        ("right", "lower"),
        ("Area", "area"),
    ]
    assert sent["stances"] == {"ignored": "area ignored on purpose"}
    assert not sent["figure"]["layout"].get("annotations")


def test_points_travel_with_titles_and_months(contents: MapContents) -> None:
    told = json.loads(data.points(contents).json)
    assert told["titles"] == ["Title 0", "Title 1", "Title 2", "Title 3"]
    assert told["month"] == [0, 1, 2, 3]
    assert told["months"][0] == "January 2025"
    assert np.diff(told["calendar"]).tolist() == [1, 1, 1]
    assert told["counts"] == [1, 1, 1, 1]


def test_the_table_says_what_the_map_shows(contents: MapContents) -> None:
    listed, columns = data.table(contents, [3, 0])
    assert names(listed) == ["k0", "k3"]
    assert columns["Title"] == ["Title 0", "Title 3"]
    assert columns["Topic"] == ["left", "right"]
    assert columns["Stance"] == ["ignored", NO_AREA]
    assert set(columns) == {"Title", "Topic", "Month", *(colour.capitalize() for colour in plots.COLOURS)}


def test_of_many_items_those_in_the_middle_stand_for_all(contents: MapContents) -> None:
    assert names(data.typical(contents, [0, 1, 2], 1)) == ["k1"]
    assert set(names(data.typical(contents, [0, 3, 99], 30))) == {"k0", "k3"}
    assert data.typical(contents, [], 30) == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_tiny_libraries_have_a_map(count: int) -> None:
    placed = tuple(item(id=n, zone=Zone.INBOX) for n in range(count))
    points = tuple(MapPoint(n, 0.0, 0.0, 1) for n in range(count))
    topic = Topic(1, None, "only", (), count, 0.0, 0.0)
    few = MapContents(TopicMap(points, (topic,), 0), placed, (), MappingProxyType({}), f"tiny-{count}")
    assert len(json.loads(data.points(few).json)["ids"]) == count
    assert json.loads(data.figure(few, "year", dark=True).json)["figure"]["data"]
    assert data.seen(few, View(until=None, span="month")) == list(range(count))
