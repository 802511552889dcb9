"""Whether filing by itself keeps its promise: `python -m bench promises`.

Histories of 2,000 decisions made up with a known share of errors at each probability, 200 of each kind with
random seeds; a part of what is filed is checked. A promise is broken in a history in which more of what was
filed by itself was wrong than was promised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table
from kb.forecast.audit import FiledThrough, filed_through
from kb.forecast.promise import ALLOWED

Floats = NDArray[np.float64]

_REPLAYS = 200
_DECISIONS = 2000
_SEED = 2026


def _calibrated(given: Floats, _time: Floats) -> Floats:
    return 1 - given


def _modest(given: Floats, _time: Floats) -> Floats:
    return (1 - given) / 2


def _boastful(given: Floats, _time: Floats) -> Floats:
    return np.minimum(3 * (1 - given), 0.5)


def _just_not_allowed(given: Floats, _time: Floats) -> Floats:
    return np.full(given.shape, ALLOWED + 0.005)


def _ignorant(given: Floats, _time: Floats) -> Floats:
    return np.full(given.shape, 0.45)


def _changing(at: float, wrong: float) -> Callable[[Floats, Floats], Floats]:
    return lambda given, time: np.where(time < at, (1 - given) / 2, wrong)


def _drifting(given: Floats, time: Floats) -> Floats:
    return np.minimum((1 - given) * (0.5 + 1.5 * time), 1)


_WORLDS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "calibrated": _calibrated,
    "half as often wrong as they say": _modest,
    "three times surer than right": _boastful,
    f"{ALLOWED + 0.005:.1%} wrong whatever they say": _just_not_allowed,
    "no better than chance": _ignorant,
    "errors grow fourfold over the history": _drifting,
    "six in ten wrong from the middle on": _changing(0.5, 0.6),
    "nine in ten wrong from the middle on": _changing(0.5, 0.9),
    "three in ten wrong from the middle on": _changing(0.5, 0.3),
    "six in ten wrong after seven tenths": _changing(0.7, 0.6),
    "six in ten wrong after three tenths": _changing(0.3, 0.6),
}


def measure(_corpus: Path, _folder: Path) -> Table:
    return Table(
        f"{_REPLAYS} histories of {_DECISIONS:,} decisions of each kind, {ALLOWED:.0%} errors promised",
        ("forecasts", "with a promise", "filed by itself", "spared", "of the filed wrong", "promise broken"),
        tuple(_row(name, errors, number) for number, (name, errors) in enumerate(_WORLDS.items())),
    )


def _row(name: str, errors: Callable[[Floats, Floats], Floats], number: int) -> tuple[str, ...]:
    random = np.random.default_rng([_SEED, number])
    given = 1 - 0.7 * random.beta(1, 2, (_REPLAYS, _DECISIONS))
    wrong = random.random(given.shape) < errors(given, np.linspace(0, 1, _DECISIONS))
    found = filed_through(given, wrong, draws=_REPLAYS, seed=number)
    promised, filed, *others = kept(found)
    return name, promised, filed, f"{sum(one.spared for one in found) / given.size:.1%}", *others


def kept(found: Sequence[FiledThrough]) -> tuple[str, str, str, str]:
    """Of some histories: how many had a promise, what share was filed by itself, what share of that wrongly,
    and how many of the promises were broken."""
    filed, broken = sum(one.filed for one in found), sum(one.broken for one in found)
    return (
        f"{sum(one.filed > 0 for one in found)}",
        f"{filed / sum(one.decisions for one in found):.1%}",
        f"{sum(one.wrong for one in found) / filed:.1%}" if filed else "none",
        f"{broken} ({broken / len(found):.1%})",
    )
