"""Which items take stock of a field: surveys and reviews, tutorials, benchmarks. Pure.

Each sign found in the title or in what an item says of itself adds its weight to one kind, and what a paper
says of a method of its own takes from all; the sum is a logarithm of odds.
"""

from __future__ import annotations

from math import exp

from kb.types.waiting import Survey, SurveyKind
from kb.waiting.cues import Cue, cues, not_meant

_PRIOR = -3.4
"""The logarithm of odds before anything is read: of a hundred papers some three are surveys of a kind."""
_HEAD = 2_500
"""Characters of a text that tell what it is: an abstract, or the beginning of a post."""
_MANY, _WEIGHT_OF_MANY = 100, 2.0
"""References from which a text probably takes stock, where other papers have some 30 to 60, and what that
adds: as much as a sign that others' works are sorted. By judgement."""


def look(title: str, text: str, references: int = 0) -> Survey:
    """What an item probably is, by its title, its abstract or beginning, and how many works it refers to (0
    where nobody knows)."""
    told, of_itself = _even(title), _even(text[:_HEAD])
    found = [cue for cue in cues() if cue.pattern.search(told if cue.in_title else of_itself)]
    return max((_survey(kind, found, references) for kind in SurveyKind), key=lambda one: one.probability)


def _survey(kind: SurveyKind, found: list[Cue], references: int) -> Survey:
    signs = [(cue.weight, cue.reason) for cue in found if cue.kind in (kind, None)]
    if kind is SurveyKind.SURVEY and references >= _MANY:
        signs.append((_WEIGHT_OF_MANY, f"refers to {references:,} works"))
    score = _PRIOR + sum(weight for weight, _ in signs)
    _, reason = max(signs, default=(0.0, ""))
    return Survey(kind, 1 / (1 + exp(-score)), reason)


def _even(text: str) -> str:
    return not_meant().sub(" ", " ".join(text.casefold().replace("ё", "е").split()))
