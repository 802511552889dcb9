"""Whole histories replayed with 200 random seeds: `python -m bench replays`.

Made up from the subjects of real papers: each seed draws 400 papers in an order, a taste for a dozen
subjects, which decisions are otherwise (one in five or twenty), and what is checked of what is filed by
itself. Two others are replayed as they are, and 200 seeds draw what is checked: the sample's year, and the
links of a public export of Pocket, archived or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.forecasting import cases_of, field_of
from bench.measures import interval
from bench.measuring import Table
from bench.promises import kept
from kb.forecast import measures
from kb.forecast.audit import filed_through
from kb.forecast.case import Case
from kb.forecast.history import Decision, Foretold, foretold
from kb.forecast.promise import ALLOWED
from kb.forecast.suggesting import zone_learner
from kb.library import Library
from kb.settings import Settings
from kb.types import READING_ZONES
from kb.types.forecast import Target

_SEEDS = 200
_EVERY = range(_SEEDS)
_DECISIONS = 400
_SUBJECTS = 12


def measure(corpus: Path, folder: Path) -> Table:
    """`corpus`: arXiv metadata, one record a line, with `exports/pocket_hammer` beside it."""
    cases = cases_of(corpus, folder / "papers")
    rows = [
        _row(
            f"{told}, one in {round(1 / noise)} otherwise",
            [_made(cases, seed, noise, until) for seed in _EVERY],
        )
        for told, until in (("taste by subject", 1.0), ("another taste from the middle on", 0.5))
        for noise in (0.2, 0.05)
    ]
    sample = Library(Settings(home=folder / "sample", network=False))
    sample.intake.load_sample()
    for target in Target:
        past, _ = sample.forecast.foretold(target)
        if past.decisions:
            rows.append(_row(f"the sample's year, {target}", [past]))
    sample.close()
    links = corpus.parent / "exports" / "pocket_hammer"
    if links.exists():
        pocket = Library(Settings(home=folder / "pocket", network=False))
        pocket.intake.add([str(links)])
        past, _ = pocket.forecast.foretold(Target.READ)
        rows.append(_row("links of Pocket, archived or not", [past]))
        pocket.close()
    return Table(
        f"Histories replayed with {_SEEDS} seeds, {ALLOWED:.0%} errors promised",
        (
            "history",
            "decisions",
            "log loss",
            "base rate",
            "base rate less ours, 95 %",
            "calibration error",
            "with a promise",
            "filed by itself",
            "of that wrong",
            "promise broken",
        ),
        tuple(rows),
    )


def _made(cases: Sequence[Case], seed: int, noise: float, until: float) -> Foretold:
    random = np.random.default_rng([2027, seed])
    drawn = [cases[place] for place in random.choice(len(cases), _DECISIONS, replace=False)]
    subjects = sorted({field_of(case) for case in cases})
    zones = len(READING_ZONES)
    fields = [field_of(case) for case in drawn]
    commonest = sorted(subjects, key=lambda one: -fields.count(one))[:_SUBJECTS]
    tastes = [{one: int(random.integers(zones)) for one in commonest} for _ in range(2)]
    decided = []
    for place, field in enumerate(fields):
        taste = tastes[place >= until * _DECISIONS]
        by_chance = random.random() < noise
        outcome = int(random.integers(zones)) if by_chance else taste.get(field, zones - 1)
        decided.append(Decision(place, f"{place:06}", outcome))
    return foretold(zone_learner(1), decided, dict(enumerate(drawn)))


def _row(name: str, pasts: Sequence[Foretold]) -> tuple[str, ...]:
    """Several histories of a kind, or one with several draws of what is checked."""
    sure, wrong = np.array([one.sure for one in pasts]), np.array([~one.right for one in pasts])
    found = filed_through(sure, wrong, draws=_SEEDS, seed=1)
    losses = [measures.log_losses(one.probabilities, one.outcomes) for one in pasts]
    base = [measures.log_losses(one.base, one.outcomes) for one in pasts]
    gains = [float((b - own).mean()) for b, own in zip(base, losses, strict=True)]
    if len(pasts) > 1:
        low, high = interval(gains)
    else:
        low, high = measures.interval_of_mean(base[0] - losses[0])
    errors = [measures.calibration_error(measures.calibration(one.confidence, one.right)) for one in pasts]
    return (
        name,
        f"{found[0].decisions:,}",
        f"{np.mean([one.mean() for one in losses]):.3f}",
        f"{np.mean([one.mean() for one in base]):.3f}",
        f"{low:+.3f} to {high:+.3f}, least {min(gains):+.4f}",
        f"{np.mean(errors):.3f}",
        *kept(found),
    )
