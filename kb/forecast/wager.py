"""A forecast that is used only while the past proves it better than a reference, and can cost next to
nothing."""

from __future__ import annotations

import math

import numpy as np

from kb.forecast.rates import Counts

_EVIDENCE = math.log(100)
"""A challenger is used once it was 100 times as likely to tell what came: under the reference that happens,
ever, with a probability of at most 1 in 100 (Ville's inequality)."""
_WITHDRAWN = math.log(1000)
"""It is withdrawn when the reference has since been 1,000 times as likely."""
_ALLOWANCE = 0.1
"""What all uses together may ever cost against the reference, in nats over the whole history."""


class Wager:
    """Publishes the reference, exactly, until the challenger has proved itself; then a Bayesian mixture of
    the two, whose stake is so chosen that the published forecasts are never worse than the reference by more
    than the allowance in total, whatever comes."""

    def __init__(self) -> None:
        self.open = False
        self.gain = 0.0
        self._evidence = 0.0
        self._peak = 0.0
        self._odds = -math.inf

    def published(self, reference: Counts, challenger: Counts, together: int = 1) -> Counts:
        """The forecast to use, (k,), for one of so many decisions that are settled together: no more is
        staked on all of them than the allowance and what was gained."""
        if not self.open:
            return reference
        share = 1 / (1 + math.exp(-min(self._odds, 700.0)))
        share = min(share, -math.expm1(-max(0.0, _ALLOWANCE + self.gain) / together))
        return np.asarray((1 - share) * reference + share * challenger)

    def learn(self, reference: Counts, challenger: Counts, published: Counts, outcome: int) -> None:
        """Settles a decision of which `published` was said."""
        self.gain += float(np.log(published[outcome] / reference[outcome]))
        told = float(np.log(challenger[outcome] / reference[outcome]))
        self._evidence += told
        if not self.open:
            if self._evidence >= _EVIDENCE:
                self._start()
            return
        self._odds += told
        self._peak = max(self._peak, self._evidence)
        if self._peak - self._evidence >= _WITHDRAWN:
            self.open = False
            self._evidence = 0.0

    def _start(self) -> None:
        self.open = True
        self._peak = self._evidence
        # Above 0 even where rounding has eaten the allowance.
        stake = min(0.5, -math.expm1(-max(1e-9, _ALLOWANCE + self.gain)))
        self._odds = math.log(stake / (1 - stake))
