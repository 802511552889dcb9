"""How long saved things wait until they are used, those counted too that were not used yet."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import NormalDist

from kb.types.reviews import LagPoint


def used_by(waits: Sequence[tuple[int, bool]], level: float = 0.95) -> tuple[LagPoint, ...]:
    """The curve of the share used, a point for each day on which something was. `waits` are days, and whether
    the item was used on the last of them or had not been used up to it.

    Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. Journal of the
    American Statistical Association 53, 457-481; variance by Greenwood (1926), the interval on the scale of
    log(-log S), which stays within 0 and 1 (Kalbfleisch, J. D. and Prentice, R. L. (1980). The Statistical
    Analysis of Failure Time Data, section 1.3. Wiley). Once all that were left are used it has no interval,
    and 0 to 1 is said."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    unused, greenwood, points = 1.0, 0.0, []
    for days in sorted({days for days, used in waits if used}):
        waiting = sum(wait >= days for wait, _ in waits)
        now = sum(used and wait == days for wait, used in waits)
        unused *= 1 - now / waiting
        if now == waiting:
            points.append(LagPoint(days, 1.0, 0.0, 1.0, waiting))
            break
        greenwood += now / (waiting * (waiting - now))
        half = z * sqrt(greenwood) / abs(log(unused))
        low, high = 1 - unused ** exp(-half), 1 - unused ** exp(half)
        points.append(LagPoint(days, 1 - unused, low, high, waiting))
    return tuple(points)


def day_by_which(points: Sequence[LagPoint], share: float) -> int | None:
    """The day by which a share was used; None where so many were not used yet."""
    return next((point.days for point in points if point.used >= share - 1e-12), None)
