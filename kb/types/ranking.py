"""How well an order, best first, does."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from kb.catalogue import _, number, percent


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

    def first(self, of: int) -> int:
        """How many of so many items the first part is."""
        return ceil(self.part * of)

    def says(self, of: int) -> str:
        """The figure as a sentence about so many items."""
        share, low, high = (percent(part) for part in (self.share, self.low, self.high))
        return _(
            "The first {first} of {all} hold about {share} ({low} to {high}) of what you would pick, as"
            " measured on {picks} picks among {decisions} decisions of yours.",
            first=number(self.first(of)),
            all=number(of),
            share=share,
            low=low,
            high=high,
            picks=number(self.picks),
            decisions=number(self.decisions),
        )
