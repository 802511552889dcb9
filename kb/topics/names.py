"""Names for topics: the terms that set a topic apart, spelled as its own texts spell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, zip_longest

import numpy as np
from numpy.typing import NDArray

from kb.text.russian import is_cyrillic
from kb.topics.candidates import Candidate, Level, is_firm
from kb.topics.glossary import idea_name, is_part
from kb.topics.pointing import Option, Sense, choose
from kb.topics.terms import TopicText, read
from kb.types.naming import MIXED, NUMBERED
from kb.vectors.linear import Floats

KEYWORDS = 8
"""What fits a line below a topic's name."""
_PAIRED = 10
"""So many of a topic's terms are names to choose from, alone or with another of one subject; with six, names
point back to as many items."""
_FITS_ALL = 0.5
"""The least evenness (see `_evenness`) of an upper topic's name over the lower ones."""
_LEAST_COVERAGE = 0.3
"""The least share of an upper topic's items that use its name."""
_ABOVE_USUAL = 1.25
"""A lower topic fits under a name that its items use so many times as often as the library does."""
_ONE_SUBJECT = 0.5
"""An upper topic that no name fits is named by what it is most about, and called mixed where fewer of its
items are about that. These four are by judgement, as the weights of `kb.topics.candidates`."""
_STILL_GOOD = 12
"""A name that is still among so many of the best terms stays: names are to be found again."""
_MOST_READ = 6000
_FEWEST_READ = 150
"""Items whose texts are read for names: about so many in all, of each topic at least so many if it has them.
More take longer, fewer lose rare terms; by judgement."""
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's name and its keywords, the most telling first."""

    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedBefore:
    """The name that was found for a topic that goes on, and the name given to it by hand, if any."""

    found: str
    by_hand: str = ""


def name_topics(
    texts: Sequence[TopicText],
    labels: NDArray[np.integer],
    taken: Iterable[str] = (),
    only: int | None = None,
) -> list[TopicName]:
    """A name for each topic 0 … max(labels), from the titles and openings of its items; with `only`, for
    so many of the first of them. None is one of those `taken`.

    A term of one to three words scores `p · log(p / q)^1.7`: with the power 1 this is its part in the
    Kullback-Leibler divergence of the topic's language from that of the others, and 1.7 favours the telling
    over the merely frequent; `p` is the share of the topic's items that use it, `q` that of the others, as
    if one more of them did. All spellings of an idea of the field, in both languages, count as one term
    and a likelier name. Inflected forms count as one, Russian ones are shown in the nominative; a topic is
    named in the language of most of its titles, or in two where it holds both in good shares. No two names
    begin alike.
    """
    level = Level(read(texts), labels)
    return _names(level, {name.casefold() for name in taken}, (), level.count if only is None else only)


def name_levels(
    texts: Sequence[TopicText],
    fine: NDArray[np.integer],
    coarse: NDArray[np.integer],
    upper_before: Sequence[NamedBefore | None] = (),
    lower_before: Sequence[NamedBefore | None] = (),
    sense: Sense | None = None,
) -> tuple[list[TopicName], list[TopicName]]:
    """Names of the upper and of the lower topics (see `name_topics`); no name of either is repeated.

    A topic named before keeps its found name as long as that is among its best terms. No name is one given
    by hand.

    `fine` (n,) is each item's lower topic, `coarse` (n_fine,) the upper topic of each of those. An upper
    topic's name fits all its lower topics; where no term does, it says that it is mixed. Of a large library a
    sample of each topic's items is read. With `sense`, what the items and phrases mean, lower topics are
    named together by where names point, and a name may have two terms of one subject (`kb.topics.pointing`).
    """
    rows = _sample(fine)
    fine = fine[rows]
    corpus = read([texts[row] for row in rows])
    lower = Level(corpus, fine)
    upper = Level(corpus, coarse[fine])
    children = [np.flatnonzero(coarse == topic).tolist() for topic in range(upper.count)]
    taken = {old.by_hand.casefold() for old in (*upper_before, *lower_before) if old and old.by_hand}
    pointers = [
        _pointers(upper, topic).union(*(_pointers(lower, child) for child in children[topic]))
        for topic in range(upper.count)
    ]
    names = _kept(upper_before, pointers, taken)
    for topic in sorted(range(upper.count), key=lambda t: -upper.sizes[t]):
        if names[topic]:
            continue
        options = _upper_names(upper, topic, lower, children[topic])
        options += [_phrase(c) for c in sorted(upper.ranked[topic], key=lambda c: not is_firm(c))]
        heads = {_head(name) for name in names if name}
        distinct = (option for option in options if _head(option) not in heads)
        names[topic] = _free(chain(distinct, _numbered(NUMBERED[0], topic)), taken)
        taken.add(names[topic].casefold())
    named = [TopicName(name, _keywords(upper, topic)) for topic, name in enumerate(names)]
    return named, _names(lower, taken, lower_before, lower.count, sense.of(rows) if sense else None)


