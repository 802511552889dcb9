"""Decisions in the order of time, and what they take."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kb.forecast.baselines import source_only, words_regression
from kb.forecast.case import Case
from kb.forecast.deciding import of_reading, of_use, of_zones
from kb.forecast.history import Decision, foretold, in_order, in_steps
from kb.forecast.learner import Learner
from kb.forecast.replay import RUNNING_BASE_RATE, replay
from kb.store.decisions import Filing, Reading
from kb.types import READING_ZONES
from kb.types.forecast import Target, TraitFamily


def test_what_was_saved_at_one_moment_in_a_sorted_list_is_shuffled() -> None:
    listed = [Decision(n, "2025-05-01T10:00:00+00:00", int(n < 50)) for n in range(100)]
    later = Decision(100, "2025-05-02T10:00:00+00:00", 0)
    ordered = in_order([later, *listed])
    assert ordered[-1] is later
    changes = sum(one.outcome != other.outcome for one, other in pairwise(ordered[:-1]))
    assert 30 < changes < 70
    assert ordered == in_order([later, *reversed(listed)])
    assert ordered != in_order([later, *listed], seed=1)


def test_what_was_read_and_what_was_left_stand_where_they_were_saved() -> None:
    made = of_reading(
        [
            Reading(1, "2025-05-01", "read"),
            Reading(2, "2025-05-01", "dropped"),
            Reading(3, "2025-05-02", "unread"),
            Reading(4, "2025-05-02", "reading"),
        ]
    )
    assert [(one.item_id, one.at, one.outcome, one.dated) for one in made] == [
        (1, "2025-05-01", 1, False),
        (2, "2025-05-01", 0, False),
        (3, "2025-05-02", 0, False),
    ]


def test_a_verdict_counts_before_a_trace() -> None:
    made = of_use(
        {1: ("none", "2025-07-01"), 2: ("direct", "2025-07-02")}, {1: "2025-06-01", 3: "2025-06-02"}
    )
    assert {one.item_id: (one.at, one.outcome) for one in made} == {
        1: ("2025-07-01", 0),
        2: ("2025-07-02", 1),
        3: ("2025-06-02", 1),
    }


def test_a_replay_says_how_much_better_than_simpler_ways_it_was() -> None:
    rng = np.random.default_rng(2)
    words = ("graph", "protein", "speech")
    cases, decided = {}, []
    for n in range(400):
        subject = int(rng.integers(3))
        traits = {TraitFamily.WORD: (words[subject], f"w{n}"), TraitFamily.SOURCE: ("here",)}
        cases[n] = Case(traits)
        decided.append(Decision(n, f"2025-01-01T{n:06}", int(subject == 0) if rng.random() < 0.9 else 1))
    made = replay(Target.READ, ("left", "read"), foretold(Learner(2, 1), decided, cases), cases)
    assert made.decisions == 400
    assert made.scores.log_loss is not None
    base = made.baselines[RUNNING_BASE_RATE]
    assert base.gain is not None and base.gain[1] > 0
    assert made.by_itself.kept is None or made.by_itself.kept <= made.by_itself.promised
    assert made.scores.ece <= 0.05
    assert made.intervals["log_loss"][0] <= made.scores.log_loss <= made.intervals["log_loss"][1]
    regression = made.baselines["TF-IDF with logistic regression"].scores
    assert regression.auc is not None and made.scores.auc is not None and regression.auc > 0.7
    assert made.baselines["always the commonest"].gain is None


def test_where_nothing_can_be_known_the_replay_says_why() -> None:
    rng = np.random.default_rng(3)
    cases = {n: Case({TraitFamily.WORD: (f"w{rng.integers(30)}",)}) for n in range(120)}
    decided = [Decision(n, f"{n:04}", int(rng.integers(2))) for n in range(120)]
    made = replay(Target.READ, ("left", "read"), foretold(Learner(2, 1), decided, cases), cases)
    assert made.proven == 0 and "nothing is suggested" in made.why
    gain = made.baselines[RUNNING_BASE_RATE].gain
    assert gain == (0, 0, 0)


def test_where_all_ended_alike_the_replay_says_that() -> None:
    cases = {n: Case({TraitFamily.WORD: (f"w{n % 7}",)}) for n in range(80)}
    decided = [Decision(n, f"{n:04}", 0) for n in range(80)]
    made = replay(Target.READ, ("left", "read"), foretold(Learner(2, 1), decided, cases), cases)
    assert made.why.startswith("All 80 decisions ended alike (left)")


def test_of_decisions_without_a_moment_of_their_own_nothing_is_promised() -> None:
    cases = {n: Case({TraitFamily.SOURCE: ("a" if n % 3 else "b",)}) for n in range(600)}
    for dated in (True, False):
        decided = [Decision(n, f"{n:04}", int(n % 3 == 0), dated) for n in range(600)]
        made = replay(Target.READ, ("left", "read"), foretold(Learner(2, 1), decided, cases), cases)
        assert made.proven > 0.9 and (made.by_itself.share > 0) is dated
        assert ("was saved" in made.why) is not dated


def test_of_what_was_filed_in_one_step_nothing_is_promised() -> None:
    """After the first of five hundred put away at once, the others seem easy to foretell."""
    put_away = READING_ZONES[-1]
    one_by_one = [Filing(n, f"2025-01-01T{n:06}", READING_ZONES[n % 4], n, n) for n in range(100)]
    at_once = [Filing(n, "2025-02-01", put_away, n, 100) for n in range(100, 600)]
    sources = {n: Case({TraitFamily.SOURCE: ("flood" if n >= 100 else "feed",)}) for n in range(600)}
    decided = in_order(of_zones([*one_by_one, *at_once]))
    assert [one.step for one in decided] == [None] * 100 + [100] * 500
    past = foretold(Learner(4, 1), decided, sources)
    assert not past.sure[100:].any()
    of_two_sources = [
        Filing(n, f"2025-02-{1 + n // 100:02}", READING_ZONES[3 * (n % 2)], n, 1 + n // 100)
        for n in range(600)
    ]
    cases = {n: Case({TraitFamily.SOURCE: ("flood" if n % 2 else "feed",)}) for n in range(600)}
    made = replay(
        Target.ZONE,
        READING_ZONES,
        foretold(Learner(4, 1), in_order(of_zones(of_two_sources)), cases),
        cases,
    )
    assert made.proven > 0.5 and made.by_itself.share == 0 and "many at once" in made.why


def test_what_was_filed_in_one_step_foretells_nothing_of_itself() -> None:
    """Neither here nor beside it: each of the step is foretold as the first of it is."""
    rng = np.random.default_rng(4)
    alone = [Filing(n, f"2025-01-01T{n:06}", READING_ZONES[rng.integers(4)], n, n) for n in range(100)]
    at_once = [Filing(n, "2025-02-01", READING_ZONES[-1], n, 100) for n in range(100, 200)]
    sources = {n: Case({TraitFamily.SOURCE: ("flood",), TraitFamily.WORD: ("same",)}) for n in range(200)}
    decided = in_order(of_zones([*alone, *at_once]))
    past = foretold(Learner(4, 1), decided, sources)
    others = (
        source_only(4, decided, sources),
        words_regression(4, decided, sources, past.base),
        past.probabilities,
        past.base,
    )
    for told in others:
        assert (told[100:] == told[100]).all()
    assert past.probabilities[99] != pytest.approx(past.probabilities[100], abs=1e-9)
    shuffled = in_order([replace(one, at="2025-02-01") for one in decided], seed=1)
    assert [shuffled[place].step for place in range(200)].count(100) == 100
    assert any(len(places) == 100 for places in in_steps(shuffled))


def test_no_step_of_many_costs_more_than_the_base_rate() -> None:
    """What five hundred decisions in a row had proved is the other way round for the next five hundred."""
    sources = {n: Case({TraitFamily.SOURCE: (f"source {n % 2}",)}) for n in range(1500)}
    before = [Decision(n, f"{n:05}", n % 2) for n in range(500)]
    at_once = [Decision(n, "1", (n + 1) % 2, step=1) for n in range(500, 1000)]
    after = [Decision(n, f"2{n:05}", n % 2) for n in range(1000, 1500)]
    past = foretold(Learner(2, 1), [*before, *at_once, *after], sources)
    gains = np.log(np.take_along_axis(past.probabilities / past.base, past.outcomes[:, None], axis=1))
    assert np.cumsum(gains).min() >= -0.2
    assert gains[:500].sum() > 100 and gains[1000:].sum() > 5
