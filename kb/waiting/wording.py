"""How texts that take stock of a field are worded, beside the signs that somebody wrote down: weights of
stemmed words and pairs of words, learnt from labelled texts (`bench/wording.py`) and kept in `wording.tsv`.

Signs are sure and few; wording is weak and everywhere, so it also speaks where nobody foresaw the phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from kb.text.words import stems
from kb.types.waiting import SurveyKind
from kb.waiting.cues import meant

_FILE = Path(__file__).with_name("wording.tsv")
_HEAD = 1_500
"""Characters of a text that are read: an abstract. With 800 more is found wrongly in rounds left out."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term adds to the logarithm of odds of the kinds, in their order, and where the sums begin."""

    begin: tuple[float, ...]
    of: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Worded:
    """The logarithm of odds of each kind, and from how many known terms."""

    log_odds: Mapping[SurveyKind, float]
    terms: int


def terms(title: str, text: str) -> set[str]:
    """The terms of a title and of the beginning of a text."""
    return {*_terms("T:", title), *_terms("S:", text[:_HEAD])}


def worded(title: str, text: str) -> Worded:
    """What wording alone says of a title with a text."""
    weights = _weights()
    known = [row for term in terms(title, text) if (row := weights.of.get(term))]
    length = sqrt(len(known)) or 1.0
    odds = {
        kind: begin + sum(row[place] for row in known) / length
        for place, (kind, begin) in enumerate(zip(SurveyKind, weights.begin, strict=True))
    }
    return Worded(odds, len(known))


def _terms(where: str, text: str) -> Iterator[str]:
    words = stems(meant(text))
    yield from (where + word for word in words)
    yield from (f"{where}{first}_{second}" for first, second in pairwise(words))


@cache
def _weights() -> Weights:
    lines = _FILE.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    (_, *begin), *others = rows
    return Weights(tuple(map(float, begin)), {name: tuple(map(float, values)) for name, *values in others})
