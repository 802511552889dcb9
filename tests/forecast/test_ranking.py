"""Best first: what is like picks comes first, and the figure told of it is measured."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from kb.forecast.ranking import FEWEST, Compared, at_most_of_rest, held, scores
from kb.vectors.linear import centred_rows

N = 600


def world(seed: int) -> tuple[Compared, np.ndarray]:
    """Items of six subjects, told weakly by vectors and by words; the first subject is what is wanted."""
    random = np.random.default_rng(seed)
    subject = random.integers(6, size=N)
    vectors = random.standard_normal((N, 24)) + 1.2 * random.standard_normal((6, 24))[subject]
    words = random.random((N, 60)) < np.where(np.arange(60) % 6 == subject[:, None], 0.25, 0.12)
    lengths = np.sqrt(words.sum(axis=1, keepdims=True).clip(1))
    items = Compared(centred_rows(vectors.astype(np.float32)), csr_matrix(words / lengths))
    return items, subject == 0


def first_tenth(found: np.ndarray, wanted: np.ndarray, decided: np.ndarray) -> float:
    rest = np.setdiff1d(np.arange(N), decided)
    first = rest[np.argsort(-found[rest])[: len(rest) // 10]]
    return float(wanted[first].sum() / wanted[rest].sum())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_views_together_put_more_picks_first_than_either(seed: int) -> None:
    items, wanted = world(seed)
    decided = np.random.default_rng(seed).choice(N, 50, replace=False)
    nothing = np.zeros_like(items.meaning)
    both = first_tenth(scores(items, decided, wanted[decided]), wanted, decided)
    words = first_tenth(scores(Compared(nothing, items.words), decided, wanted[decided]), wanted, decided)
    assert both > words > 0.1


def test_interests_that_lie_apart_are_both_found() -> None:
    random = np.random.default_rng(7)
    subject = random.integers(6, size=N)
    # Two interests on opposite sides of everything else: between them lies what nobody wants.
    centres = np.zeros((6, 24))
    centres[:2, 0] = 6, -6
    vectors = random.standard_normal((N, 24)) + centres[subject]
    wanted = subject < 2
    items = Compared(centred_rows(vectors.astype(np.float32)), csr_matrix((N, 1)))
    decided = random.choice(N, 50, replace=False)
    assert first_tenth(scores(items, decided, wanted[decided]), wanted, decided) > 0.25


def test_picks_alone_are_enough() -> None:
    items, wanted = world(4)
    decided = np.flatnonzero(wanted)[:20]
    assert first_tenth(scores(items, decided, wanted[decided]), wanted, decided) > 0.3


def test_without_a_pick_nothing_comes_first() -> None:
    items, _ = world(5)
    with pytest.raises(ValueError, match="without a pick"):
        scores(items, np.arange(5), np.zeros(5, dtype=bool))


def test_the_figure_holds_for_items_that_were_not_decided() -> None:
    items, wanted = world(6)
    random = np.random.default_rng(6)
    decided = random.choice(N, 300, replace=False)
    told = held(items, decided, wanted[decided])
    assert told and told.picks == wanted[decided].sum() and told.low <= 0.8 <= told.share + 0.01
    rest = np.setdiff1d(np.arange(N), decided)
    found = scores(items, decided, wanted[decided])[rest]
    first = rest[np.argsort(-found)[: told.first(len(rest))]]
    assert told.low - 0.1 <= wanted[first].sum() / wanted[rest].sum()
    assert f"The first {told.first(300)} of 300 hold about 8" in told.says(300)


def test_what_tells_nothing_is_told_to_need_nearly_all() -> None:
    random = np.random.default_rng(7)
    items, _ = world(7)
    picked = random.random(400) < 0.3
    told = held(items, np.arange(400), picked)
    assert told and told.part > 0.6


def test_too_few_picks_tell_nothing() -> None:
    items, wanted = world(8)
    decided = np.concatenate([np.flatnonzero(wanted)[: FEWEST - 1], np.flatnonzero(~wanted)[:40]])
    assert held(items, decided, wanted[decided]) is None


def test_a_sample_of_the_rest_proves_so_much() -> None:
    assert at_most_of_rest(0) == 1
    assert at_most_of_rest(10) == pytest.approx(0.2589, abs=1e-4)
    assert at_most_of_rest(59) == pytest.approx(0.05, abs=1e-3)
