"""Charts of drift: what they show and what a click on them means."""

from __future__ import annotations

from kb.plots.drift import STANCES, inbox_figure, intake_figure
from kb.reflection.drift import drift
from kb.store.drift import Arrival, Filing
from kb.types import Stance, Zone
from kb.types.drift import Drift
from kb.ui.areas.drift import picked


def two_months() -> Drift:
    arrivals = [Arrival(n, f"2026-0{1 if n < 8 else 3}-05", None) for n in range(10)]
    filings = [Filing(n, "2026-01-06", None, Zone.INBOX) for n in range(4)]
    filings += [Filing(n, "2026-03-06", Zone.INBOX, Zone.MUST_HAVE) for n in range(3)]
    areas = {"I": (Stance.IGNORED, frozenset({1, 2}))}
    return drift(arrivals, areas, filings, [], "2026-01-01", "2026-03-31")


def test_each_stance_has_a_row_with_intervals_and_no_colour_alone() -> None:
    found = two_months()
    figure = intake_figure(found.months)
    came, *rows = figure.data
    assert list(came.y) == [8, 0, 2]
    assert len(rows) == len(STANCES)
    ignored = rows[STANCES.index(Stance.IGNORED)]
    assert list(ignored.y) == [0.25, 0.0] and list(ignored.x) == ["2026-01", "2026-03"]
    assert all(high > 0 for high in ignored.error_y.array)
    assert len({row.marker.pattern.shape or "" for row in rows}) == len(rows)
    assert "ignored on purpose" in figure.layout.annotations[2].text


def test_the_inbox_fills_above_and_empties_below_zero() -> None:
    into, must = inbox_figure(two_months().months).data
    assert list(into.y) == [4, 0, 0] and list(must.y) == [0, 0, -3]
    assert must.name == "must-have"


def test_no_month_makes_no_error() -> None:
    empty = drift([], {}, [], [], "2026-01-01", "2026-03-31")
    assert intake_figure(empty.months) and inbox_figure(empty.months)


def test_a_click_means_the_number_of_its_bar() -> None:
    number = two_months().whole.came
    clicked = {"selection": {"points": [{"customdata": [2, "must-have"]}]}}
    assert picked(clicked, {(2, "must-have"): number}) is number
    assert picked({"selection": {"points": []}}, {}) is None
