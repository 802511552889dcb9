"""Candidates for a topic's name: the terms that set it apart from the others, scored."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.topics.glossary import idea_keys, is_part
from kb.topics.russian import nominative
from kb.topics.terms import Corpus
from kb.topics.words import Stems

_CANDIDATES = 40
"""Terms kept of a topic: more than its name and keywords draw from."""
_DISTINCTION = 1.7
"""See `name_topics`. This and the weights below are by judgement; how well the names point back to their
items is in docs/benchmarks.md."""
_FEWEST_TO_INSIST = 10
"""Topics of fewer items cannot ask that several use a term."""
_LEAST_SHARE = 0.03
"""A term that a smaller share of a topic's items use is no name of it, however telling."""
_IDEA_BONUS = 2.0
_PHRASE_BONUS = {1: 0.35, 2: 1.4}
_LONG_PHRASE_BONUS = 1.5
"""A term's score is multiplied by these: single everyday words name poorly, ideas of the field well."""
_NAME_BONUS = 2.5
"""For names of things (RLHF, ImageNet): makes up for being one word."""
_NESTED = 0.55
"""A term that stands inside a longer one in more than about half of its items is part of that."""
_MIXED_SHARE = 0.3
_FEWEST_MIXED = 3
"""A second language names a topic too from three in ten of its titles on, and never for one or two."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term of a topic as a name, its score, and which items use it."""

    stems: Stems
    form: str
    score: float
    items: frozenset[int]


class Level:
    """The topics of one level with their candidate names, the best first.

    `ranked` are those in the language most of a topic's titles are in (`languages`); `others` those in a
    `second` one, of topics that hold it in good share.
    """

    def __init__(self, corpus: Corpus, labels: NDArray[np.integer]) -> None:
        self.labels = labels
        self.count = int(labels.max(initial=-1)) + 1
        self.members = [np.flatnonzero(labels == topic).tolist() for topic in range(self.count)]
        self.sizes = [len(items) for items in self.members]
        languages_of = [_languages([corpus.readings[i].language for i in items]) for items in self.members]
        self.languages = [languages[0] for languages in languages_of]
        self.second = [languages[1] if len(languages) > 1 else None for languages in languages_of]
        self.overall = {
            language: Usage(corpus, range(len(corpus.readings)), language)
            for language in {language for languages in languages_of for language in languages}
        }
        self.ranked = [
            self._ranked(corpus, topic, languages[0]) for topic, languages in enumerate(languages_of)
        ]
        self.others = [
            self._ranked(corpus, topic, languages[1]) if len(languages) > 1 else []
            for topic, languages in enumerate(languages_of)
        ]

    def _ranked(self, corpus: Corpus, topic: int, language: str) -> list[Candidate]:
        items = [i for i in self.members[topic] if corpus.readings[i].language == language]
        return _candidates(_scores(Usage(corpus, items, language), self.overall[language]), corpus, items)


class Usage:
    """How much some items of one title language use each term: summed weights and number of items."""

    def __init__(self, corpus: Corpus, items: Iterable[int], language: str) -> None:
        self.weights: defaultdict[Stems, float] = defaultdict(float)
        self.users: Counter[Stems] = Counter()
        self.size = 0
        for i in items:
            reading = corpus.readings[i]
            if reading.language == language:
                self.size += 1
                for key, weight in reading.weights.items():
                    self.weights[key] += weight
                    self.users[key] += 1

    def share(self, key: Stems) -> float:
        """How much of these items is about a term, from 0 (none uses it) to 1 (each in title and body)."""
        return self.weights.get(key, 0.0) / self.size if self.size else 0.0


def _scores(own: Usage, overall: Usage) -> dict[Stems, float]:
    scores: dict[Stems, float] = {}
    others = overall.size - own.size
    for key, users in own.users.items():
        share = own.share(key)
        if users < min(_fewest_users(key, own.size), own.size) or share < _LEAST_SHARE:
            continue
        rest = (overall.weights[key] - own.weights[key] + 1) / (others + 1)
        surprise = math.log(share / min(rest, 1.0)) if others else 1.0
        if surprise > 0:
            scores[key] = share * surprise**_DISTINCTION * _bonus(key)
    return scores or {key: own.share(key) for key in own.weights}


