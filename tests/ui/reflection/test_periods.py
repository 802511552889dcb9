"""Periods of a review, labels of its charts, and when an area is to be looked at again."""

from datetime import date

import pytest

from kb.types import Area, Stance
from kb.ui.areas.cards import dates, due
from kb.ui.reflection.periods import half, with_items
from tests.ui.search.test_results import item


def test_periods_come_from_the_items_the_last_first() -> None:
    saved = ["2024-12-31T23:00:00+00:00", "2025-06-30T10:00:00+00:00", "2025-07-01T00:00:00+00:00"]
    names = [period.name for period in with_items(item(saved_at=at) for at in saved)]
    assert names == ["H2 2025", "H1 2025", "2025", "H2 2024", "2024"]
    assert with_items([]) == []


def test_halves_meet_without_gap_or_overlap() -> None:
    first, second = half(2024, 1), half(2024, 2)
    assert (first.since, second.until) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (second.since - first.until).days == 1


def area(review_on: str | None) -> Area:
    return Area(1, "A", Stance.IGNORED, "", "", "2025-04-06", review_on, ())


@pytest.mark.parametrize(
    ("review_on", "expected"), [("2025-11-22", True), ("2025-11-23", False), (None, False)]
)
def test_an_area_is_due_from_its_day_on(review_on: str | None, expected: bool) -> None:
    assert due(area(review_on), date(2025, 11, 22)) is expected


def test_dates_of_an_area_in_words() -> None:
    assert dates(area("2026-06-30")) == "Since 6 April 2025, look again on 30 June 2026"
    assert dates(area(None)) == "Since 6 April 2025"
