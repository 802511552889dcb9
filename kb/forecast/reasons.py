"""Why something is foretold, in a sentence a person understands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kb.forecast.case import Case
from kb.forecast.learner import Forecast, Learner
from kb.types.forecast import Because, Trait, TraitFamily
from kb.types.terms import Stance, language_name

_TOLD = 2
"""Parts of a reason: more are not read."""
_TELLING = 0.1
"""How far a part must move the odds of an outcome (in nats) to be told: below, it is one of many small
ones."""
_FEW = 3
"""Decisions about things with a trait, below which their share says nothing; by judgement."""
_THOSE = {
    TraitFamily.SOURCE: "from {}",
    TraitFamily.SITE: "from {}",
    TraitFamily.KIND: "{}s",
    TraitFamily.LANGUAGE: "in {}",
    TraitFamily.TAG: "tagged {}",
    TraitFamily.SUBJECT: "on {}",
    TraitFamily.FIELD: "in the field {}",
    TraitFamily.AUTHOR: "by {}",
    TraitFamily.TIME: "saved {}",
    TraitFamily.LENGTH: "of {} to read",
    TraitFamily.AREA: "of the area '{}'",
    TraitFamily.WORD: "with the word '{}'",
}


def because(
    learner: Learner,
    forecast: Forecast,
    case: Case,
    top: int,
    outcomes: Sequence[str],
    stances: Sequence[tuple[str, str]],
) -> tuple[Because, ...]:
    """What moved the forecast towards outcome `top` most, as parts of a sentence. `outcomes` are what became
    of things, in words ("went to put-and-forget"), `stances` names and stances of the item's areas."""
    rest = forecast.probabilities.copy()
    rest[top] = 0
    rest /= max(float(rest.sum()), 1e-12)
    # How far each witness moved the odds of the outcome against all others.
    moved = {family: float(said[top] - said @ rest) for family, said in forecast.witnesses.items()}
    parts: list[Because] = []
    for family in sorted(moved, key=lambda family: -moved[family]):
        if moved[family] < _TELLING or len(parts) == _TOLD:
            break
        said = _part(learner, case, family, top, outcomes[top], stances)
        # An area and its stance are one reason, and so are a field and the subject of its name.
        told = {part.trait.value for part in parts if part.trait}
        if said and not (said.trait and said.trait.value in told):
            parts.append(said)
    return tuple(parts)


def _part(
    learner: Learner,
    case: Case,
    family: TraitFamily,
    top: int,
    became: str,
    stances: Sequence[tuple[str, str]],
) -> Because | None:
    if family is TraitFamily.STANCE:
        return stated(stances)
    if family is TraitFamily.ALIKE:
        assert case.vector is not None
        alike = learner.neighbours.alike(case.vector)
        here, every = int(alike[top]), int(alike.sum())
        if here > every * learner.base[top]:
            return Because(f"{_of(here, every)} most alike {became}")
        return Because("unlike anything filed so far") if not every else None
    values = case.traits[family]
    said = learner.rates[family].apart(values, learner.base)
    if not len(said):
        return None
    best = values[int(np.argmax(said[:, top]))]
    counts = learner.rates[family].counts(best)
    if counts.sum() < _FEW or counts[top] <= counts.sum() * learner.base[top]:
        return None
    shown = language_name(best) if family is TraitFamily.LANGUAGE else best
    those = _THOSE[family].format(shown)
    return Because(f"{_of(int(counts[top]), int(counts.sum()))} {those} {became}", Trait(family, best))


def stated(stances: Sequence[tuple[str, str]]) -> Because | None:
    """That an area of the item is tracked or ignored, of several the surest."""
    for name, stance in stances:
        if stance != Stance.UNDECIDED:
            return Because(f"area '{name}' is {stance}", Trait(TraitFamily.AREA, name))
    return None


def _of(part: int, whole: int) -> str:
    return f"all {whole}" if part == whole else f"{part} of the {whole}"
