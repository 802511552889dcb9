"""A history replayed: how well each decision would have been foretold from those before it, beside simpler
ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kb.catalogue import _, n_, noted
from kb.forecast import measures
from kb.forecast.audit import filed_through
from kb.forecast.baselines import commonest, source_only, words_regression
from kb.forecast.case import Case
from kb.forecast.deciding import outcome_label
from kb.forecast.history import Foretold
from kb.forecast.promise import ALLOWED, THRESHOLDS, promise
from kb.forecast.rates import Counts
from kb.types.forecast import Against, ByItself, Replay, Scores, Target

RUNNING_BASE_RATE = noted("running base rate")
"""The baseline to which no forecast is inferior."""


def replay(
    target: Target,
    outcomes: Sequence[str],
    past: Foretold,
    cases: Mapping[int, Case],
    seeds: int = 1,
    seconds: Sequence[float] = (),
) -> Replay:
    """The figures of a history of one decision at least; `seeds` is how many times the sample of filings that
    are checked is drawn, `seconds` what decisions took the person, as far as they were measured."""
    others = {
        noted("always the commonest"): commonest(past.base),
        RUNNING_BASE_RATE: past.base,
        noted("source only"): source_only(len(outcomes), past.decisions, cases),
        noted("TF-IDF with logistic regression"): words_regression(
            len(outcomes), past.decisions, cases, past.base
        ),
    }
    filed = _by_itself(past, seeds, seconds)
    curve = measures.calibration(past.confidence, past.right)
    return Replay(
        target=target,
        outcomes=tuple(outcomes),
        counts=tuple(np.bincount(past.outcomes, minlength=len(outcomes)).tolist()),
        dated=sum(one.dated for one in past.decisions),
        scores=scores(past.probabilities, past.outcomes),
        intervals=_intervals(past),
        ece_by_chance=measures.error_by_chance(curve),
        curve=tuple(curve),
        baselines={name: _against(past, other) for name, other in others.items()},
        proven=float(past.proven.mean()),
        by_itself=filed,
        why=_why(outcomes, past, filed),
    )


def _by_itself(past: Foretold, seeds: int, seconds: Sequence[float]) -> ByItself:
    n = len(past.outcomes)
    # Where nothing is sure nothing is filed, whatever is drawn.
    drawn = seeds if (past.sure >= THRESHOLDS[-1]).any() else 1
    runs = filed_through(past.sure, ~past.right, draws=drawn)
    filed, wrong = (sum(parts) for parts in zip(*((one.filed, one.wrong) for one in runs), strict=True))
    spared = sum(one.spared for one in runs) / len(runs)
    return ByItself(
        promised=ALLOWED,
        share=filed / (n * len(runs)),
        kept=wrong / filed if filed else None,
        broken=sum(one.broken for one in runs) / len(runs),
        minutes=spared * float(np.median(seconds)) / 60 if len(seconds) else None,
        errors=wrong / len(runs),
    )


def _why(outcomes: Sequence[str], past: Foretold, filed: ByItself) -> str:
    """Why nothing would have been filed by itself; empty where something would."""
    if filed.kept is not None:
        return ""
    came = np.unique(past.outcomes)
    if len(came) == 1:
        return n_(
            "All {count} decision ended alike ({outcome}): nothing in them tells what would end otherwise, so"
            " nothing is suggested.",
            "All {count} decisions ended alike ({outcome}): nothing in them tells what would end otherwise,"
            " so nothing is suggested.",
            len(past.outcomes),
            outcome=outcome_label(outcomes[came[0]]),
        )
    if not past.proven.any():
        return n_(
            "In {count} decision nothing that is known of items foretold what was decided better than how"
            " often each is decided, so nothing is suggested.",
            "In {count} decisions nothing that is known of items foretold what was decided better than how"
            " often each is decided, so nothing is suggested.",
            len(past.outcomes),
        )
    if not any(one.dated for one in past.decisions):
        return _(
            "Each stands where it was saved, when what became of those before was not all known: what comes"
            " in stretches looks surer here than it was, so nothing is promised."
        )
    if not any(one.alone for one in past.decisions):
        return _(
            "All were decided in steps of many at once: none of these was known before the others, so nothing"
            " is promised."
        )
    return promise(past.sure, ~past.right).why_none or _("The promise held too late to file anything.")


def scores(probabilities: Counts, outcomes: measures.Outcomes) -> Scores:
    """The scores of forecasts (n, k) of what came (n,), of one decision at least."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == outcomes
    certain = probabilities[np.arange(len(outcomes)), outcomes].min() <= 0
    return Scores(
        log_loss=None if certain else float(measures.log_losses(probabilities, outcomes).mean()),
        brier=float(measures.briers(probabilities, outcomes).mean()),
        ece=measures.calibration_error(measures.calibration(confidence, right)),
        auc=measures.auc(probabilities, outcomes),
        accuracy=float(right.mean()),
        at_half=measures.accuracy_at(confidence, right, 0.5),
        at_most=measures.accuracy_at(confidence, right, 0.8),
    )


def _against(past: Foretold, other: Counts) -> Against:
    told = scores(other, past.outcomes)
    if told.log_loss is None:
        return Against(told, None)
    gains = measures.log_losses(other, past.outcomes) - measures.log_losses(past.probabilities, past.outcomes)
    return Against(told, (float(gains.mean()), *measures.interval_of_mean(gains)))


def _intervals(past: Foretold) -> dict[str, tuple[float, float]]:
    given, came = past.probabilities, past.outcomes
    found = {
        "log_loss": measures.interval_of_mean(measures.log_losses(given, came)),
        "brier": measures.interval_of_mean(measures.briers(given, came)),
        "accuracy": measures.interval_of_mean(past.right.astype(float)),
        "auc": measures.interval_of(lambda rows: measures.auc(given[rows], came[rows]), len(came)),
    }
    return {name: ends for name, ends in found.items() if ends}
