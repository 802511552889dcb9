"""What is told of an input beside the documents it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be saved, and why, in one line."""

    spec: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark(Failure):
    """What a person should know of an input although it was saved: it may be wrong."""

    @property
    def line(self) -> str:
        """What there is to know, and of what, said once."""
        return self.reason if self.spec in self.reason else f"{self.spec}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Skipped(Failure):
    """What an input holds and is left out on purpose, so that nothing is wrong: `reason` names the things,
    `messages of the service`, and `count` says how many there are."""

    count: int = 1


def summed(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """The same with those of one input and one reason counted together."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in skipped:
        counts[one.spec, one.reason] += one.count
    return tuple(Skipped(spec, reason, count) for (spec, reason), count in counts.items())
