from __future__ import annotations

from types import MappingProxyType

import pytest

from kb.types import Area, MapPoint, Stance, Topic, TopicMap
from kb.ui.map.data import MapContents
from tests.ui.search.test_results import item


@pytest.fixture
def contents() -> MapContents:
    """Four items on a line in one topic of two parts, a month apart; the first two are an area."""
    placed = tuple(
        item(
            id=n, key=f"k{n}", title=f"Title {n}", published=f"2025-0{n + 1}-15", language="en" if n else "ru"
        )
        for n in range(4)
    )
    points = tuple(MapPoint(n, float(n), 0.0, 10 if n < 2 else 11) for n in range(4))
    topics = (
        Topic(1, None, "upper", (), 4, 1.5, 0.0),
        Topic(10, 1, "left", (), 2, 0.0, 0.0),
        Topic(11, 1, "right", (), 2, 3.0, 0.0),
    )
    area = Area(1, "Area", Stance.IGNORED, "", "No time", "2025-06-01", None, (), (0, 1))
    stances = MappingProxyType({0: Stance.IGNORED, 1: Stance.IGNORED})
    return MapContents(TopicMap(points, topics, 0), placed, (area,), stances)
