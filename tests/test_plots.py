"""Figures: what the page relies on, in both themes."""

from __future__ import annotations

import numpy as np
import pytest

from kb.plots import (
    CHART_CONFIG,
    DARK,
    LIGHT,
    MapData,
    Palette,
    Region,
    ShareRow,
    map_figure,
    monthly_figure,
    outlines,
    usefulness_figure,
)
from kb.types import Stance, Topic, Zone


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_and_zone_marks_can_be_read(colours: Palette) -> None:
    for text in (colours.ink, colours.soft_ink, colours.accent):
        assert contrast(text, colours.page) >= 4.5
    for mark in (*(colours.marks[zone] for zone in Zone), *colours.categories, *colours.scale):
        assert contrast(mark, colours.page) >= 3


def map_data(count: int, **more: object) -> MapData:
    rng = np.random.default_rng(0)
    return MapData(np.arange(100, 100 + count), rng.normal(size=count), rng.normal(size=count), **more)  # type: ignore[arg-type]


def test_points_carry_item_ids_and_categories_a_legend_with_shapes() -> None:
    figure = map_figure(
        map_data(4, categories=["inbox", "must-have", "inbox", "must-have"]), highlighted=[102]
    )
    inbox, must, ring = figure.data
    assert inbox.customdata.tolist() == [100, 102]
    assert inbox.name == "inbox (2)"
    assert inbox.marker.symbol != must.marker.symbol
    assert ring.customdata.tolist() == [102]


def test_many_categories_and_many_points_stay_one_light_trace() -> None:
    count = 5000
    data = map_data(count, categories=[f"topic {i % 40}" for i in range(count)], titles=["t"] * count)
    (points,) = map_figure(data).data
    assert points.type == "scattergl"
    assert points.text is None


def test_titles_are_shown_as_text_in_small_libraries() -> None:
    (points,) = map_figure(map_data(1, titles=["<b>x</b> & y"])).data
    assert points.text[0] == "&lt;b&gt;x&lt;/b&gt; &amp; y"


def test_ignored_areas_are_hatched_dashed_and_named() -> None:
    xy = np.random.default_rng(1).normal(size=(20, 2)) * 0.3
    figure = map_figure(map_data(5), regions=[Region("Robotics", Stance.IGNORED, xy)])
    region = figure.data[0]
    assert region.line.dash == "dash"
    assert region.fillpattern.shape == "/"
    assert any("Robotics<br>ignored on purpose" in note.text for note in figure.layout.annotations)


def test_labels_do_not_run_into_each_other_and_the_largest_wins() -> None:
    small, large = (
        Topic(i, 9, name, (), size, 0.0, 0.0) for i, name, size in ((1, "small", 3), (2, "large", 30))
    )
    figure = map_figure(map_data(50), [small, large])
    assert [note.text for note in figure.layout.annotations] == ["large"]
    assert min(note.font.size for note in figure.layout.annotations) >= 12


def test_labels_that_need_a_wide_screen_come_last() -> None:
    near = [Topic(i, None, f"a rather long name {i}", (), 30 - i, -1.0 + 0.4 * i, 0.0) for i in range(6)]
    figure = map_figure(map_data(50), near)
    narrow = figure.layout.meta["narrow_labels"]
    assert 1 <= narrow < len(figure.layout.annotations)
    assert figure.layout.annotations[0].text == "<b>a rather long name 0</b>"


@pytest.mark.parametrize("count", [1, 2, 3, 30])
def test_outline_encloses_any_number_of_members(count: int) -> None:
    xy = np.column_stack([np.linspace(0, 1, count), np.zeros(count)])
    (outline,) = outlines(xy)
    assert (outline[0] == outline[-1]).all()
    assert outline[:, 0].min() < 0 and outline[:, 0].max() > xy[:, 0].max()


def test_empty_charts_are_drawn() -> None:
    assert outlines(np.zeros((0, 2))) == []
    map_figure(map_data(0))
    usefulness_figure([])
    monthly_figure([], {})


def test_shares_show_interval_and_count() -> None:
    figure = usefulness_figure([ShareRow("must-have", 0.22, 0.17, 0.28, 188)])
    (bar,) = figure.data
    assert bar.error_x.array[0] == pytest.approx(0.06)
    assert bar.error_x.arrayminus[0] == pytest.approx(0.05)
    assert "22%" in figure.layout.annotations[0].text and "188" in figure.layout.annotations[0].text


def test_months_stack_zones_in_their_colours() -> None:
    figure = monthly_figure(["2025-01", "2025-02"], {"inbox": [1, 2], "must-have": [3, 4]})
    assert figure.layout.barmode == "stack"
    assert [bar.marker.color for bar in figure.data] == [LIGHT.marks[Zone.INBOX], LIGHT.marks[Zone.MUST_HAVE]]


def test_charts_send_nothing_anywhere() -> None:
    assert CHART_CONFIG["showSendToCloud"] is False
    assert CHART_CONFIG["displaylogo"] is False
