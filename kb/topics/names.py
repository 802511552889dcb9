"""Names for topics: the terms that set a topic apart, spelled as its own texts spell them."""

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
from kb.topics.terms import Corpus, TopicText, read
from kb.topics.words import Stems, is_cyrillic

_KEYWORDS = 8
_CANDIDATES = 40
_DISTINCTION = 1.7
_FEWEST_TO_INSIST = 10
_LEAST_SHARE = 0.03
_IDEA_BONUS = 2.0
_PHRASE_BONUS = {1: 0.35, 2: 1.4}
_LONG_PHRASE_BONUS = 1.5
_NAME_BONUS = 2.5
_COMPANY = 0.6
_NESTED = 0.55
_FITS_ALL = 0.5
_LEAST_COVERAGE = 0.3


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's name and its keywords, the most telling first."""

    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    stems: Stems
    form: str
    score: float
    items: frozenset[int]


def name_topics(texts: Sequence[TopicText], labels: NDArray[np.integer]) -> list[TopicName]:
    """A name for each topic 0 … max(labels), from the titles and openings of its items.

    A term of one to three words scores `p · log(p / q)^1.7`: with the power 1 this is its part in the
    Kullback-Leibler divergence of the topic's language from that of the others, and 1.7 favours the telling
    over the merely frequent; `p` is the share of the topic's items that use it, `q` that of the others, as
    if one more of them did. All spellings of an idea of the field, in both languages, count as one term
    and a likelier name. Inflected forms count as one, Russian ones are shown in the nominative; a topic is
    named in the language of most of its titles. A name has one term, or two where one leaves out too
    much, and no two names begin alike.
    """
    return _names(_Level(read(texts), labels), set())


def name_levels(
    texts: Sequence[TopicText], fine: NDArray[np.integer], coarse: NDArray[np.integer]
) -> tuple[list[TopicName], list[TopicName]]:
    """Names of the upper and of the lower topics (see `name_topics`); no name of either is repeated.

    `fine` (n,) is each item's lower topic, `coarse` (n_fine,) the upper topic of each of those. An upper
    topic's name fits all its lower topics; where no term does, it is that of its two largest.
    """
    corpus = read(texts)
    lower = _Level(corpus, fine)
    upper = _Level(corpus, coarse[fine])
    children = [np.flatnonzero(coarse == topic).tolist() for topic in range(upper.count)]
    umbrellas = [_umbrellas(upper, topic, lower, children[topic]) for topic in range(upper.count)]
    names = [""] * upper.count
    taken: set[str] = set()
    for topic in sorted(range(upper.count), key=lambda t: -max((score for score, _ in umbrellas[t]), default=0)):
        options = [_phrase(c) for _, c in umbrellas[topic]] + _joined(lower, children[topic])
        options += [_phrase(c) for c in sorted(upper.ranked[topic], key=lambda c: not _is_firm(c))]
        options.append(f"Topics {topic + 1}")
        names[topic] = next(option for option in options if option.casefold() not in taken)
        taken.add(names[topic].casefold())
    named = [
        TopicName(name, _keywords(found)) for name, found in zip(names, upper.ranked, strict=True)
    ]
    return named, _names(lower, taken)


class _Level:
    """The topics of one level with their candidate names, the best first."""

    def __init__(self, corpus: Corpus, labels: NDArray[np.integer]) -> None:
        self.count = int(labels.max(initial=-1)) + 1
        self.members = [np.flatnonzero(labels == topic).tolist() for topic in range(self.count)]
        self.sizes = [len(items) for items in self.members]
        self.languages = [_commonest(corpus.readings[i].language for i in items) for items in self.members]
        everyone = range(len(corpus.readings))
        overall = {language: _Usage(corpus, everyone, language) for language in set(self.languages)}
        self.usage = [
            _Usage(corpus, items, lang) for items, lang in zip(self.members, self.languages, strict=True)
        ]
        self.ranked = [
            _candidates(_scores(self.usage[topic], overall[self.languages[topic]]), corpus, self, topic)
            for topic in range(self.count)
        ]


class _Usage:
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
        return self.weights.get(key, 0.0) / self.size if self.size else 0.0


def _scores(own: _Usage, overall: _Usage) -> dict[Stems, float]:
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


