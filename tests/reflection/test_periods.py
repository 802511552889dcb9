"""Periods of a review: those that hold items, how they are called, and the one before."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from kb.reflection.periods import Period, a_year_up_to, of_year, with_days


def test_periods_come_from_the_days_the_last_first() -> None:
    saved = ["2024-12-31", "2025-06-30", "2025-07-01"]
    names = [period.name for period in with_days(saved)]
    assert names == ["H2 2025", "H1 2025", "2025", "H2 2024", "2024"]
    assert with_days([]) == []


def test_halves_meet_without_gap_or_overlap_and_make_a_year() -> None:
    second, first, year = of_year(2024).values()
    assert second.since - first.until == timedelta(days=1)
    assert Period(first.since, second.until) == year


@pytest.mark.parametrize(
    ("since", "until", "name"),
    [
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-01-01", "2026-06-30", "H1 2026"),
        ("2025-07-01", "2025-12-31", "H2 2025"),
        ("2025-07-01", "2026-06-30", "2025-07-01 to 2026-06-30"),
    ],
)
def test_a_period_is_called_as_one_says_it(since: str, until: str, name: str) -> None:
    assert Period.of(since, until).name == name


def test_the_year_up_to_a_leap_day_begins_in_march() -> None:
    assert a_year_up_to("2024-02-29") == "2023-03-01"


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2025-07-01", "2026-06-30", ("2024-07-01", "2025-06-30")),
        ("2024-12-01", "2026-11-30", ("2022-12-01", "2024-11-30")),
        ("2024-12-01", "2025-12-01", ("2022-12-01", "2023-12-01")),
        ("2024-02-29", "2024-02-29", ("2023-02-28", "2023-02-28")),
        ("0001-01-01", "2026-11-30", ("0001-01-01", "0001-11-30")),
    ],
)
def test_what_a_period_is_compared_with_lies_before_it(since: str, until: str, before: Sequence[str]) -> None:
    told = Period.of(since, until).before
    assert (told.since.isoformat(), told.until.isoformat()) == before
