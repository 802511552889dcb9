"""Figures: what the page relies on, in both themes."""

from __future__ import annotations

import numpy as np
import pytest

from kb.plots import (
    DARK,
    LIGHT,
    MapData,
    Palette,
    Region,
    ShareRow,
    at_home,
    chart_config,
    diary_figure,
    map_figure,
    monthly_figure,
    outlines,
    usefulness_figure,
    waiting_figure,
)
from kb.plots.diary import readable
from kb.types import Stance, Zone
from tests.growth import grows_with_its_input


def test_words_of_the_diary_never_lie_over_one_another() -> None:
    days = ["2026-01-01", "2026-12-31"]
    alone = [("2026-03-01", 40, "calm"), ("2026-10-01", 80, "dread")]
    assert readable(alone, days) == [True, True]
    # A week apart is a few pixels: the stronger one has its word, the other keeps its point.
    close = [*alone, ("2026-03-08", 45, "тревога")]
    assert readable(close, days) == [False, True, True]
    figure = diary_figure(close, days, [1, 2])
    assert figure.data[0].text == ("", "dread", "тревога")
    assert figure.data[0].hovertext == ("calm", "dread", "тревога")
    assert readable([], days) == [] and readable(alone[:1], []) == [True]


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


def test_points_carry_item_ids_and_each_category_has_a_shape() -> None:
    figure = map_figure(map_data(4, categories=["inbox", "must-have", "inbox", "must-have"]))
    inbox, must = figure.data
    assert inbox.customdata.tolist() == [100, 102]
    assert (inbox.meta["value"], must.meta["value"]) == ("inbox", "must-have")
    assert inbox.marker.symbol != must.marker.symbol
    assert inbox.marker.size == must.marker.size


def test_of_many_categories_the_commonest_stay() -> None:
    count = 5000
    names = [f"topic {(i % 40) ** 2 // 40}" for i in range(count)]
    traces = map_figure(map_data(count, categories=names)).data
    assert len(traces) == 12
    assert traces[-1].meta["value"] == "other"
    assert sum(len(trace.customdata) for trace in traces) == count
    assert len(traces[0].customdata) >= max(len(trace.customdata) for trace in traces[1:-1])
    assert {trace.type for trace in traces} == {"scattergl"}


def test_years_keep_their_order_and_the_oldest_are_taken_together() -> None:
    years = [str(2001 + i % 20) for i in range(60)]
    traces = map_figure(map_data(60, categories=years, ordered=True)).data
    assert [trace.meta["value"] for trace in traces] == ["earlier", *map(str, range(2010, 2021))]
    shades = [luminance(trace.marker.color) for trace in traces]
    assert shades == sorted(shades, reverse=True)


def test_ignored_areas_are_hatched_and_dashed() -> None:
    xy = np.random.default_rng(1).normal(size=(20, 2)) * 0.3
    figure = map_figure(map_data(5), regions=[Region("Robotics", Stance.IGNORED, xy)])
    region = figure.data[0]
    assert region.line.dash == "dash"
    assert region.fillpattern.shape == "/"


def test_an_area_brings_along_what_is_said_of_it() -> None:
    xy = np.random.default_rng(1).normal(size=(20, 2)) * 0.3
    region = Region("A <b>", Stance.IGNORED, xy, note="Ignored on purpose: no time for it")
    trace = map_figure(map_data(5), regions=[region]).data[0]
    assert trace.meta == {"area": "A <b>", "note": "Ignored on purpose: no time for it"}
    assert trace.name == "A &lt;b&gt;"


def test_undecided_areas_have_a_thin_plain_outline() -> None:
    xy = np.random.default_rng(1).normal(size=(20, 2)) * 0.3
    undecided, tracked = (
        map_figure(map_data(5), regions=[Region("A", stance, xy)]).data[0]
        for stance in (Stance.UNDECIDED, Stance.TRACKED)
    )
    assert undecided.line.width < tracked.line.width
    assert (undecided.line.dash, undecided.fillpattern.shape) == ("solid", None)


@pytest.mark.parametrize("count", [1, 2, 3, 30])
def test_outline_encloses_any_number_of_members(count: int) -> None:
    xy = np.column_stack([np.linspace(0, 1, count), np.zeros(count)])
    (outline,) = outlines(xy)
    assert (outline[0] == outline[-1]).all()
    assert outline[:, 0].min() < 0 and outline[:, 0].max() > xy[:, 0].max()


def test_islands_have_outlines_of_their_own_and_strays_none() -> None:
    rng = np.random.default_rng(2)
    here, there = rng.normal(size=(200, 2)), rng.normal(size=(100, 2)) + 20
    found = outlines(np.vstack([here, there, [[40.0, 40.0]]]))
    assert len(found) == 2
    assert found[0].mean() < 5 < found[1].mean()


