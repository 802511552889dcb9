"""Which number is the day: what the dates of a file tell together."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kb.text.dates import local_time
from kb.text.day_order import day_order

TODAY = "2026-11-29"


def days(count: int, step: int, start: date = date(2024, 1, 2)) -> list[date]:
    """Days of which none is above the twelfth."""
    every = (start + timedelta(days=step * n) for n in range(40 * count))
    return [day for day in every if day.day <= 12][:count]


def written(given: list[date], day_first: bool, sign: str = "/") -> list[str]:
    form = f"%d{sign}%m{sign}%Y" if day_first else f"%m{sign}%d{sign}%Y"
    return [day.strftime(form) for day in given]


@pytest.mark.parametrize("sign", ["/", "-"])
@pytest.mark.parametrize("day_first", [True, False])
@pytest.mark.parametrize("backwards", [True, False])
@pytest.mark.parametrize(("count", "step"), [(7, 9), (30, 3), (400, 1)])
def test_rows_in_order_tell(sign: str, day_first: bool, backwards: bool, count: int, step: int) -> None:
    given = days(count, step)
    if backwards:
        given.reverse()
    found = day_order([written(given, day_first, sign)], "2099-01-01")
    assert (found.day_first, found.unsure) == (day_first, "")


@pytest.mark.parametrize("day_first", [True, False])
def test_a_few_rows_put_in_by_hand_do_not_hide_the_order(day_first: bool) -> None:
    given = days(200, 2)
    given[50], given[150] = given[150], given[50]
    assert day_order([written(given, day_first)], "2099-01-01").day_first is day_first


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["03/02/2024", "25/02/2024"], True),
        (["03/02/2024", "02/25/2024"], False),
        (["03-02-2024", "02-25-2024"], False),
        # One slip among others.
        (["03/02/2024", "25/02/2024", "26/02/2024", "02/27/2024"], True),
        # December lies ahead.
        (["11/12/2026"], False),
        (["12/11/2026"], True),
    ],
)
def test_days_that_cannot_be_tell(column: list[str], day_first: bool) -> None:
    assert day_order([column], TODAY).day_first is day_first


@pytest.mark.parametrize(
    ("text", "day_first"),
    [("3/2/2024, 2:30:00 PM", False), ("03/02/2024 14:30", None), ("3/2/2024 2:30 pm", None)],
)
def test_a_clock_of_twelve_hours_tells_where_nothing_else_does(text: str, day_first: bool | None) -> None:
    assert day_order([[text]], TODAY).day_first is day_first


def test_another_column_tells_too() -> None:
    assert day_order([["03/02/2024", ""], ["", "25/02/2024"]], TODAY).day_first is True


def test_where_nothing_tells_it_is_unsure_or_as_is_likely() -> None:
    assert day_order([["03/02/2024", "05/04/2023"]], TODAY).unsure == "03/02/2024"
    assert day_order([["03/02/2024", "05/04/2023"]], TODAY, likely=True).day_first is True
    assert day_order([["13/02/2024", "02/25/2024", "05/04/2023"]], TODAY).unsure == "05/04/2023"


@pytest.mark.parametrize(
    "column", [["05/05/2024", "6/06/2023"], ["03.02.2024"], ["2024-02-03"], ["x", ""], []]
)
def test_dates_that_mean_one_day_are_not_unsure(column: list[str]) -> None:
    assert day_order([column], TODAY).unsure == ""


def test_rows_in_no_order_are_unsure_and_seldom_mistaken() -> None:
    chance = random.Random(7)
    mistaken = 0
    for _ in range(300):
        given = days(60, 5)
        chance.shuffle(given)
        mistaken += day_order([written(given[:8], True)], "2099-01-01").day_first is False
    assert mistaken <= 1


def test_one_reading_holds_for_slashes_and_dashes_and_not_for_dots() -> None:
    assert local_time("03-09-2024", day_first=False) == "2024-03-09"
    assert local_time("03.09.2024", day_first=False) == "2024-09-03"
