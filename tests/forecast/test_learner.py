"""A forecast is worth no less than the running base rate whatever comes, and worth more where more can be
known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from kb.forecast.case import Case
from kb.forecast.learner import Forecast, Learner
from kb.forecast.measures import calibration, calibration_error
from kb.types.forecast import TraitFamily

Decisions = list[tuple[Case, int]]
ALLOWED = 0.2
"""Nats that a whole history may cost beyond the base rate: what the two wagers may lose."""


def about(subject: int, author: int = 0) -> Case:
    return Case({TraitFamily.SUBJECT: (f"subject {subject}",), TraitFamily.AUTHOR: (f"author {author}",)})


def noise(rng: np.random.Generator, n: int) -> Decisions:
    return [(about(int(rng.integers(6)), int(rng.integers(40))), int(rng.integers(4))) for _ in range(n)]


def tastes(rng: np.random.Generator, n: int, changes: bool = False) -> Decisions:
    """Each subject goes its own way four times in five; in the middle all may go another."""
    subjects = rng.integers(8, size=n)
    ways = [(subject + (2 if changes and at > n // 2 else 0)) % 4 for at, subject in enumerate(subjects)]
    return [
        (about(int(subject)), int(way) if rng.random() < 0.8 else int(rng.integers(4)))
        for subject, way in zip(subjects, ways, strict=True)
    ]


def one_class(_: np.random.Generator, n: int) -> Decisions:
    return [(about(at % 3), 2) for at in range(n)]


def runs(rng: np.random.Generator, n: int) -> Decisions:
    """What is decided goes in stretches that end without a sign."""
    return [(about(int(rng.integers(3))), (at // 100) % 2) for at in range(n)]


def misleading(rng: np.random.Generator, n: int) -> Decisions:
    """What holds for 100 decisions is the other way round for the next 100."""
    return [(about(s), (s + at // 100) % 2) for at in range(n) for s in [int(rng.integers(2))]]


def foretold(decisions: Decisions) -> Iterator[tuple[Forecast, int]]:
    learner = Learner(4, 1)
    for case, outcome in decisions:
        yield learner.learn(case, outcome), outcome


@pytest.mark.parametrize("made", [noise, tastes, one_class, runs, misleading])
@pytest.mark.parametrize("n", [30, 600])
def test_no_history_makes_it_worse_than_the_running_base_rate(
    made: Callable[[np.random.Generator, int], Decisions], n: int
) -> None:
    rng = np.random.default_rng(n)
    gains = [np.log(f.probabilities[y] / f.base[y]) for f, y in foretold(made(rng, n))]
    assert min(np.cumsum(gains)) >= -ALLOWED
    if made in (tastes, runs) and n > 100:
        assert sum(gains) > 1


def test_on_noise_the_base_rate_itself_is_said() -> None:
    for forecast, _ in foretold(noise(np.random.default_rng(1), 500)):
        assert not forecast.proven
        assert forecast.probabilities is forecast.usual
    assert np.array_equal(forecast.probabilities, forecast.base)


@pytest.mark.parametrize("changes", [False, True])
def test_probabilities_hold_while_taste_stays_and_after_it_changed(changes: bool) -> None:
    made = list(foretold(tastes(np.random.default_rng(3), 1200, changes)))
    late = made[900:]
    said = np.array([forecast.probabilities.max() for forecast, _ in late])
    held = np.array([forecast.probabilities.argmax() == outcome for forecast, outcome in late])
    assert held.mean() > 0.7  # of the 0.85 that can be known
    assert abs(said.mean() - held.mean()) < 0.05
    assert all(forecast.proven for forecast, _ in late)


def test_what_a_short_history_taught_is_neither_doubted_nor_overrated() -> None:
    errors = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        subjects, authors = rng.integers(25, size=400), rng.integers(200, size=400)
        learner, found = Learner(4, 1), []
        for subject, author in zip(subjects.tolist(), authors.tolist(), strict=True):
            outcome = subject % 4 if rng.random() < 0.8 else int(rng.integers(4))
            said = learner.learn(about(subject, author), outcome).probabilities
            found.append((said.max(), said.argmax() == outcome))
        said_of_all, held = np.array(found).T
        errors.append(calibration_error(calibration(said_of_all, held.astype(bool))))
    assert np.mean(errors) < 0.043


def test_what_is_foretold_depends_on_the_past_alone() -> None:
    rng = np.random.default_rng(5)
    decisions = tastes(rng, 200)
    other = [*decisions[:150], *noise(rng, 50)]
    for (one, _), (same, _) in list(zip(foretold(decisions), foretold(other), strict=True))[:150]:
        assert np.array_equal(one.probabilities, same.probabilities)


@pytest.mark.parametrize("outcomes", [2, 4])
def test_vectors_alone_foretell_what_lies_in_their_direction(outcomes: int) -> None:
    rng = np.random.default_rng(6)
    learner = Learner(outcomes, 16)
    right = 0
    for at in range(400):
        outcome = int(rng.integers(outcomes))
        vector = rng.normal(0, 0.3, 16)
        vector[[outcome, 15]] += (1.0, 2.0)
        unit = (vector / np.linalg.norm(vector)).astype(np.float32)
        forecast = learner.learn(Case({}, unit), outcome)
        assert forecast.probabilities.sum() == pytest.approx(1)
        right += at >= 300 and int(forecast.probabilities.argmax()) == outcome
    assert right > 90