def _fewest_users(key: Stems, size: int) -> int:
    """How many of a topic's items must use a term: an idea of the field is a surer guess than a phrase."""
    few = size < _FEWEST_TO_INSIST
    return (1 if few else 2) if key in idea_keys() else (2 if few else 3)


def _bonus(key: Stems) -> float:
    if key in idea_keys():
        return _IDEA_BONUS
    if is_part(key):
        return 1.0
    return _PHRASE_BONUS.get(len(key), _LONG_PHRASE_BONUS)


def _candidates(scores: dict[Stems, float], corpus: Corpus, items: Sequence[int]) -> list[Candidate]:
    """The best terms, each with its name as `items` write it; one that mostly occurs inside a longer one
    goes."""
    best = sorted(scores, key=lambda key: (-scores[key], key))[: _CANDIDATES * 2]
    users: dict[Stems, set[int]] = {key: set() for key in best}
    forms: dict[Stems, Counter[str]] = {key: Counter() for key in best}
    for i in items:
        reading = corpus.readings[i]
        for key in best:
            if key in reading.weights:
                users[key].add(i)
                forms[key][reading.forms[key]] += 1
    named = [
        Candidate(key, form, scores[key] * (_NAME_BONUS if _is_name(form) else 1.0), frozenset(users[key]))
        for key in best
        if (form := _form(key, forms[key], corpus))
    ]
    kept: list[Candidate] = []
    for candidate in sorted(named, key=lambda c: -c.score):
        key = candidate.stems
        inside_longer = (
            key not in idea_keys()
            and not is_part(key)
            and any(
                len(other) > len(key)
                and _contains(other, key)
                and len(users[other]) >= _NESTED * len(users[key])
                for other in best
            )
        )
        if not inside_longer and not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return kept[:_CANDIDATES]


def _form(key: Stems, forms: Counter[str], corpus: Corpus) -> str | None:
    """How a term is shown: ideas by their name, others in their commonest form that can be a name."""
    if key in idea_keys() or is_part(key):
        return forms.most_common(1)[0][0]
    upright: Counter[str] = Counter()
    for form, count in forms.items():
        base = nominative(form)
        if base is not None:
            upright[base] += count
    return corpus.spelled(upright.most_common(1)[0][0]) if upright else None


def _is_name(form: str) -> bool:
    """Whether a single word is more than an everyday one: RLHF, DeepConf, GPT-2."""
    return len(form.split()) == 1 and any(sign.isupper() for sign in form)


def _same(one: Candidate, other: Candidate) -> bool:
    if is_part(one.stems) or is_part(other.stems):
        return False
    return (
        _contains(one.stems, other.stems)
        or _contains(other.stems, one.stems)
        or set(one.stems) == set(other.stems)
        or _abbreviates(one.form, other.form)
        or _abbreviates(other.form, one.form)
    )


def _contains(longer: Stems, shorter: Stems) -> bool:
    width = len(shorter)
    return any(longer[i : i + width] == shorter for i in range(len(longer) - width + 1))


def _abbreviates(short: str, phrase: str) -> bool:
    """Whether `short` (RAG, VLMs) is made of the initials of `phrase`."""
    initials = "".join(part[0] for part in re.split(r"[\s-]+", phrase) if part)
    return len(initials) > 1 and short.rstrip("s").isupper() and short.rstrip("s").lower() == initials.lower()


def is_firm(candidate: Candidate) -> bool:
    """Whether a term tells enough to name a topic: an everyday word alone does not."""
    known = candidate.stems in idea_keys() or is_part(candidate.stems)
    return known or " " in candidate.form or _is_name(candidate.form)


def _languages(titles: Sequence[str]) -> list[str]:
    """The language of most titles, and a second one where a topic holds both in good shares."""
    counts = Counter(titles).most_common(2)
    fewer = counts[-1][1]
    mixed = fewer >= _FEWEST_MIXED and fewer >= _MIXED_SHARE * len(titles)
    return [language for language, _ in (counts if mixed else counts[:1])]
