"""Which items take stock of a field: surveys and reviews, tutorials, benchmarks. Pure.

Two witnesses are heard of each kind. Signs, found in the title or in what an item says of itself, add their
weights, and what a paper says of a method of its own takes from all. Wording is what its words say together.
Both are logarithms of odds, and so is what they weigh together.
"""

from __future__ import annotations

import re
from math import exp, prod

from kb.catalogue import _, n_, noted
from kb.types.waiting import Survey, SurveyKind
from kb.waiting import wording
from kb.waiting.cues import Cue, cues, meant

_PRIOR = -3.4
"""The logarithm of odds before anything is read: of a hundred papers some three are surveys of a kind."""
_HEAD = 2_500
"""Characters of a text that tell what it is: an abstract, or the beginning of a post."""
_MANY, _WEIGHT_OF_MANY = 100, 2.0
"""References from which a text probably takes stock, where other papers have some 30 to 60, and what that
adds: as much as a sign that others' works are sorted. By judgement."""
_SIGNS, _WORDING, _BEGIN = 0.42, 1.24, 1.8
_MOST = 8.0
"""What signs, at most so many to either side, and wording weigh together, and where the sum begins: a
logistic regression on three rounds of labelled texts, each read by signs that were written, and wording that
was learnt, without it."""
_SHORT = 40
"""Known terms below which wording may add to what signs say but not overrule it: an abstract has some 180 of
them, a note of two sentences 15. A title alone is left to its signs. Nor does it overrule them in Russian,
a quarter of the labelled texts: of fresh posts it had hidden half of what calls itself a guide."""
_RUSSIAN, _LATIN = re.compile("[а-я]"), re.compile("[a-z]")

_WORDED = {
    SurveyKind.SURVEY: noted("is worded as a survey is"),
    SurveyKind.TUTORIAL: noted("is worded as a tutorial is"),
    SurveyKind.BENCHMARK: noted("is worded as a benchmark is"),
}


def look(title: str, text: str, references: int = 0) -> Survey:
    """What an item probably is, by its title, its abstract or beginning, and how many works it refers to (0
    where nobody knows). The probability is of its being of any kind."""
    told, of_itself = meant(title), meant(text[:_HEAD])
    found = [cue for cue in cues() if cue.pattern.search(told if cue.in_title else of_itself)]
    worded = wording.worded(title, text) if text.strip() else None
    in_russian = len(_RUSSIAN.findall(of_itself)) > len(_LATIN.findall(of_itself))
    kinds = [_survey(kind, found, worded, references, in_russian) for kind in SurveyKind]
    best = max(kinds, key=lambda one: one.probability)
    return Survey(best.kind, 1 - prod(1 - one.probability for one in kinds), best.reason)


def _survey(
    kind: SurveyKind, found: list[Cue], worded: wording.Worded | None, references: int, in_russian: bool
) -> Survey:
    signs = [(cue.weight, _(cue.reason) if cue.reason else "") for cue in found if cue.kind in (kind, None)]
    if kind is SurveyKind.SURVEY and references >= _MANY:
        refers = n_("refers to {count} work", "refers to {count} works", references)
        signs.append((_WEIGHT_OF_MANY, refers))
    score = told = _PRIOR + sum(weight for weight, _ in signs)
    if worded is not None:
        score = _BEGIN + _SIGNS * max(-_MOST, min(_MOST, told)) + _WORDING * worded.log_odds[kind]
        if worded.terms < _SHORT or in_russian:
            score = max(score, told)
    reason = max(signs, default=(0.0, ""))[1]
    return Survey(kind, 1 / (1 + exp(-score)), reason or _(_WORDED[kind]))
