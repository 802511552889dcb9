"""Why something is foretold, in a sentence a person understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kb.catalogue import _, n_, noted, number, p_
from kb.forecast.case import Case
from kb.forecast.learner import Forecast, Learner
from kb.types.forecast import Because, Trait, TraitFamily
from kb.types.terms import Kind, Stance, language_name

_TOLD = 2
"""Parts of a reason: more are not read."""
_TELLING = 0.1
"""How far a part must move the odds of an outcome (in nats) to be told: below, it is one of many small
ones."""
_FEW = 3
"""Decisions about things with a trait, below which their share says nothing; by judgement."""
_ABOVE = 1.25
"""How many times the usual odds of an outcome those of things with a trait must be: that 71 of 559 ended as
every ninth does is no reason. By judgement."""
# What became of things with a trait: of so many (`all 5`, `4 of the 7`), what (`went to must-have`).
_TOLD_OF = {
    TraitFamily.SOURCE: noted("{share} from {value} {became}"),
    TraitFamily.SITE: noted("{share} from {value} {became}"),
    TraitFamily.KIND: noted("{share} {value} {became}"),
    TraitFamily.LANGUAGE: noted("{share} in {value} {became}"),
    TraitFamily.TAG: noted("{share} tagged {value} {became}"),
    TraitFamily.SUBJECT: noted("{share} on {value} {became}"),
    TraitFamily.FIELD: noted("{share} in the field {value} {became}"),
    TraitFamily.AUTHOR: noted("{share} by {value} {became}"),
    TraitFamily.TIME: noted("{share} saved {value} {became}"),
    TraitFamily.LENGTH: noted("{share} of {value} to read {became}"),
    TraitFamily.AREA: noted("{share} of the area '{value}' {became}"),
    TraitFamily.WORD: noted("{share} with the word '{value}' {became}"),
}


def because(
    learner: Learner,
    forecast: Forecast,
    case: Case,
    top: int,
    outcomes: Sequence[str],
    stances: Sequence[tuple[str, str]],
    written: Callable[[str], str],
) -> tuple[Because, ...]:
    """What moved the forecast towards outcome `top` most, as parts of a sentence. `outcomes` are what became
    of things, in words ("went to put-and-forget"), `stances` names and stances of the item's areas, `written`
    tells a stem as the item has it."""
    rest = forecast.probabilities.copy()
    rest[top] = 0
    rest /= max(float(rest.sum()), 1e-12)
    # How far each witness moved the odds of the outcome against all others.
    moved = {family: float(said[top] - said @ rest) for family, said in forecast.witnesses.items()}
    parts: list[Because] = []
    for family in sorted(moved, key=lambda family: -moved[family]):
        if moved[family] < _TELLING or len(parts) == _TOLD:
            break
        said = _part(learner, case, family, top, outcomes[top], stances, written)
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
    written: Callable[[str], str],
) -> Because | None:
    if family is TraitFamily.STANCE:
        return stated(stances)
    if family is TraitFamily.ALIKE:
        assert case.vector is not None
        alike = learner.neighbours.alike(case.vector)
        here, every = int(alike[top]), int(alike.sum())
        if is_telling(here, every, float(learner.base[top])):
            said_of = _("{share} most alike {became}", share=_of(here, every), became=became)
            return Because(said_of)
        return Because(_("unlike anything filed so far")) if not every else None
    values = case.traits[family]
    said = learner.rates[family].apart(values, learner.base)
    if not len(said):
        return None
    best = values[int(np.argmax(said[:, top]))]
    counts = learner.rates[family].counts(best)
    if counts.sum() < _FEW or not is_telling(counts[top], counts.sum(), float(learner.base[top])):
        return None
    share = _of(int(counts[top]), int(counts.sum()))
    value = written(best) if family is TraitFamily.WORD else _shown(family, best)
    return Because(_(_TOLD_OF[family], share=share, value=value, became=became), Trait(family, best), value)


def is_telling(ended_so: float, of: float, usual: float) -> bool:
    """Whether of some things clearly more ended so than the `usual` share does."""
    return ended_so * (1 - usual) > _ABOVE * usual * (of - ended_so)


def _shown(family: TraitFamily, value: str) -> str:
    """A value of a trait within a sentence."""
    if family is TraitFamily.KIND:
        return _things(value)
    if family is TraitFamily.LANGUAGE:
        return language_name(value)
    # These are told in words of ours, the others as they stand in the library.
    return _(value) if family in (TraitFamily.TIME, TraitFamily.LENGTH) else value


def _things(kind: str) -> str:
    return {
        Kind.PAPER: p_("things of a kind", "papers"),
        Kind.POST: p_("things of a kind", "posts"),
        Kind.ARTICLE: p_("things of a kind", "articles"),
        Kind.NOTE: p_("things of a kind", "notes"),
        Kind.CHAT: p_("things of a kind", "chats"),
        Kind.BOOK: p_("things of a kind", "books"),
        Kind.VIDEO: p_("things of a kind", "videos"),
        Kind.REPO: p_("things of a kind", "repos"),
    }[Kind(kind)]


def stated(stances: Sequence[tuple[str, str]]) -> Because | None:
    """That an area of the item is tracked or ignored, of several the surest."""
    for name, stance in stances:
        if stance != Stance.UNDECIDED:
            tracked = _("area '{name}' is tracked", name=name)
            ignored = _("area '{name}' is ignored", name=name)
            said = tracked if stance == Stance.TRACKED else ignored
            return Because(said, Trait(TraitFamily.AREA, name), name)
    return None


def named(trait: str) -> str:
    """A trait as it is written, `time:at night`, with its family and what is told in words of ours in the
    language of the moment."""
    family, _colon, value = trait.partition(":")
    ours = family in (TraitFamily.TIME, TraitFamily.LENGTH)
    return f"{_family(TraitFamily(family))}:{_(value) if ours else value}"


def _family(family: TraitFamily) -> str:
    return {
        TraitFamily.SOURCE: p_("what items have in common", "source"),
        TraitFamily.SITE: p_("what items have in common", "site"),
        TraitFamily.KIND: p_("what items have in common", "kind"),
        TraitFamily.LANGUAGE: p_("what items have in common", "language"),
        TraitFamily.TAG: p_("what items have in common", "tag"),
        TraitFamily.SUBJECT: p_("what items have in common", "subject"),
        TraitFamily.FIELD: p_("what items have in common", "field"),
        TraitFamily.AUTHOR: p_("what items have in common", "author"),
        TraitFamily.TIME: p_("what items have in common", "time"),
        TraitFamily.LENGTH: p_("what items have in common", "length"),
        TraitFamily.AREA: p_("what items have in common", "area"),
        TraitFamily.STANCE: p_("what items have in common", "stance"),
        TraitFamily.WORD: p_("what items have in common", "word"),
        TraitFamily.ALIKE: p_("what items have in common", "alike"),
    }[family]


def _of(part: int, whole: int) -> str:
    if part == whole:
        return n_("the one", "all {count}", whole)
    return _("{part} of the {whole}", part=number(part), whole=number(whole))
