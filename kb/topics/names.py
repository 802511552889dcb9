"""Names for topics: the terms that set a topic apart, spelled as its own texts spell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.topics.candidates import Candidate, Level, is_firm
from kb.topics.glossary import is_part
from kb.topics.terms import TopicText, read
from kb.topics.words import Stems

_KEYWORDS = 8
_COMPANY = 0.6
_FITS_ALL = 0.5
_LEAST_COVERAGE = 0.3


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's name and its keywords, the most telling first."""

    name: str
    keywords: tuple[str, ...]


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
    return _names(Level(read(texts), labels), set())


def name_levels(
    texts: Sequence[TopicText], fine: NDArray[np.integer], coarse: NDArray[np.integer]
) -> tuple[list[TopicName], list[TopicName]]:
    """Names of the upper and of the lower topics (see `name_topics`); no name of either is repeated.

    `fine` (n,) is each item's lower topic, `coarse` (n_fine,) the upper topic of each of those. An upper
    topic's name fits all its lower topics; where no term does, it is made of two of theirs.
    """
    corpus = read(texts)
    lower = Level(corpus, fine)
    upper = Level(corpus, coarse[fine])
    children = [np.flatnonzero(coarse == topic).tolist() for topic in range(upper.count)]
    umbrellas = [_umbrellas(upper, topic, lower, children[topic]) for topic in range(upper.count)]
    names = [""] * upper.count
    taken: set[str] = set()
    best_scores = [found[0][0] if found else 0.0 for found in umbrellas]
    for topic in sorted(range(upper.count), key=lambda t: -best_scores[t]):
        options = [name for _, name in umbrellas[topic]] + _joined(lower, children[topic])
        options += [_phrase(c) for c in sorted(upper.ranked[topic], key=lambda c: not is_firm(c))]
        options.append(f"Topics {topic + 1}")
        names[topic] = next(option for option in options if option.casefold() not in taken)
        taken.add(names[topic].casefold())
    named = [TopicName(name, _keywords(found)) for name, found in zip(names, upper.ranked, strict=True)]
    return named, _names(lower, taken)


def _names(level: Level, taken: set[str]) -> list[TopicName]:
    """One or two terms per topic, the larger topics choosing first; a head term is used only once."""
    names = [""] * level.count
    heads: set[Stems] = set()
    for topic in sorted(range(level.count), key=lambda t: -level.sizes[t]):
        ranked = level.ranked[topic]
        free = [c for c in ranked if c.stems not in heads and not is_part(c.stems)]
        firm = [c for c in free if is_firm(c)]
        parts = [c for c in ranked if is_part(c.stems) and 2 * len(c.items) >= level.sizes[topic]]
        for head in (*firm, *parts, *free, *ranked):
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


def _second(head: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """The term that says most about the items the head leaves out, if the head needs company."""
    others = [c for c in candidates if not set(c.stems) & set(head.stems) and is_firm(c)]
    gains = [(c.score * len(c.items - head.items) / len(c.items), c) for c in others]
    gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    return best if best is not None and gain >= _COMPANY * head.score else None


def _umbrellas(upper: Level, topic: int, lower: Level, children: Sequence[int]) -> list[tuple[float, str]]:
    """Names that all lower topics fit under, the best first with their scores; none that is the name of
    one of them. Where one of several does not fit under a part of the field, its own term is added."""
    firsts = {child: _first(lower.ranked[child]) for child in children}
    own = {first.stems for first in firsts.values() if first}
    overall = upper.overall[upper.languages[topic]]
    found = []
    for candidate in upper.ranked[topic]:
        part = is_part(candidate.stems)
        if candidate.stems in own or not is_firm(candidate) or (len(children) == 1 and not part):
            continue
        usual = overall.users[candidate.stems] / overall.size
        shares = {
            child: len(candidate.items & set(lower.members[child])) / lower.sizes[child] for child in children
        }
        under = [share for share in shares.values() if share > usual]
        if len(candidate.items) < _LEAST_COVERAGE * upper.sizes[topic] or _evenness(under) < _FITS_ALL:
            continue
        score = candidate.score * _evenness(under) ** 2
        outside = [firsts[child] for child in children if shares[child] <= usual]
        if not outside:
            found.append((score, _phrase(candidate)))
        elif part and len(outside) == 1 and len(under) > 1 and outside[0] and is_firm(outside[0]):
            found.append((score / 2, _phrase(candidate, outside[0])))
    return sorted(found, key=lambda pair: -pair[0])


def _joined(lower: Level, children: Sequence[int]) -> list[str]:
    """The first terms of the largest lower topic and of the next that is about something else."""
    firsts = [
        first
        for child in sorted(children, key=lambda child: -lower.sizes[child])
        if (first := _first(lower.ranked[child])) and is_firm(first)
    ]
    return [_phrase(firsts[0], other) for other in firsts[1:] if not set(other.stems) & set(firsts[0].stems)]


def _first(candidates: Sequence[Candidate]) -> Candidate | None:
    return next((candidate for candidate in candidates if not is_part(candidate.stems)), None)


def _evenness(shares: Sequence[float]) -> float:
    """1 if all lower topics use a term alike, near 0 if one of many does."""
    return float(np.sqrt(shares).mean() ** 2 / max(shares)) if shares else 0.0


def _keywords(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.form for candidate in candidates if not is_part(candidate.stems))[:_KEYWORDS]


def _phrase(head: Candidate, second: Candidate | None = None) -> str:
    name = head.form if second is None else f"{head.form} · {second.form}"
    return name if any(sign.isupper() for sign in name.split()[0]) else name[:1].upper() + name[1:]