def _candidates(scores: dict[Stems, float], corpus: Corpus, level: _Level, topic: int) -> list[_Candidate]:
    """The best terms, each with its name; a term that mostly occurs inside a longer one goes."""
    best = sorted(scores, key=lambda key: (-scores[key], key))[: _CANDIDATES * 2]
    users: dict[Stems, set[int]] = {key: set() for key in best}
    forms: dict[Stems, Counter[str]] = {key: Counter() for key in best}
    for i in level.members[topic]:
        reading = corpus.readings[i]
        if reading.language != level.languages[topic]:
            continue
        for key in best:
            if key in reading.weights:
                users[key].add(i)
                forms[key][reading.forms[key]] += 1
    named = [
        _Candidate(key, form, scores[key] * (_NAME_BONUS if _is_name(key, form) else 1.0), frozenset(users[key]))
        for key in best
        if (form := _form(key, forms[key], corpus))
    ]
    kept: list[_Candidate] = []
    for candidate in sorted(named, key=lambda c: -c.score):
        key = candidate.stems
        inside_longer = key not in idea_keys() and not is_part(key) and any(
            len(other) > len(key) and _contains(other, key) and len(users[other]) >= _NESTED * len(users[key])
            for other in best
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


def _is_name(key: Stems, form: str) -> bool:
    """Whether a single word is more than everyday: RLHF, DeepConf, GPT-2."""
    return len(form.split()) == 1 and key not in idea_keys() and any(sign.isupper() for sign in form)


def _same(one: _Candidate, other: _Candidate) -> bool:
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


def _names(level: _Level, taken: set[str]) -> list[TopicName]:
    """One or two terms per topic, the larger topics choosing first; a head term is used only once."""
    names = [""] * level.count
    heads: set[Stems] = set()
    for topic in sorted(range(level.count), key=lambda t: -level.sizes[t]):
        free = [c for c in level.ranked[topic] if c.stems not in heads and not is_part(c.stems)]
        firm = [c for c in free if _is_firm(c)]
        parts = [c for c in level.ranked[topic] if is_part(c.stems) and 2 * len(c.items) >= level.sizes[topic]]
        for head in (*firm, *parts, *free, *level.ranked[topic]):
            second = _second(head, free)
            options = [_phrase(head, second)] if second else [_phrase(head)]
            options += [_phrase(head, other) for other in free if not set(other.stems) & set(head.stems)]
            name = next((option for option in options if option.casefold() not in taken), "")
            if name:
                heads.add(head.stems)
                break
        else:
            name = f"Topic {topic + 1}"
        taken.add(name.casefold())
        names[topic] = name
    return [TopicName(name, _keywords(found)) for name, found in zip(names, level.ranked, strict=True)]


def _second(head: _Candidate, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """The term that says most about the items the head leaves out, if the head needs company."""
    others = [c for c in candidates if not set(c.stems) & set(head.stems) and _is_firm(c)]
    gains = [(c.score * len(c.items - head.items) / len(c.items), c) for c in others]
    gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    return best if best is not None and gain >= _COMPANY * head.score else None


def _is_firm(candidate: _Candidate) -> bool:
    """Whether a term tells enough to name a topic: an everyday word alone does not."""
    return candidate.stems in idea_keys() or is_part(candidate.stems) or " " in candidate.form or _is_name(candidate.stems, candidate.form)


def _umbrellas(
    upper: _Level, topic: int, lower: _Level, children: Sequence[int]
) -> list[tuple[float, _Candidate]]:
    """Terms that all lower topics fit under, the best first; none that is the name of one of them."""
    own = {first.stems for child in children if (first := _first(lower.ranked[child]))}
    fitting = []
    for candidate in upper.ranked[topic]:
        coverage = len(candidate.items) / upper.sizes[topic]
        fit = _fit(candidate, lower, children)
        if _is_firm(candidate) and candidate.stems not in own and coverage >= _LEAST_COVERAGE and fit >= _FITS_ALL:
            fitting.append((candidate.score * fit**2, candidate))
    if len(children) == 1:
        fitting = [(score, candidate) for score, candidate in fitting if is_part(candidate.stems)]
    return sorted(fitting, key=lambda pair: -pair[0])


def _joined(lower: _Level, children: Sequence[int]) -> list[str]:
    """The first terms of the largest lower topic and of the next that is about something else."""
    firsts = [
        first
        for child in sorted(children, key=lambda child: -lower.sizes[child])
        if (first := _first(lower.ranked[child])) and _is_firm(first)
    ]
    return [_phrase(firsts[0], other) for other in firsts[1:] if not set(other.stems) & set(firsts[0].stems)]


def _first(candidates: Sequence[_Candidate]) -> _Candidate | None:
    return next((candidate for candidate in candidates if not is_part(candidate.stems)), None)


def _fit(candidate: _Candidate, lower: _Level, children: Sequence[int]) -> float:
    """How evenly the lower topics use a term: 1 if all alike, near 0 if one does."""
    shares = np.array(
        [len(candidate.items & set(lower.members[child])) / lower.sizes[child] for child in children]
    )
    return float(np.sqrt(shares).mean() ** 2 / shares.max()) if shares.max() > 0 else 0.0


def _keywords(candidates: Sequence[_Candidate]) -> tuple[str, ...]:
    return tuple(candidate.form for candidate in candidates if not is_part(candidate.stems))[:_KEYWORDS]


def _phrase(head: _Candidate, second: _Candidate | None = None) -> str:
    name = head.form if second is None else f"{head.form} · {second.form}"
    return name if any(sign.isupper() for sign in name.split()[0]) else name[:1].upper() + name[1:]


def _commonest(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]
