"""Why a promise of filing by itself is broken: `python -m bench channels`.

Posts of six Russian channels, every sixth in the order of time, are filed by what they are about. Each of 200
histories draws a taste for subjects and one channel, how many decisions are otherwise (2, 5 or 10 in a
hundred), and whether taste turns in the middle (one in three). So the chance that a filing is wrong is
known, beside whether it was. Then one cause at a time is taken away: the order of time, and what goes wrong
together.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table
from kb.forecast.audit import filings
from kb.forecast.case import Case
from kb.forecast.history import Decision, foretold
from kb.forecast.promise import ALLOWED, THRESHOLDS
from kb.forecast.suggesting import zone_learner
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import READING_ZONES, Document, Kind
from kb.types.forecast import Target
from kb.vectors.embed import embed_pending

_SEEDS = 200
_EVERY = 6
_FIRST = 3
"""Every sixth post from the fourth on: those from the first on were looked at while the test was mended."""
_NOISE = (0.02, 0.05, 0.1)
"""Shares of decisions drawn by chance, up to the errors that are promised."""
_TURNS = (1.0, 1.0, 0.5)
"""After which part of a history taste turns, one drawn for each; 1: never."""
_LEVELS = 20
"""Twentieths of sureness, as the errors of each are told in docs/benchmarks.md."""
_SEED = 5000
"""Any; others than those that were looked at while the test was mended."""

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]
Post = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Past:
    """Histories (h, n): how sure each forecast was, whether it was wrong, how likely that was."""

    sure: Floats
    wrong: Truth
    chance: Floats


def measure(corpus: Path, folder: Path) -> Table:
    """`corpus`: arXiv metadata; the posts lie beside it, in `telegram_ru`."""
    posts = _posts(corpus.parent / "telegram_ru" / "posts.jsonl.gz")
    cases = _cases(posts, folder / "home")
    histories = [_history(posts, cases, _SEED + seed) for seed in range(_SEEDS)]
    past = _Past(*(np.array([one[part] for one in histories]) for part in range(3)))
    random = np.random.default_rng(_SEED)
    return Table(
        f"{_SEEDS} histories of {len(posts)} posts filed by subject, {ALLOWED:.0%} errors promised",
        (
            "forecasts and errors",
            "with a promise",
            "filed by itself, of those",
            "of the filed wrong",
            "more wrong than promised",
            "chance of errors above the promise",
        ),
        (
            _row("as they came", past),
            _row("in a random order", _shuffled(past, random)),
            _row("in their order, errors drawn anew", _redrawn(past, random)),
        ),
    )


def _posts(path: Path) -> list[Post]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sorted(map(json.loads, lines), key=lambda post: str(post["date"]))[_FIRST::_EVERY]


def _cases(posts: Sequence[Post], home: Path) -> list[Case]:
    library = Library(Settings(home=home, network=False))
    ingest(
        library.store,
        [
            Document(
                f"post:{place:05}",
                Kind.POST,
                post["text"][:80].split("\n")[0],
                post["text"],
                source=post["channel"],
                saved_at=post["date"],
            )
            for place, post in enumerate(posts)
        ],
    )
    embed_pending(library.store, library.vectors.encoder, library.vectors.space.fingerprint)
    items = sorted(library.items.select(), key=lambda item: item.key)
    # What is known of items is told of those that were decided about.
    library.triage.move([item.key for item in items], READING_ZONES[-1])
    _, cases = library.forecast.foretold(Target.ZONE)
    library.close()
    return [cases[item.id] for item in items]


def _history(posts: Sequence[Post], cases: Sequence[Case], seed: int) -> tuple[Floats, Truth, Floats]:
    random, zones = np.random.default_rng(seed), len(READING_ZONES)
    noise, turn = random.choice(_NOISE), random.choice(_TURNS)
    taste = {one: int(random.integers(zones)) for one in sorted({post["category"] for post in posts})}
    channel, there = random.choice(sorted({post["channel"] for post in posts})), int(random.integers(zones))
    meant = [there if post["channel"] == channel else taste[post["category"]] for post in posts]
    meant = [(zone + (place >= turn * len(posts))) % zones for place, zone in enumerate(meant)]
    decided = [int(random.integers(zones)) if random.random() < noise else zone for zone in meant]
    dimension = len(cases[0].vector) if cases[0].vector is not None else 1
    past = foretold(
        zone_learner(dimension),
        [Decision(place, f"{place:06}", zone) for place, zone in enumerate(decided)],
        dict(enumerate(cases)),
    )
    as_meant = past.probabilities.argmax(axis=1) == np.array(meant)
    by_chance = noise / zones
    return past.sure, ~past.right, np.where(as_meant, noise - by_chance, 1 - by_chance)


def _shuffled(past: _Past, random: np.random.Generator) -> _Past:
    order = random.permuted(np.tile(np.arange(past.sure.shape[1]), (len(past.sure), 1)), axis=1)
    rows = np.arange(len(order))[:, None]
    return _Past(past.sure[rows, order], past.wrong[rows, order], past.chance[rows, order])


def _redrawn(past: _Past, random: np.random.Generator) -> _Past:
    """Each forecast as it came, wrong as often as those of its history that were as sure."""
    level = np.minimum((past.sure * _LEVELS).astype(np.int64), _LEVELS - 1)
    chance = np.zeros(past.sure.shape)
    for row, levels in enumerate(level):
        for one in np.unique(levels):
            chance[row, levels == one] = past.wrong[row, levels == one].mean()
    return _Past(past.sure, random.random(chance.shape) < chance, chance)


def _row(name: str, past: _Past) -> tuple[str, ...]:
    filed, _ = filings(past.sure, past.wrong, ALLOWED, THRESHOLDS[-1], _SEED)
    many, some = filed.sum(axis=1), filed.any(axis=1)
    wrong, chance = (filed & past.wrong).sum(axis=1), (filed * past.chance).sum(axis=1)
    return (
        name,
        f"{some.sum()}",
        f"{many[some].mean():.0f}" if some.any() else "none",
        f"{wrong.sum() / many.sum():.1%}" if some.any() else "none",
        f"{(wrong > ALLOWED * many).mean():.1%}",
        f"{(chance > ALLOWED * many).mean():.1%}",
    )
