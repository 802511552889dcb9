"""Scores of forecasts, against what they are by hand and by scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from kb.forecast import measures
from kb.forecast.rates import Counts
from kb.forecast.replay import scores


def forecasts(seed: int, n: int, outcomes: int) -> tuple[Counts, measures.Outcomes]:
    """Forecasts that are exactly right: what comes is drawn from them."""
    rng = np.random.default_rng(seed)
    given = rng.dirichlet(np.ones(outcomes), n)
    came = (rng.random((n, 1)) > given.cumsum(axis=1)).sum(axis=1)
    return given, came.clip(max=outcomes - 1)


@pytest.mark.parametrize("outcomes", [2, 4])
def test_scores_are_those_of_scikit_learn(outcomes: int) -> None:
    given, came = forecasts(1, 500, outcomes)
    made = scores(given, came)
    assert made.log_loss == pytest.approx(log_loss(came, given))
    if outcomes == 2:
        assert made.auc == pytest.approx(roc_auc_score(came, given[:, 1]))
        assert made.brier == pytest.approx(2 * brier_score_loss(came, given[:, 1]))
    else:
        assert made.auc == pytest.approx(roc_auc_score(came, given, multi_class="ovr"))


@given(st.lists(st.sampled_from([0.5, 0.6, 0.9]), min_size=1, max_size=400), st.integers(0, 9))
def test_equal_forecasts_are_never_parted(confidence: list[float], seed: int) -> None:
    held = np.random.default_rng(seed).random(len(confidence)) < 0.7
    curve = measures.calibration(np.array(confidence), held)
    assert sum(one.decisions for one in curve) == len(confidence)
    assert len(curve) <= len(set(confidence))


def test_forecasts_that_are_right_look_as_wrong_as_chance_makes_them() -> None:
    found, expected = [], []
    for seed in range(40):
        given, came = forecasts(seed, 600, 2)
        curve = measures.calibration(given.max(axis=1), given.argmax(axis=1) == came)
        found.append(measures.calibration_error(curve))
        expected.append(measures.error_by_chance(curve))
    assert np.mean(found) == pytest.approx(np.mean(expected), rel=0.15)


def test_too_sure_forecasts_are_found_out() -> None:
    held = np.arange(1000) % 2 == 0
    curve = measures.calibration(np.full(1000, 0.9), held)
    assert [(one.decisions, one.held) for one in curve] == [(1000, 0.5)]
    assert measures.calibration_error(curve) == pytest.approx(0.4)


def test_of_equally_sure_forecasts_at_the_edge_each_counts_in_part() -> None:
    confidence, held = np.array([0.9, 0.6, 0.6, 0.6]), np.array([True, True, False, False])
    assert measures.accuracy_at(confidence, held, 0.25) == 1
    assert measures.accuracy_at(confidence, held, 0.5) == pytest.approx((1 + 1 / 3) / 2)
    assert measures.accuracy_at(confidence, held, 1) == 0.5


def test_where_one_outcome_came_there_is_no_order_and_a_certain_error_has_no_log_loss() -> None:
    certain = np.array([[1.0, 0.0], [1.0, 0.0]])
    assert measures.auc(certain, np.array([0, 0])) is None
    assert scores(certain, np.array([0, 1])).log_loss is None
    assert scores(certain, np.array([0, 1])).accuracy == 0.5


def test_an_interval_holds_the_mean_of_dependent_values_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(8)
    missed = 0
    for _ in range(100):
        steps = rng.normal(size=(400, 3)).sum(axis=1)  # neighbours share nothing
        values = np.convolve(steps, [0.5, 0.3, 0.2], mode="same")  # now they do
        low, high = measures.interval_of_mean(values)
        missed += not low <= 0 <= high
    assert missed <= 15
