"""How well an order, best first, does."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Held:
    """What share of what the person would pick the first part of an order holds, as measured on `picks` picks
    among their own past decisions, with its 95 % interval; `part` is that first part, from 0 to 1."""

    part: float
    share: float
    low: float
    high: float
    picks: int
    decisions: int

    def first(self, number: int) -> int:
        """How many of so many items the first part is."""
        return ceil(self.part * number)

    def says(self, number: int) -> str:
        """The figure as a sentence about so many items."""
        return (
            f"The first {self.first(number):,} of {number:,} hold about {self.share:.0%} ({self.low:.0%} to"
            f" {self.high:.0%}) of what you would pick, as measured on {self.picks:,} picks among"
            f" {self.decisions:,} decisions of yours."
        )