def _sample(fine: NDArray[np.integer]) -> NDArray[np.int64]:
    """Rows whose texts are read: all, or of each topic a share spread evenly."""
    sizes = np.bincount(fine)
    wanted = np.maximum(_FEWEST_READ, sizes * _MOST_READ // max(len(fine), 1))
    rows = [np.flatnonzero(fine == topic) for topic in range(len(sizes))]
    return np.sort(
        np.concatenate(
            [
                own[np.linspace(0, len(own) - 1, min(len(own), int(most))).astype(np.int64)]
                for own, most in zip(rows, wanted, strict=True)
            ]
        )
    )


def _kept(before: Sequence[NamedBefore | None], pointers: Sequence[set[str]], taken: set[str]) -> list[str]:
    """The found names that stand: those whose every part is still among the topic's terms, and that begin
    like none before. They are taken from then on; other topics have an empty string."""
    names = [""] * len(pointers)
    for topic, old in enumerate(before):
        if old is None or old.found.casefold() in taken:
            continue
        if _head(old.found) in {_head(name) for name in names if name}:
            continue
        if set(_terms(old.found)) <= pointers[topic]:
            names[topic] = old.found
            taken.add(old.found.casefold())
    return names


def _pointers(level: Level, topic: int) -> set[str]:
    """The forms of a topic's best terms, and of the best that may be names."""
    every = (level.ranked[topic], level.others[topic])
    best = [candidate for ranked in every for candidate in ranked[:_STILL_GOOD]]
    best += [candidate for ranked in every for candidate in [*filter(is_firm, ranked)][:_STILL_GOOD]]
    return {candidate.form.casefold() for candidate in best}


def _names(
    level: Level,
    taken: set[str],
    before: Sequence[NamedBefore | None],
    wanted: int,
    sense: Sense | None = None,
) -> list[TopicName]:
    """A term per topic, that with the surest term choosing first, or what points best by `sense`."""
    names = _kept(before, [_pointers(level, topic) for topic in range(level.count)], taken)
    kept = {topic for topic, name in enumerate(names) if name}
    heads = {part for name in names if name for part in _terms(name)}
    surest = [max((c.score for c in ranked if is_firm(c)), default=0.0) for ranked in level.ranked]
    for topic in sorted(range(wanted), key=lambda t: -surest[t]):
        if names[topic]:
            continue
        ranked = level.ranked[topic]
        free = [c for c in ranked if c.form.casefold() not in heads and not is_part(c.stems)]
        firm = [c for c in free if is_firm(c)]
        parts = [c for c in ranked if is_part(c.stems) and 2 * len(c.items) >= level.sizes[topic]]
        for head in (*firm, *parts, *free, *ranked):
            options = [_phrase(head, _abroad(level, topic, head))]
            options += [_phrase(head, other) for other in free if not set(other.stems) & set(head.stems)]
            if name := _free(options, taken):
                heads.add(head.form.casefold())
                break
        else:
            name = _free(_numbered(NUMBERED[1], topic), taken)
        taken.add(name.casefold())
        names[topic] = name
    if sense:
        names = _pointed(level, names, kept, taken - {name.casefold() for name in names}, sense)
    return [TopicName(name, _keywords(level, topic)) for topic, name in enumerate(names[:wanted])]


def _pointed(level: Level, names: Sequence[str], kept: set[int], taken: set[str], sense: Sense) -> list[str]:
    """Names that point to their topics, instead of those that are not kept."""
    heads = [
        [(c, _abroad(level, topic, c)) for c in ranked if is_firm(c) and not is_part(c.stems)][:_PAIRED]
        if topic not in kept
        else []
        for topic, ranked in enumerate(level.ranked)
    ]
    terms = {term.form for of_topic in heads for pair in of_topic for term in pair if term}
    terms.update(part for name in names for part in name.split(_BETWEEN))
    directions = sense.directions(sorted(terms))
    options: list[list[Option]] = []
    for name, of_topic in zip(names, heads, strict=True):
        made = [
            Option(
                _phrase(*pair),
                tuple(term.form for term in pair),
                sum(term.score for term in pair) / len(pair),
            )
            for pair in _pairs(of_topic, directions)
        ]
        least = min((one.score for one in made), default=1.0)
        now = next(
            (one for one in made if one.name == name), Option(name, tuple(name.split(_BETWEEN)), least)
        )
        free = (one for one in made if one is not now and one.name.casefold() not in taken)
        options.append([now, *free])
    return [option.name for option in choose(options, level.labels, sense.vectors, directions)]


def _pairs(
    heads: Sequence[tuple[Candidate, Candidate | None]], directions: Mapping[str, Floats]
) -> Iterator[tuple[Candidate, ...]]:
    """Each term with its like in the other language; where there is none by itself, and with each other term
    of its subject that shares no word with it."""
    for at, (head, abroad) in enumerate(heads):
        if abroad:
            yield head, abroad
            continue
        yield (head,)
        for other, _ in heads[at + 1 :]:
            if not set(other.stems) & set(head.stems) and directions[head.form] @ directions[other.form] > 0:
                yield head, other


def _terms(name: str) -> list[str]:
    """The terms of a name, folded."""
    folded = name.casefold()
    for mixed in MIXED.values():
        folded = folded.removesuffix(mixed)
    return folded.split(_BETWEEN)


def _head(name: str) -> str:
    return _terms(name)[0]


def _free(options: Iterable[str], taken: set[str]) -> str:
    """The first that is not taken, or an empty string."""
    return next((option for option in options if option.casefold() not in taken), "")


def _numbered(word: str, topic: int) -> Iterator[str]:
    return (f"{word} {number}" for number in count(topic + 1))


def _abroad(level: Level, topic: int, head: Candidate) -> Candidate | None:
    """For a topic in two languages, what stands beside its head in the other one: the same idea where that
    is written differently there, else the best term."""
    language = level.second[topic]
    if language is None:
        return None
    translated = idea_name(head.stems, language)
    others = [replace(head, form=translated)] if translated else []
    others += [c for c in level.others[topic] if is_firm(c) and not is_part(c.stems)]
    russian = "ru" in (language, level.languages[topic])
    for other in others:
        if russian and is_cyrillic(other.form) != is_cyrillic(head.form):
            return other
        if not russian and other.form.casefold() != head.form.casefold():
            return other
    return None


def _upper_names(upper: Level, topic: int, lower: Level, children: Sequence[int]) -> list[str]:
    """Names by what most of a topic is about, the best first; none that is the name of one of its lower
    topics. What does not fit all of them, and is said of fewer than half of the items, is called mixed."""
    own = {first.stems for child in children if (first := _first(lower.ranked[child]))}
    overall = upper.overall[upper.languages[topic]]
    mixed = MIXED["ru" if upper.languages[topic] == "ru" else "en"]
    names = []
    for candidate in filter(is_firm, upper.ranked[topic]):
        if candidate.stems in own or (len(children) == 1 and not is_part(candidate.stems)):
            continue
        usual = _ABOVE_USUAL * overall.users[candidate.stems] / overall.size
        shares = [len(candidate.items & set(lower.members[child])) / lower.sizes[child] for child in children]
        share = len(candidate.items) / upper.sizes[topic]
        fits = share >= _LEAST_COVERAGE and min(shares) > usual and _evenness(shares) >= _FITS_ALL
        name = _phrase(candidate, _abroad(upper, topic, candidate))
        names.append(
            (
                candidate.score * (_evenness(shares) ** 2 if fits else share),
                name if fits or share >= _ONE_SUBJECT else name + mixed,
            )
        )
    return [name for _, name in sorted(names, key=lambda pair: -pair[0])]


def _first(candidates: Sequence[Candidate]) -> Candidate | None:
    return next((candidate for candidate in candidates if not is_part(candidate.stems)), None)


def _evenness(shares: Sequence[float]) -> float:
    """1 if all lower topics use a term alike, near 0 if one of many does."""
    return float(np.sqrt(shares).mean() ** 2 / max(shares)) if shares else 0.0


def _keywords(level: Level, topic: int) -> tuple[str, ...]:
    """The best terms, those that tell enough to be names first; of a topic in two languages those of both,
    in turn."""
    own, others = (
        [
            candidate.form
            for candidate in sorted(candidates[: 2 * KEYWORDS], key=lambda c: not is_firm(c))
            if not is_part(candidate.stems)
        ]
        for candidates in (level.ranked[topic], level.others[topic])
    )
    turns = (form for pair in zip_longest(own, others) for form in pair if form)
    return tuple(dict.fromkeys(turns))[:KEYWORDS]


def _phrase(head: Candidate, second: Candidate | None = None) -> str:
    name = head.form if second is None else f"{head.form}{_BETWEEN}{second.form}"
    return name if any(sign.isupper() for sign in name.split()[0]) else name[:1].upper() + name[1:]