def test_an_outline_follows_the_shape_of_its_members() -> None:
    angle = np.linspace(0, 1.5 * np.pi, 400)
    (outline,) = outlines(5 * np.column_stack([np.cos(angle), np.sin(angle)]))
    x, y = outline.T
    area = abs(np.sum(x[1:] * y[:-1] - x[:-1] * y[1:])) / 2
    assert area < 0.6 * np.pi * 25


def test_an_outline_ends_whatever_the_shape() -> None:
    rng = np.random.default_rng(4)
    for count in (50, 400, 3_000):
        for near in (0.1, 0.3, 1.2):
            for outline in outlines(rng.normal(size=(count, 2)) * 4, near):
                assert (outline[0] == outline[-1]).all()


def test_members_among_others_of_their_area_are_at_home() -> None:
    rng = np.random.default_rng(5)
    everything = rng.uniform(-10, 10, size=(2_000, 2))
    close, strewn = rng.normal(size=(60, 2)) * 0.3, everything[:40]
    found = at_home(np.vstack([close, strewn]), np.vstack([everything, close]))
    assert 60 <= len(found) < 70
    assert len(at_home(strewn, everything)) == 40


def test_outlines_of_very_many_members_take_the_time_of_their_number() -> None:
    xy = np.random.default_rng(3).normal(size=(20_000, 2)) * 5
    assert len(outlines(xy)) == 1
    assert grows_with_its_input(lambda n: outlines(xy[:n]), 1_250)


def test_empty_charts_are_drawn() -> None:
    assert outlines(np.zeros((0, 2))) == []
    map_figure(map_data(0))
    usefulness_figure([])
    monthly_figure([], {})
    waiting_figure([])


def test_shares_show_interval_and_count() -> None:
    figure = usefulness_figure([ShareRow("must-have", 0.22, 0.17, 0.28, "22 % (17 to 28), 41 of 188")])
    (bar,) = figure.data
    assert bar.error_x.array[0] == pytest.approx(0.06)
    assert bar.error_x.arrayminus[0] == pytest.approx(0.05)
    assert figure.layout.annotations[0].text == "<b>must-have</b> 22 % (17 to 28), 41 of 188"


def test_months_stack_zones_in_their_colours() -> None:
    figure = monthly_figure(["2025-01", "2025-02"], {"inbox": [1, 2], "must-have": [3, 4]})
    assert figure.layout.barmode == "stack"
    assert [bar.marker.color for bar in figure.data] == [LIGHT.marks[Zone.INBOX], LIGHT.marks[Zone.MUST_HAVE]]


def test_what_waits_is_told_by_the_month_it_was_saved() -> None:
    figure = waiting_figure(
        [
            (Zone.MUST_HAVE, "2026-03-05"),
            (Zone.NICE_TO_HAVE, "2026-01-31"),
            (Zone.NICE_TO_HAVE, "2026"),
        ]
    )
    bars = {bar.name: dict(zip(bar.x, bar.y, strict=True)) for bar in figure.data}
    assert bars["must-have"] == {"2026-01": 0, "2026-02": 0, "2026-03": 1}
    assert bars["nice-to-have"] == {"2026-01": 2, "2026-02": 0, "2026-03": 0}


def test_names_of_what_is_stacked_stand_over_the_bars_without_a_title() -> None:
    """Beside a title, or in the plot, they would cover something on a narrow screen."""
    layout = waiting_figure([(Zone.MUST_HAVE, "2026-03-05")]).layout
    assert layout.legend.y > 1 and layout.legend.yanchor == "bottom"
    assert layout.title.text is None and layout.xaxis.automargin


def test_what_waits_longer_than_two_years_is_one_bar() -> None:
    old = [(Zone.PUT_AND_FORGET, f"20{n:02}-05-01") for n in range(10, 27)]
    bars = {bar.name: dict(zip(bar.x, bar.y, strict=True)) for bar in waiting_figure(old).data}
    axis = waiting_figure(old).layout.xaxis
    assert axis.ticktext[:2] == ("earlier", "Oct<br>2024") and axis.tickangle == 0
    told = bars["put-and-forget"]
    assert list(told)[:2] == ["earlier", "2024-06"] and list(told)[-1] == "2026-05"
    assert told["earlier"] == 15 and sum(told.values()) == len(old) and len(told) == 25


def test_charts_send_nothing_anywhere() -> None:
    config = chart_config()
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False


def test_words_of_a_diary_lean_away_from_the_edges() -> None:
    days = [f"2026-11-{day:02}" for day in range(1, 30)]
    felt = [(days[0], 20, "calm"), (days[-1], 80, "dread of what comes")]
    words, _ = diary_figure(felt, days, [3] * len(days)).data
    assert tuple(words.textposition) == ("top right", "top left")
