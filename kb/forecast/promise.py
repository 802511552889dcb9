"""What may be promised of filing by itself: at most so many errors in a hundred, with 95 % confidence.

Never by the scores themselves: whether a forecast was right is known of decisions that the person took after
it was made, and of filings drawn at random for them to check. Learn then test (Angelopoulos, Bates, Candès,
Jordan and Lei 2021, "Learn then Test: calibrating predictive algorithms to achieve risk control",
arXiv:2110.01052): thresholds are fixed beforehand, and for each is tested the hypothesis that more than the
allowed share `e` of what lies at or above it is wrong. The promise holds where that is rejected.

One threshold. Of n outcomes k were wrong, a binomial count. The test is exact and may be looked at after each
outcome: a mixture of likelihood ratios over the shares q below e,

    E(n, k) = integral of (q / e)^k ((1 - q) / (1 - e))^(n - k) over q, weighted by Jeffreys' prior below e,

is a nonnegative supermartingale while the share is e or more, so it ever reaches 1 / alpha with a probability
of at most alpha (Ville 1939; Robbins 1970, "Statistical methods related to the law of the iterated
logarithm"; a betting test of Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by
betting", with the bets mixed). A binomial tail looked at every day would not keep its word.

Many thresholds. They are gone through from the strictest down, each with its part of the 5 % and with what
the one before it did not use up (the fallback procedure: Wiens 2003, "A fixed sequence Bonferroni procedure
for testing multiple endpoints"). So all promises ever shown are true together with 95 % confidence.

Many strengths. What lies at or above a threshold is a mixture, and tomorrow's is another: where a channel
falls silent, or an easy subject runs out, there are fewer of the surest forecasts and as many of the weaker
ones that these had made up for. So a threshold is promised only if what lies between it and the next stricter
one that is promised shows by itself, with 95 % confidence, that no more than the allowed share is wrong. The
promise then holds however the parts are mixed (control within groups, as in Vovk 2012, "Conditional validity
of inductive conformal predictors"), and what changes in time costs it only what changes within a part: past
and future are not exchangeable (Barber, Candès, Ramdas and Tibshirani 2023, "Conformal prediction beyond
exchangeability").

Taste drifts, and no test on the past knows the future. So the promise is taken back where the latest outcomes
alone speak against it, and where the person has surprised the forecasts of late, sure or not, more than
chance would. And filing by itself pauses at a threshold after each error that is found there, until the next
few outcomes were right (`kb.forecast.audit` says what that is worth). All three can only withdraw promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.catalogue import _, n_, number, percent
from kb.types.forks import Promise, Tested

THRESHOLDS: Final = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Probabilities from which on something may be filed by itself, fixed before anything is known. More of them
would cost confidence; below 0.7 a suggestion may be a fork."""
CONFIDENCE: Final = 0.95
ALLOWED: Final = 0.1
"""Share of errors allowed where the person has said nothing: ten in a hundred."""
FEWEST: Final = 40
"""Outcomes at a threshold below which nothing is promised, however many errors are allowed. To promise ten
errors in a hundred takes 55 outcomes if none is wrong, since six thresholds share the 5 %."""
_LATEST = (10, 20, 40)
"""Outcomes looked at for a change of taste: few tell a sharp one at once, many a slow one. By judgement."""
IN_A_ROW: Final = 5
"""Outcomes that must be right before filing by itself goes on after an error was found: three to seven did
alike in the made-up worlds of `python -m bench promises`, ten cost a tenth of what is filed more."""
_DOUBT = 0.05
"""Binomial tail below which the latest outcomes speak against a promise."""
_SURPRISED_OF = 20
_SURPRISE = 2.0
"""So many of the latest outcomes, sure or not, are compared with their forecasts; and standard deviations by
which more of them may be wrong: beyond lies one look of forty."""
_JEFFREYS = 0.5
"""Both parameters of Jeffreys' prior of a share, a beta distribution."""
_HIGHEST = 700.0
"""Logarithm of the largest e-value told: above it floating point ends."""

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]
Rows = NDArray[Any]
Places = NDArray[np.int64] | slice
_ALL = slice(None)
_THRESHOLDS = np.array(THRESHOLDS)[:, None]


