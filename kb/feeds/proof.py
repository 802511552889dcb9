"""What a random sample of what was left out says of the rest. Pure."""

from __future__ import annotations

from random import Random

DRAWN = 3
"""So many are drawn from what a batch left out: a glance, and a season of glances bounds the rest."""
LEVEL = 0.95
"""Confidence of the bound: the customary one."""


def draw(ids: list[int], random: Random) -> list[int]:
    """Up to three, each as likely as any other."""
    return random.sample(ids, min(DRAWN, len(ids)))


def upper_bound(missed: int, judged: int) -> float:
    """The share of what was left out (0 to 1) that is missed at most, with 95 % confidence, when so many of
    the judged ones were: the exact binomial bound. With nothing judged nothing is known: 1.

    Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case
    of the binomial. Biometrika 26, 404-413. Batches differ in what they leave out; the bound then holds for
    their average, since a sum of unequal chances spreads less than a binomial of the same mean (Hoeffding,
    W. (1956). Annals of Mathematical Statistics 27, 713-721).

    :raises ValueError: it is not so that 0 <= missed <= judged.
    """
    if not 0 <= missed <= judged:
        raise ValueError(f"{missed} of {judged} is not a share")
    if missed == judged:
        return 1.0
    from scipy.special import betaincinv

    return float(betaincinv(missed + 1, judged - missed, LEVEL))
