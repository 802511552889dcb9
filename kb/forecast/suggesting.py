"""A forecast of the zone, said only where it says more than would be said of anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kb.catalogue import _
from kb.forecast.case import Case
from kb.forecast.history import says_more
from kb.forecast.learner import Learner
from kb.forecast.reasons import because, stated
from kb.types import READING_ZONES, Stance, Suggestion
from kb.types.forecast import Because, TraitFamily

CERTAIN = 0.6
"""A top probability below this is a fork."""
CLEAR_MARGIN = 0.25
"""A lead over the second zone smaller than this is a fork."""
_EXPECTED = {
    Stance.TRACKED: (2.0, 2.0, 0.0, 0.0),
    Stance.IGNORED: (0.0, 0.0, 0.0, 4.0),
}
"""Filings of a stance's items into the zones that it counts for before there are any: what the person said of
an area is worth four decisions; their filings overrule it."""


def zone_learner(dimension: int) -> Learner:
    """A learner of the four reading zones, to which stances mean what they say."""
    learner = Learner(len(READING_ZONES), dimension)
    for stance, expected in _EXPECTED.items():
        learner.rates[TraitFamily.STANCE].expect(stance, np.array(expected))
    return learner


def suggestion(
    learner: Learner, case: Case, stances: Sequence[tuple[str, str]], written: Callable[[str], str]
) -> Suggestion | None:
    """The suggested zone of an item, whose areas have these names and stances, and which has a stem as
    `written` tells it; None where what is known of
    the item says no more than chance. Until it is proven that knowing an item helps, only a stance is told,
    as a fork."""
    forecast = learner.forecast(case)
    spoken = any(stance in _EXPECTED for stance in case.traits[TraitFamily.STANCE])
    if forecast.proven:
        probabilities = forecast.probabilities
    elif spoken:
        said = learner.rates[TraitFamily.STANCE].evidence(case.traits[TraitFamily.STANCE], forecast.base)
        probabilities = forecast.base * np.exp(said)
        probabilities /= probabilities.sum()
    else:
        return None
    second, top = (int(place) for place in np.argsort(probabilities, kind="stable")[-2:])
    if not says_more(probabilities[top], forecast.usual[top]):
        return None
    probability = float(probabilities[top])
    close = probability < CERTAIN or probability - float(probabilities[second]) < CLEAR_MARGIN
    reasons: tuple[Because, ...]
    if forecast.proven:
        became = [_("went to {zone}", zone=zone.label) for zone in READING_ZONES]
        reasons = because(learner, forecast, case, top, became, stances, written)
    else:
        reasons = tuple(filter(None, [stated(stances)]))
    return Suggestion(
        zone=READING_ZONES[top],
        probability=probability,
        fork=close or not forecast.proven,
        reason="; ".join(reason.says for reason in reasons) or _("many small things together"),
        because=reasons,
    )
