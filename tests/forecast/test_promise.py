"""The promise of filing by itself: an exact test that keeps its word however often it is looked at."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.stats import beta

from kb.catalogue import RUSSIAN, speaking
from kb.forecast.promise import IN_A_ROW, THRESHOLDS, Outcomes, against, fallen, promise
from kb.types.forks import Forks

RUNS, LENGTH = 200, 250


def outcomes(n: int, wrong: int) -> NDArray[np.bool_]:
    """So many outcomes with errors spread evenly among them."""
    found = np.zeros(n, dtype=bool)
    found[np.linspace(0, n, wrong, endpoint=False).astype(int)] = True
    return found


@pytest.mark.parametrize(("n", "k", "allowed"), [(0, 0, 0.1), (50, 0, 0.1), (200, 9, 0.1), (60, 20, 0.05)])
def test_evidence_is_the_mixture_of_likelihood_ratios(n: int, k: int, allowed: float) -> None:
    prior = beta(0.5, 0.5)

    def ratio(q: float) -> float:
        return float((q / allowed) ** k * ((1 - q) / (1 - allowed)) ** (n - k) * prior.pdf(q))

    expected = quad(ratio, 0, allowed, limit=200)[0] / prior.cdf(allowed)
    assert float(against(n, k, allowed)) == pytest.approx(expected, rel=1e-4)


def test_evidence_of_extreme_counts_is_a_number() -> None:
    found = against([10_000, 10_000, 10_000], [0, 10_000, 1_000], 0.01)
    assert np.isfinite(found).all()
    assert found[0] > 1e40 and found[1] < 1e-9 and found[2] < 1e-9


def test_a_false_promise_is_ever_made_in_at_most_one_run_of_twenty() -> None:
    """The share of errors is just what is not allowed, at each threshold alike: the hardest case.
    Every outcome is followed by a look."""
    random = np.random.default_rng(5)
    wrong = random.random((RUNS, LENGTH)) < 0.2
    sure = np.array([random.random((RUNS, LENGTH)) < 0.9**place for place in range(len(THRESHOLDS), 0, -1)])
    # Nested as thresholds are: what lies above a strict one lies above the laxer ones.
    sure = np.logical_or.accumulate(sure, axis=0)
    checked, errors = sure.cumsum(axis=2), (sure & wrong).cumsum(axis=2)
    broken = fallen(checked, errors, 0.2).any(axis=(0, 2))
    assert broken.mean() <= 0.05


def test_a_good_record_is_promised_and_the_laxest_good_threshold_is_found() -> None:
    """Forecasts of 0.75 and more err in one of fifty, those between 0.7 and 0.75 in three of ten."""
    probabilities = np.concatenate([np.full(200, 0.92), np.full(100, 0.77), np.full(200, 0.72)])
    wrong = np.concatenate([outcomes(200, 4), outcomes(100, 2), outcomes(200, 60)])
    mixed = np.random.default_rng(2).permutation(500)
    found = promise(probabilities[mixed], wrong[mixed])
    assert found.thresholds == (0.9, 0.75)
    assert found.from_threshold(0.7) == 0.75
    assert found.from_threshold(0.82) == 0.9
    assert found.from_threshold(0.95) is None
    assert not found.why_none


def test_the_surest_do_not_answer_for_the_weaker() -> None:
    """With the surest ones the weaker are wrong in 4 of 100; by themselves in one of five."""
    probabilities = np.concatenate([np.full(400, 0.97), np.full(80, 0.77)])
    wrong = np.concatenate([outcomes(400, 4), outcomes(80, 16)])
    mixed = np.random.default_rng(3).permutation(480)
    found = promise(probabilities[mixed], wrong[mixed])
    assert against(480, 20, 0.1) > 1000
    assert found.thresholds == (0.95,)


@pytest.mark.parametrize(
    ("probabilities", "wrong", "said"),
    [
        ([], [], "No forecast was as sure as 70\u00a0%"),
        ([0.3] * 200, [False] * 200, "No forecast was as sure as"),
        ([0.99], [False], "Only 1 outcome is known"),
        ([0.99] * 39, [False] * 39, "Only 39 outcomes are known"),
        ([0.99] * 200, [True, False] * 100, "Of 200 forecasts of 95\u00a0% or more 100 were wrong"),
    ],
)
def test_without_evidence_nothing_is_promised_and_the_reason_is_said(
    probabilities: list[float], wrong: list[bool], said: str
) -> None:
    found = promise(probabilities, wrong)
    assert found.thresholds == ()
    assert said in found.why_none


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (1, "Известен исход только 1 уверенного прогноза; пока их меньше 40, ничего не гарантируется."),
        (2, "Известны исходы только 2 уверенных прогнозов; пока их меньше 40, ничего не гарантируется."),
        (5, "Известны исходы только 5 уверенных прогнозов; пока их меньше 40, ничего не гарантируется."),
    ],
)
def test_why_nothing_is_promised_in_russian(known: int, said: str) -> None:
    with speaking(RUSSIAN):
        assert promise([0.99] * known, [False] * known).why_none == said


def test_a_change_of_taste_withdraws_the_promise() -> None:
    before = outcomes(600, 6)
    assert promise(np.full(600, 0.99), before).thresholds
    after = np.concatenate([before, outcomes(40, 12)])
    found = promise(np.full(640, 0.99), after)
    assert found.thresholds == ()
    assert "taken back" in found.why_none
    # Nor does it last while the person decides otherwise than foretold where nothing was sure.
    unsure = np.concatenate([np.full(600, 0.99), np.full(20, 0.6)])
    assert promise(unsure, np.concatenate([before, outcomes(20, 8)])).thresholds
    assert not promise(unsure, np.concatenate([before, outcomes(20, 15)])).thresholds


def test_an_error_found_pauses_filing_until_the_next_few_were_right() -> None:
    known, error = np.zeros(200, dtype=bool), np.array([True])
    at_both = np.where(np.arange(200) % 2, 0.97, 0.87)
    found = promise(np.append(at_both, 0.87), np.append(known, error))
    # Only what lies above both is known to be as it was.
    assert found.thresholds == (0.95, 0.85) and found.from_threshold(0.7) == 0.95 and not found.pauses(0.7)
    for later in range(IN_A_ROW + 1):
        given = np.concatenate([at_both, np.full(1 + later, 0.97)])
        found = promise(given, np.concatenate([known, error, np.zeros(later, dtype=bool)]))
        assert found.thresholds and found.pauses(0.7) is (later < IN_A_ROW)
    assert "an error was found" in Forks(0.7, None, promise(given[:201], [*known, True]), 3, ()).says


@pytest.mark.parametrize("seed", range(5))
def test_outcomes_learnt_one_by_one_are_those_told_at_once(seed: int) -> None:
    random = np.random.default_rng(seed)
    given = np.where(random.random(150) < 0.2, 0, 1 - 0.5 * random.beta(1, 3, 150))
    wrong = random.random(150) < (1 - given) / 4
    known = Outcomes(2)
    for probability, error in zip(given, wrong, strict=True):
        known.learn(np.array([False, True]), np.full(2, probability), np.full(2, error))
        known.learn(np.array([True, False]), np.full(2, 0.9), np.full(2, seed == 0))
    found = promise(given, wrong, 0.2)
    [_, laxest] = known.laxest(np.arange(2), 0.2, 0.7)
    assert laxest == (found.from_threshold(0.7) or np.inf)
    assert known.wrong[:, 1].tolist() == [one.wrong for one in found.tested]


def test_scores_alone_promise_nothing() -> None:
    """Forecasts that call themselves certain and are wrong in one of four."""
    assert promise(np.full(400, 0.999), outcomes(400, 100)).thresholds == ()


@pytest.mark.parametrize("allowed", [0.0, 1.0, 1.5])
def test_an_impossible_share_is_refused(allowed: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        promise([0.9], [False], allowed)


def test_outcomes_must_match() -> None:
    with pytest.raises(ValueError, match="2 probabilities, but 1 outcomes"):
        promise([0.9, 0.8], [False])
