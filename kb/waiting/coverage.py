"""What a survey covers of what waits: what it refers to, and what is like it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp

from kb.text.words import letters

_LONG_ENOUGH = 24
"""Letters of a title from which it means one work wherever it stands: five words or so. By judgement."""
_SLOPE, _EVEN = 0.7, 3.0
"""Log-odds a deviation is worth, fitted to five surveys with works they cover (docs/benchmarks.md), and
deviations above the library's median from which one is likelier covered than not, if one in five is to begin
with."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What is known of an item that waits: its title, and all canonical keys that lead to it."""

    title: str
    keys: Collection[str]


def referred(waiting: Mapping[int, Waits], keys: Collection[str], text: str) -> set[int]:
    """Which of the waiting items, by id, a survey refers to: by a key among the `keys` of its references, or
    by their title, written out in its `text` in whatever hyphenation."""
    written = letters(text)
    found = {of for of, one in waiting.items() if not set(keys).isdisjoint(one.keys)}
    for of, one in waiting.items():
        title = letters(one.title)
        if len(title) >= _LONG_ENOUGH and title in written:
            found.add(of)
    return found


def likely_covered(deviation: float) -> float:
    """How probably a survey covers something, by how like it is: in deviations above the median likeness of
    the library to the survey."""
    return 1 / (1 + exp(-_SLOPE * (deviation - _EVEN)))