def promise(probabilities: ArrayLike, wrong: ArrayLike, allowed: float = ALLOWED) -> Promise:
    """What may be promised from outcomes in the order they were learnt: the probability (n,) each forecast
    was made with before its outcome was known (0 where nothing was said), and whether it was wrong (n,).

    They are to be like what is filed: all decisions of a time, or a random part of them. Where those above
    the threshold in force are checked in part only, the error above laxer ones is rather overstated.

    :raises ValueError: the two do not match in number, or the allowed share is not between 0 and 1.
    """
    given, erred = np.asarray(probabilities, dtype=np.float64), np.asarray(wrong, dtype=np.bool_)
    if given.shape != erred.shape:
        raise ValueError(f"{len(given)} probabilities, but {len(erred)} outcomes")
    if not 0 < allowed < 1:
        raise ValueError("the allowed share of errors lies between 0 and 1")
    known = Outcomes.of(given, erred)
    fell, holds, calm = known.fallen(allowed), known.holds(allowed), known.calm
    tested = tuple(
        Tested(threshold, int(checked), int(errors), bool(held), bool(held and not quiet))
        for threshold, checked, errors, held, quiet in zip(
            THRESHOLDS, known.checked[:, 0], known.wrong[:, 0], holds[:, 0], calm[:, 0], strict=True
        )
    )
    return Promise(allowed, tested, _why_none(tested, bool(fell.any()), allowed))


class Outcomes:
    """What is known of forecasts, in some histories side by side (h,): at or above each threshold (m, h) how
    many outcomes were `checked` and how many of these were `wrong`, and the latest of them."""

    def __init__(self, histories: int) -> None:
        self.checked = np.zeros((len(THRESHOLDS), histories), dtype=np.int64)
        self.wrong = np.zeros_like(self.checked)
        self._latest = np.zeros((len(THRESHOLDS), histories, max(_LATEST)), dtype=np.bool_)
        # Of the latest forecasts, sure or not: the share of errors they said of themselves, and what came.
        self._said = np.zeros((histories, _SURPRISED_OF))
        self._came = np.zeros((histories, _SURPRISED_OF), dtype=np.bool_)

    @classmethod
    def of(cls, given: Floats, erred: Truth) -> Outcomes:
        """One history's (n,), in the order they were learnt."""
        made = cls(1)
        for place, threshold in enumerate(THRESHOLDS):
            above = erred[given >= threshold]
            made.checked[place], made.wrong[place] = len(above), above.sum()
            latest = above[-max(_LATEST) :]
            made._latest[place, 0, max(_LATEST) - len(latest) :] = latest
        said = given > 0
        right, came = given[said][-_SURPRISED_OF:], erred[said][-_SURPRISED_OF:]
        made._said[0, _SURPRISED_OF - len(right) :] = 1 - right
        made._came[0, _SURPRISED_OF - len(came) :] = came
        return made

    def learn(self, whose: Truth, given: Floats, erred: Truth) -> None:
        """Takes in an outcome of each history that `whose` (h,) names."""
        above = (given >= _THRESHOLDS) & whose
        self.checked += above
        self.wrong += above & erred
        self._latest[above] = _appended(self._latest[above], np.broadcast_to(erred, above.shape)[above])
        said = whose & (given > 0)
        self._said[said] = _appended(self._said[said], 1 - given[said])
        self._came[said] = _appended(self._came[said], erred[said])

    def fallen(self, allowed: float, whose: Places = _ALL) -> Truth:
        """At which thresholds (m, h) more errors than allowed were ruled out."""
        return fallen(self.checked[:, whose], self.wrong[:, whose], allowed)

    def holds(self, allowed: float, whose: Places = _ALL) -> Truth:
        """At which thresholds (m, h) the promise holds: there, and the latest outcomes do not speak against
        it."""
        from scipy.special import bdtrc

        # More errors in the latest outcomes than chance brings about where the allowed share is wrong.
        latest, checked = self._latest[:, whose], self.checked[:, whose]
        held = self.fallen(allowed, whose)
        for length in _LATEST:
            wrong = latest[..., -length:].sum(axis=-1)
            held &= bdtrc(wrong - 1, np.minimum(checked, length), allowed) > _DOUBT
        # More of the latest forecasts were wrong than they said of themselves and chance adds.
        said, came = self._said[whose], self._came[whose]
        spread = np.sqrt((said * (1 - said)).sum(axis=-1))
        surprised = came.sum(axis=-1) - said.sum(axis=-1) > _SURPRISE * spread
        return np.asarray(held & ~surprised)

    @property
    def calm(self) -> Truth:
        """At which thresholds (m, h) no error is among the latest few outcomes."""
        return np.asarray(~self._latest[..., -IN_A_ROW:].any(axis=-1))

    def laxest(self, whose: Places, allowed: float, chosen: float) -> Floats:
        """The laxest threshold, not below the chosen one, from which each history that `whose` names may be
        filed by itself; infinite where it may from none."""
        may = self.holds(allowed, whose) & self.calm[:, whose] & (chosen <= _THRESHOLDS)
        return np.asarray(np.where(may, _THRESHOLDS, np.inf).min(axis=0))


