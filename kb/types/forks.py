"""Filing by itself above a threshold: what is promised of it, and what it costs beside filing by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tested:
    """A threshold and the outcomes at or above it: how many were checked, how many of these were wrong, and
    whether the promise holds there."""

    threshold: float
    checked: int
    wrong: int
    promised: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """That at most the share `allowed` of what is filed by itself is wrong, as tested at each threshold,
    the strictest first. Where no threshold holds it, `why_none` says so in a sentence, and is empty else."""

    allowed: float
    tested: tuple[Tested, ...]
    why_none: str = ""

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Where the promise holds, the strictest first."""
        return tuple(one.threshold for one in self.tested if one.promised)

    def from_threshold(self, chosen: float) -> float | None:
        """The laxest threshold, not below the chosen one, where the promise holds; None where none does."""
        return min((one for one in self.thresholds if one >= chosen), default=None)


@dataclass(frozen=True, slots=True)
class Expected:
    """A value and its interval of 95 % or more."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way to file a week's items: minutes of the person's time, None while nobody knows how long a
    decision takes, and filings that the person would not leave as they are."""

    name: str
    minutes: Expected | None
    errors: Expected


@dataclass(frozen=True, slots=True)
class Trade:
    """What a threshold costs and saves in a week of so many items: the model alone, the person alone, the
    person at the forks. `sure` is the share of items at or above the threshold, `decisions` how many past
    ones this is told from, `seconds` what one takes, None until it was measured."""

    threshold: float
    decisions: int
    items: Expected
    seconds: Expected | None
    sure: Expected
    model: Way
    person: Way
    forks: Way

    @property
    def ways(self) -> tuple[Way, Way, Way]:
        """The three ways, in the order they are shown."""
        return self.model, self.person, self.forks
