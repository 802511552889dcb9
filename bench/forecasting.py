"""How well decisions are foretold, and what foretelling costs: `python -m bench forecasting`.

Histories are made up from the subjects of real papers, so that what can be known of them is known: a person
likes some subjects and not others, and decides otherwise one time in five. The papers go without vectors.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table, milliseconds
from kb.forecast.case import Case, case_of
from kb.forecast.history import Decision, foretold
from kb.forecast.replay import RUNNING_BASE_RATE, replay
from kb.forecast.suggesting import suggestion, zone_learner
from kb.library import Library
from kb.settings import Settings
from kb.store import decisions
from kb.types import READING_ZONES
from kb.types.forecast import Target, TraitFamily

_MANY = 20_000
_ASKED = 100
_BEGINNING = 600
_NOISE = 0.2
_SUBJECTS = 12
"""Subjects a person has a taste for; all others they put and forget."""

Outcomes = NDArray[np.int64]


def measure(corpus: Path, folder: Path) -> Table:
    """`corpus`: arXiv metadata, one record a line."""
    cases = cases_of(corpus, folder)
    rows = [_row(name, cases, outcomes) for name, outcomes in _histories(cases)]
    learner = zone_learner(1)
    many = [cases[place % len(cases)] for place in range(_MANY)]
    started = time.perf_counter()
    foretold(learner, [_decision(n, n % 4) for n in range(_MANY)], dict(enumerate(many)))
    learning = 1000 * (time.perf_counter() - started) / _MANY
    asking, most = milliseconds([partial(suggestion, learner, case, (), str) for case in cases[:_ASKED]])
    return Table(
        "Decisions foretold from those before them",
        (
            "history",
            "decisions",
            "log loss",
            "base rate",
            "TF-IDF, regression",
            "calibration error",
            "AUC",
            "proven",
        ),
        tuple(rows),
        f"After {_MANY:,} decisions a suggestion takes {asking:.1f} ms (95 %: {most:.1f} ms), learning a"
        f" decision {learning:.1f} ms. Base rate and TF-IDF (with logistic regression) are log losses too.",
    )


def field_of(case: Case) -> str:
    """The main subject of a paper, empty where none is known."""
    return next(iter(case.traits[TraitFamily.FIELD]), "")


def cases_of(corpus: Path, folder: Path) -> list[Case]:
    """The papers of a corpus without vectors, in a random order that is ever the same."""
    library = Library(Settings(home=folder / "home", network=False))
    library.intake.add([str(corpus)])
    db, found = library.store.read(), library.items.select()
    ids = [item.id for item in found]
    stems, subjects = decisions.stems(db, ids, _BEGINNING), decisions.subjects(db, ids)
    cases = [
        case_of(item, stems.get(item.id, "").split(), subjects.get(item.id, ()), (), None) for item in found
    ]
    library.close()
    return [cases[place] for place in np.random.default_rng(0).permutation(len(cases))]


def _histories(cases: Sequence[Case]) -> Iterator[tuple[str, Outcomes]]:
    rng, n = np.random.default_rng(1), len(cases)
    fields = [field_of(case) for case in cases]
    commonest = sorted(set(fields), key=lambda field: -fields.count(field))[:_SUBJECTS]
    zones = len(READING_ZONES)

    def taste() -> Outcomes:
        likes = {field: int(rng.integers(zones)) for field in commonest}
        return np.array([likes.get(field, zones - 1) for field in fields], dtype=np.int64)

    by_chance = rng.integers(zones, size=n)
    noisy = rng.random(n) < _NOISE
    before, after = taste(), taste()
    changed = np.where(np.arange(n) < n // 2, before, after)
    yield "taste by subject, one in five otherwise", np.where(noisy, by_chance, before)
    yield "the same, another taste from the middle on", np.where(noisy, by_chance, changed)
    yield "the first 300 of them", np.where(noisy, by_chance, before)[:300]
    yield "the first 30", np.where(noisy, by_chance, before)[:30]
    yield "chance alone", by_chance
    yield "one zone for everything", np.full(n, zones - 1)


def _row(name: str, cases: Sequence[Case], outcomes: Outcomes) -> tuple[str, ...]:
    known = dict(enumerate(cases))
    past = foretold(zone_learner(1), [_decision(n, int(one)) for n, one in enumerate(outcomes)], known)
    made = replay(Target.ZONE, READING_ZONES, past, known)
    base = made.baselines[RUNNING_BASE_RATE].scores
    words = made.baselines["TF-IDF with logistic regression"].scores
    return (
        name,
        f"{made.decisions:,}",
        _number(made.scores.log_loss),
        _number(base.log_loss),
        _number(words.log_loss),
        _number(made.scores.ece),
        _number(made.scores.auc),
        f"{made.proven * 100:.0f} %",
    )


def _decision(number: int, outcome: int) -> Decision:
    return Decision(number, f"{number:06}", outcome)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