def _appended(latest: Rows, one: Rows) -> Rows:
    """Rows (r, l) without their first values, with another each (r,) behind."""
    return np.concatenate([latest[:, 1:], one[:, None]], axis=1)


def fallen(checked: ArrayLike, wrong: ArrayLike, allowed: float) -> Truth:
    """At which thresholds (m, ...) the hypothesis of more errors than allowed falls, from the counts of
    outcomes at or above each: in their order each has an equal part of what the confidence leaves, and what
    the one before it had if that fell. It also falls for what lies below the last at which it fell, taken by
    itself."""
    n, k = np.asarray(checked), np.asarray(wrong)
    evidence = np.where(n >= FEWEST, against(n, k, allowed), 0.0)
    left = 1 - CONFIDENCE
    falls = np.zeros(evidence.shape, dtype=np.bool_)
    inherited = np.zeros(evidence.shape[1:])
    proven, proven_wrong = np.zeros((2, *n.shape[1:]), dtype=np.int64)
    for place, value in enumerate(evidence):
        own = left / len(evidence) + inherited
        together = value * own >= 1
        inherited = np.where(together, own, 0.0)
        alone = against(n[place] - proven, k[place] - proven_wrong, allowed) * left >= 1
        falls[place] = together & alone
        proven = np.where(falls[place], n[place], proven)
        proven_wrong = np.where(falls[place], k[place], proven_wrong)
    return falls


def against(checked: ArrayLike, wrong: ArrayLike, allowed: float) -> Floats:
    """How strongly counts of outcomes speak against more errors than `allowed`: the e-value E(n, k), at least
    1 / alpha with a probability of at most alpha, ever, where there are more."""
    from scipy.special import betainc, betaln

    n, k = np.asarray(checked, dtype=np.float64), np.asarray(wrong, dtype=np.float64)
    wrongs, rights = k + _JEFFREYS, n - k + _JEFFREYS
    prior = betaln(_JEFFREYS, _JEFFREYS) + np.log(betainc(_JEFFREYS, _JEFFREYS, allowed))
    null = k * np.log(allowed) + (n - k) * np.log1p(-allowed)
    with np.errstate(divide="ignore"):
        below = np.log(betainc(wrongs, rights, allowed))
    return np.asarray(np.exp(np.minimum(betaln(wrongs, rights) + below - prior - null, _HIGHEST)))


def _why_none(tested: Sequence[Tested], held_once: bool, allowed: float) -> str:
    """Why no threshold holds the promise; empty where one does."""
    if any(one.promised for one in tested):
        return ""
    if held_once:
        return _("Of late you have decided otherwise than was foretold: the promise is taken back for now.")
    widest = tested[-1]
    if not widest.checked:
        return _("No forecast was as sure as {share} yet.", share=percent(widest.threshold))
    if widest.checked < FEWEST:
        return n_(
            "Only {count} outcome is known of sure forecasts; below {fewest} nothing is promised.",
            "Only {count} outcomes are known of sure forecasts; below {fewest} nothing is promised.",
            widest.checked,
            fewest=FEWEST,
        )
    best = min((one for one in tested if one.checked >= FEWEST), key=lambda one: one.wrong / one.checked)
    return n_(
        "Of {checked} forecasts of {share} or more {count} was wrong: that does not show at most {errors}"
        " errors in a hundred.",
        "Of {checked} forecasts of {share} or more {count} were wrong: that does not show at most {errors}"
        " errors in a hundred.",
        best.wrong,
        checked=number(best.checked),
        share=percent(best.threshold),
        errors=format(allowed * 100, ".3g"),
    )
