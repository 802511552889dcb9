"""Charts for a Russian reader: their words, numbers, and what Plotly itself says."""

from __future__ import annotations

import json
import re

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, speaking
from kb.plots import (
    COLOURS,
    NO_AREA,
    NOT_JUDGED,
    chart_config,
    coloured_by,
    curve_figure,
    diary_figure,
    monthly_figure,
    shown,
    waiting_figure,
)
from kb.plots.categories import EARLIER, OTHER
from kb.plots.drift import inbox_figure, intake_figure
from kb.types import Stance, State, Verdict, Zone
from tests.plots.test_drift_figures import two_months

VALUES = [
    *(("zone", zone) for zone in Zone),
    *(("stance", stance) for stance in (*Stance, NO_AREA)),
    *(("state", state) for state in State),
    *(("source", source) for source in ("@channel", "no source", OTHER)),
    *(("year", year) for year in ("2024", EARLIER)),
    *(("language", name) for name in ("English", "Russian", "Russian and English", "fr", "unknown")),
    *(("verdict", verdict) for verdict in (*Verdict, NOT_JUDGED)),
]
KEPT = {"@channel", "2024", "fr", *(zone for zone in Zone if zone is not Zone.INBOX)}


@pytest.mark.parametrize(("colour", "value"), VALUES)
def test_a_category_is_shown_by_its_value_or_in_russian(colour: str, value: str) -> None:
    with speaking(ENGLISH):
        assert shown(colour, value) == value
    with speaking(RUSSIAN):
        said = shown(colour, value)
    assert said == value if value in KEPT else re.fullmatch(r"[а-яё -]+", said)


def test_every_colour_has_a_name() -> None:
    with speaking(RUSSIAN):
        assert len({coloured_by(colour) for colour in COLOURS}) == len(COLOURS)
        assert coloured_by("zone") == "по зонам"


def test_what_plotly_says_is_handed_to_it_in_russian() -> None:
    assert "locale" not in chart_config()
    with speaking(RUSSIAN):
        config = chart_config()
    told = config["locales"][config["locale"]]
    assert told["dictionary"]["Double-click to zoom back out"] == "Двойной щелчок вернёт весь график"
    assert (told["format"]["months"][0], told["format"]["months"][11]) == ("январь", "декабрь")
    assert told["format"]["days"][0] == "воскресенье"
    assert (told["format"]["decimal"], told["format"]["thousands"]) == (",", "\u00a0")


def test_figures_of_drift_hold_no_english_word() -> None:
    with speaking(RUSSIAN):
        months = two_months().months
        intake, inbox = intake_figure(months), inbox_figure(months)
    assert intake.data[0].text[0] == "2026-01: 8 материалов"
    assert [note.text for note in intake.layout.annotations][:2] == [
        "<b>всё, что пришло</b>, материалов в месяц",
        "<b>слежу</b>, доля от всего",
    ]
    assert intake.layout.xaxis5.ticktext == ("янв.<br>2026", "февр.", "март")
    assert "50\u00a0%" in intake.layout.yaxis2.ticktext
    assert [bar.name for bar in inbox.data] == ["во входящие", "must-have"]
    assert inbox.data[0].text[0] == "2026-01: во входящие\u00a0— 4"


def test_counts_and_curves_in_russian() -> None:
    with speaking(RUSSIAN):
        waits = waiting_figure([(Zone.MUST_HAVE, f"20{n:02}-05-01") for n in range(10, 27)])
        curve = curve_figure([(30, 0.1, 0.05, 0.2)])
        counts = monthly_figure(["2025-01"], {Zone.INBOX: [1]})
        felt = diary_figure([("2026-11-01", 20, "покой")], ["2026-11-01"], [3])
    assert waits.data[0].x[0] == "раньше"
    assert curve.data[2].text[1] == "к дню 30: 10\u00a0%"
    assert curve.layout.yaxis.ticksuffix == "\u00a0%"
    assert counts.data[0].name == "входящие"
    assert "во входящих" in json.dumps(felt.to_plotly_json()["data"][1], ensure_ascii=False, default=list)
