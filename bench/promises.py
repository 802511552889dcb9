"""Whether filing by itself keeps its promise: `python -m bench promises`.

Histories of 2,000 decisions made up with a known share of errors at each probability, 200 of each kind with
random seeds; a fifth of what is filed is checked. A promise is broken in a history in which more of what was
filed by itself was wrong than was promised.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table
from kb.forecast.audit import FiledThrough, filed_through
from kb.forecast.promise import ALLOWED

Floats = NDArray[np.float64]

_REPLAYS = 200
_DECISIONS = 2000


def _calibrated(given: Floats, _time: Floats) -> Floats:
    return 1 - given


def _boastful(given: Floats, _time: Floats) -> Floats:
    return np.minimum(3 * (1 - given), 0.5)


def _just_not_allowed(given: Floats, _time: Floats) -> Floats:
    return np.full(len(given), ALLOWED + 0.005)


def _ignorant(given: Floats, _time: Floats) -> Floats:
    return np.full(len(given), 0.45)


def _changing(given: Floats, time: Floats) -> Floats:
    return np.where(time < 0.5, (1 - given) / 2, 0.6)


def _drifting(given: Floats, time: Floats) -> Floats:
    return np.minimum((1 - given) * (0.5 + 1.5 * time), 1)


_WORLDS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "calibrated": _calibrated,
    "three times surer than right": _boastful,
    f"{ALLOWED + 0.005:.1%} wrong whatever it says": _just_not_allowed,
    "no better than chance": _ignorant,
    "taste changes half way": _changing,
    "errors grow fourfold": _drifting,
}


def measure(_corpus: Path, _folder: Path) -> Table:
    rows = []
    for name, errors in _WORLDS.items():
        found = [_replayed(errors, seed) for seed in range(_REPLAYS)]
        filed, wrong = sum(one.filed for one in found), sum(one.wrong for one in found)
        broken = sum(one.broken for one in found)
        rows.append(
            (
                name,
                f"{sum(one.filed > 0 for one in found)}",
                f"{filed / sum(one.decisions for one in found):.1%}",
                f"{wrong / filed:.1%}" if filed else "none",
                f"{broken} ({broken / _REPLAYS:.1%})",
            )
        )
    return Table(
        f"{_REPLAYS} histories of {_DECISIONS:,} decisions of each kind, {ALLOWED:.0%} errors promised",
        ("forecasts", "histories with a promise", "filed by itself", "of that wrong", "promise broken"),
        tuple(rows),
    )


def _replayed(errors: Callable[[Floats, Floats], Floats], seed: int) -> FiledThrough:
    random = np.random.default_rng(seed)
    given, time = 1 - 0.7 * random.beta(1, 2, _DECISIONS), np.linspace(0, 1, _DECISIONS)
    wrong = random.random(_DECISIONS) < errors(given, time)
    return filed_through(given, wrong, seed=seed)
