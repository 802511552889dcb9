"""What filing costs and how often it errs, by the model, by the person, by both."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest

from kb.forecast.trade import AUDITED, Record, gaps, trade, weeks
from kb.types.forks import Expected

# 100 forecasts: 60 sure ones of which 3 were wrong, 40 unsure ones of which 20 were.
RECORD = Record(
    probabilities=[0.9] * 60 + [0.5] * 40,
    wrong=[True] * 3 + [False] * 57 + [True] * 20 + [False] * 20,
    seconds=[6.0] * 50 + [12.0] * 51,
    weeks=[40, 60, 50],
    changed=4,
    filed=100,
)


def test_the_formula() -> None:
    found = trade(RECORD, 0.9)
    asked = 0.4 + AUDITED * 0.6
    assert found.items.value == 50
    assert found.seconds and found.seconds.value == 12
    assert found.model.minutes == Expected(0, 0, 0)
    assert found.model.errors.value == pytest.approx(50 * 0.23)
    assert found.person.minutes and found.person.minutes.value == pytest.approx(50 * 12 / 60)
    assert found.person.errors.value == pytest.approx(50 * 0.04)
    assert found.forks.minutes and found.forks.minutes.value == pytest.approx(50 * 12 / 60 * asked)
    assert found.forks.errors.value == pytest.approx(50 * ((1 - AUDITED) * 0.03 + asked * 0.04))


def test_intervals_enclose_their_values_and_stay_above_zero() -> None:
    for threshold in (0.5, 0.9, 0.95):
        found = trade(RECORD, threshold)
        for one in (found.items, found.seconds, found.sure, *(way.errors for way in found.ways)):
            assert one and 0 <= one.low <= one.value <= one.high


def test_without_an_error_so_far_some_are_still_expected_at_the_most() -> None:
    found = trade(replace(RECORD, wrong=[False] * 100, changed=0), 0.9)
    assert found.forks.errors.value == 0
    assert found.forks.errors.high > 0


def test_above_every_forecast_the_person_decides_alone() -> None:
    found = trade(RECORD, 0.99)
    assert found.forks.minutes and found.person.minutes
    assert found.forks.minutes.value == found.person.minutes.value
    assert found.forks.errors.value == found.person.errors.value


def test_before_anything_is_known() -> None:
    found = trade(Record([], [], [], [], 0, 0), 0.9)
    assert found.decisions == 0 and found.seconds is None
    assert found.person.minutes is None and found.forks.minutes is None
    assert astuple(found.sure) == (0, 0, 1)


def test_seconds_are_measured_within_a_sitting() -> None:
    assert gaps([0, 4, 10, 4000, 4007]) == [4, 6, 7]
    assert gaps([0, 60, 1800]) == [60]
    assert gaps([5]) == [] and gaps([]) == []


def test_weeks_are_counted_back_from_the_last_decision() -> None:
    day = 86_400.0
    assert weeks([]) == [] and weeks([5 * day]) == [1]
    assert weeks([0, day, 2 * day]) == [3]
    assert weeks([0, 8 * day, 13 * day, 20 * day, 21 * day]) == [2, 2, 0]
    assert len(weeks([day * 7 * week for week in range(30)])) == 8


def test_the_intervals_keep_their_level() -> None:
    """Weeks drawn from a world whose errors are known: the expected errors at the forks lie within, in nearly
    all of 60 histories."""
    random, held = np.random.default_rng(3), 0
    for _ in range(60):
        sure = random.random(150) < 0.5
        wrong = random.random(150) < np.where(sure, 0.05, 0.4)
        record = replace(
            RECORD,
            probabilities=np.where(sure, 0.9, 0.5),
            wrong=wrong,
            weeks=random.poisson(30, 5).tolist(),
            changed=int(random.binomial(150, 0.03)),
            filed=150,
        )
        truth = 30 * ((1 - AUDITED) * 0.025 + (0.5 + AUDITED * 0.5) * 0.03)
        errors = trade(record, 0.9).forks.errors
        held += errors.low <= truth <= errors.high
    assert held >= 57


def test_outcomes_must_match() -> None:
    with pytest.raises(ValueError, match="100 probabilities, but 1 outcomes"):
        trade(replace(RECORD, wrong=[True]), 0.9)
