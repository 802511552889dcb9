"""Names for topics: the terms that set a topic apart, spelled as its own texts spell them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.text.words import fold, stem
from kb.topics.stopwords import MIDDLE_WORDS, NOUNS, edge_stems, lone_stems

_LONGEST_TERM = 3
_TITLE_SHARE = 0.6
_BODY_CHARACTERS = 1200
_KEYWORDS = 8
_CANDIDATES = 40
_FLOOR = 0.004
_DISTINCTION = 1.7
_PHRASE_BONUS = {1: 1.0, 2: 2.0, 3: 2.2}
_RARE_SHARE = 0.03

_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*[+#]{0,2}")
_BREAK = re.compile(r"https?://\S+|www\.\S+|[@$\\]\S+|[^\w\s\-'’/+#]+|[\n\r\t]+|\s[-/]+\s|_+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
# Adjectives, participles and Russian verbs: a term does not end with one.
_DANGLING = re.compile(
    r"(?:[a-z]{2}(?:al|ic|ive|ous|able|ible|ful|less|ary|ed|ly|ent|ant)"
    r"|-(?:based|aware|level|driven|time|modal|specific|free|shot|guided|augmented|language|scale|end|term|"
    r"horizon|resource|view|step|domain|task|source|class|wise|order|dimensional|quality|fidelity|ai|d|hop|turn|agent)"
    r"|(?:[кгхшщжч]и|ы)(?:й|е|х|м|ми)|ая|яя|ое|ого|ему|ую|[аеуя]ет|[аую]ют|яют|[аиея]ть|ся|но)$"
)
_OBLIQUE = re.compile(
    r"[а-я]{2}(?:ого|его|о[йм]|е[йм]|[ое]му|[ыи]м|[ыи]ми|[ыи]х|[уюь]ю|[ую]|[ое]в|[ая](?:м|х|ми))$"
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicText:
    """What an item says, as far as naming goes. `language` is an ISO 639-1 code."""

    title: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic's name and its keywords, the most telling first."""

    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One item's terms: weight 1 in title and body, less in one of them; and the form each was written in."""

    language: str
    weights: dict[Stems, float]
    forms: dict[Stems, str]


@dataclass(slots=True)
class _Corpus:
    """All items read: how each word is spelled inside sentences, and what terms each item holds."""

    readings: list[_Reading] = field(default_factory=list)
    spellings: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


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
    over the merely frequent; `p` is the share of the topic's items that use it, `q` that
    of the others (or of the topics under the same parent, where they use it more). Inflected forms count
    as one and are shown in their commonest spelling; a topic is named in the language most of it is
    written in. A name has one or two terms, and no two names begin alike.
    """
    return _name_level(_read(texts), labels, (), ())


def name_levels(
    texts: Sequence[TopicText], fine: NDArray[np.integer], coarse: NDArray[np.integer]
) -> tuple[list[TopicName], list[TopicName]]:
    """Names of the upper and of the lower topics (see `name_topics`); no lower one repeats an upper one.

    `fine` (n,) is each item's lower topic, `coarse` (n_fine,) the upper topic of each of those.
    """
    corpus = _read(texts)
    upper = _name_level(corpus, coarse[fine], (), ())
    return upper, _name_level(corpus, fine, coarse.tolist(), [topic.name for topic in upper])


def _name_level(
    corpus: _Corpus, labels: NDArray[np.integer], parents: Sequence[int], parent_names: Sequence[str]
) -> list[TopicName]:
    count = int(labels.max(initial=-1)) + 1
    members = [np.flatnonzero(labels == topic).tolist() for topic in range(count)]
    languages = [_commonest(corpus.readings[i].language for i in items) for items in members]
    shares = [_shares(corpus, items, lang) for items, lang in zip(members, languages, strict=True)]
    overall = {lang: _shares(corpus, range(len(corpus.readings)), lang) for lang in set(languages)}
    sizes = [_spoken(corpus, items, lang) for items, lang in zip(members, languages, strict=True)]
    totals = {lang: _spoken(corpus, range(len(corpus.readings)), lang) for lang in overall}
    ranked: list[list[_Candidate]] = []
    for topic in range(count):
        language = languages[topic]
        siblings = [
            shares[other]
            for other in range(count)
            if parents
            and other != topic
            and parents[other] == parents[topic]
            and languages[other] == language
        ]
        weights = _divergences(shares[topic], sizes[topic], overall[language], totals[language], siblings)
        ranked.append(_candidates(weights, corpus, members[topic], language))
    names = _choose(ranked, members, languages, {name.casefold() for name in parent_names})
    return [
        TopicName(name, tuple(candidate.form for candidate in candidates[:_KEYWORDS]))
        for name, candidates in zip(names, ranked, strict=True)
    ]


def _read(texts: Sequence[TopicText]) -> _Corpus:
    corpus = _Corpus()
    known = _Words(edge_stems(frozenset(text.language for text in texts)))
    alone = lone_stems()
    for text in texts:
        title_like = _title_cased(text.title)
        body = text.body[:_BODY_CHARACTERS]
        _note_spellings(corpus, body, trusted=True)
        _note_spellings(corpus, text.title, trusted=not title_like)
        forms: dict[Stems, str] = {}
        in_body = _terms(body, known, alone, forms)
        in_title = _terms(text.title, known, alone, forms)
        weights = dict.fromkeys(in_body, 1 - _TITLE_SHARE) if in_body else {}
        for key in in_title:
            weights[key] = weights.get(key, 0.0) + (_TITLE_SHARE if in_body else 1.0)
        corpus.readings.append(_Reading(text.language, weights, forms))
    return corpus


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as terms see it: its folded form, the stems of its parts, and where it may not stand."""

    folded: str
    stems: Stems
    closed: bool
    dangling: bool


class _Words(dict[str, _Word]):
    """Words looked up once each."""

    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__()
        self._silent = silent

    def __missing__(self, word: str) -> _Word:
        folded = fold(word)
        # The stemmer leaves the plural of an acronym without vowels as it is: VLMs.
        bare = folded[:-1] if _PLURAL_ACRONYM.fullmatch(word) else folded
        stems = tuple(stem(part) for part in re.split(r"[-/]", bare) if part)
        closed = (
            len(word) < 2
            or not any(sign.isalpha() for sign in word)
            or ("-" in word and sum(sign.isalpha() for sign in word) < 2)
            or "'" in folded
            or stem(folded) in self._silent
            or (stems[0] in self._silent and stems[-1] in self._silent)
        )
        self[word] = made = _Word(
            folded, stems, closed, bool(_DANGLING.search(folded)) and folded not in NOUNS
        )
        return made


def _segments(text: str) -> Iterator[list[str]]:
    for segment in _BREAK.split(text):
        words = _WORD.findall(segment)
        if words:
            yield words


def _terms(text: str, known: _Words, alone: frozenset[str], forms: dict[Stems, str]) -> set[Stems]:
    found: set[Stems] = set()
    for segment in _segments(text):
        words = [known[word] for word in segment]
        for first, opening in enumerate(words):
            if opening.closed:
                continue
            key: Stems = ()
            for last in range(first, min(first + _LONGEST_TERM, len(words))):
                word = words[last]
                key += word.stems
                if word.closed:
                    if word.folded not in MIDDLE_WORDS:
                        break
                    continue
                if word.dangling or len(set(key)) < len(key) or (" ".join(key) in alone):
                    continue
                found.add(key)
                forms[key] = " ".join(word.folded for word in words[first : last + 1])
    return found


def _title_cased(title: str) -> bool:
    words = [word for word in _WORD.findall(title) if len(word) > 3]
    return len(words) < 3 or sum(word[0].isupper() for word in words) > len(words) / 2


def _note_spellings(corpus: _Corpus, text: str, *, trusted: bool) -> None:
    for words in _segments(text):
        for place, word in enumerate(words):
            plain_capital = word[:1].isupper() and word[1:].islower()
            # A capital at the start of a sentence or in a headline is no part of the word's spelling.
            if plain_capital and (place == 0 or not trusted):
                continue
            if word.isupper() and not trusted and len(word) > 5:
                continue
            corpus.spellings[fold(word)][word] += 1


def _spoken(corpus: _Corpus, items: Iterable[int], language: str) -> int:
    return sum(corpus.readings[i].language == language for i in items)


def _shares(corpus: _Corpus, items: Iterable[int], language: str) -> dict[Stems, float]:
    """The weighted share of the items in `language` that use each term."""
    sums: defaultdict[Stems, float] = defaultdict(float)
    spoken = 0
    for i in items:
        reading = corpus.readings[i]
        if reading.language == language:
            spoken += 1
            for key, weight in reading.weights.items():
                sums[key] += weight
    return {key: value / spoken for key, value in sums.items()}


def _divergences(
    own: dict[Stems, float],
    size: int,
    overall: dict[Stems, float],
    total: int,
    siblings: Sequence[dict[Stems, float]],
) -> dict[Stems, float]:
    scores: dict[Stems, float] = {}
    fewest = max(_RARE_SHARE, 1.5 / size)
    for key, share in own.items():
        if share < fewest and size > 1:
            continue
        rest = (overall[key] * total - share * size) / (total - size) if total > size else 0.0
        near = max((sibling.get(key, 0.0) for sibling in siblings), default=0.0) / 2
        surprise = math.log((share + _FLOOR) / (max(rest, near) + _FLOOR))
        if surprise > 0:
            scores[key] = (
                share * surprise**_DISTINCTION * _PHRASE_BONUS.get(len(key), _PHRASE_BONUS[_LONGEST_TERM])
            )
    if not scores and size > 1:
        return {key: share for key, share in own.items() if share == max(own.values())}
    return scores


def _candidates(
    scores: dict[Stems, float], corpus: _Corpus, items: Sequence[int], language: str
) -> list[_Candidate]:
    """The best terms, each with its commonest form; a term that mostly occurs inside a longer one goes."""
    best = sorted(scores, key=lambda key: (-scores[key], key))[: _CANDIDATES * 2]
    users: dict[Stems, set[int]] = {key: set() for key in best}
    forms: dict[Stems, Counter[str]] = {key: Counter() for key in best}
    for i in items:
        reading = corpus.readings[i]
        if reading.language != language:
            continue
        for key in best:
            if key in reading.weights:
                users[key].add(i)
                forms[key][reading.forms[key]] += 1
    kept: list[_Candidate] = []
    for key in best:
        form = _spelled(_base_form(forms[key]), corpus)
        inside_longer = any(
            len(other) > len(key) and _contains(other, key) and len(users[other]) >= 0.55 * len(users[key])
            for other in best
        )
        repeats = any(
            _contains(key, other.stems)
            or _contains(other.stems, key)
            or set(key) == set(other.stems)
            or _abbreviates(form, other.form)
            or _abbreviates(other.form, form)
            for other in kept
        )
        if inside_longer or repeats:
            continue
        kept.append(_Candidate(key, form, scores[key], frozenset(users[key])))
    return kept[:_CANDIDATES]


def _contains(longer: Stems, shorter: Stems) -> bool:
    width = len(shorter)
    return any(longer[i : i + width] == shorter for i in range(len(longer) - width + 1))


def _base_form(forms: Counter[str]) -> str:
    """The commonest form; in Russian the commonest of those whose leading word is not in an oblique case."""
    often = sum(forms.values()) / 10
    upright = {f: n for f, n in forms.items() if n >= often and not _OBLIQUE.search(f.split()[0])}
    return Counter(upright or forms).most_common(1)[0][0]


def _abbreviates(short: str, phrase: str) -> bool:
    """Whether `short` (RAG, VLMs) is made of the initials of `phrase`."""
    initials = "".join(part[0] for part in re.split(r"[\s-]+", phrase) if part)
    return len(initials) > 1 and short.rstrip("s").isupper() and short.rstrip("s").lower() == initials.lower()


def _spelled(form: str, corpus: _Corpus) -> str:
    """Each word in its commonest spelling inside sentences: RLHF, KV cache, ImageNet."""
    return " ".join(_spelled_word(word, corpus) for word in form.split())


def _spelled_word(word: str, corpus: _Corpus) -> str:
    seen = corpus.spellings.get(word)
    if not seen:
        return word
    best = seen.most_common(1)[0][0]
    parts = best.split("-")
    # "Retrieval-Augmented" is written so where the acronym is explained; its parts are common words.
    if len(parts) > 1 and all(part.istitle() or part.islower() for part in parts):
        usual = [corpus.spellings.get(fold(part)) for part in parts]
        if all(forms and forms.most_common(1)[0][0].islower() for forms in usual):
            return best.lower()
    return best


def _choose(
    ranked: Sequence[Sequence[_Candidate]],
    members: Sequence[Sequence[int]],
    languages: Sequence[str],
    taken: set[str],
) -> list[str]:
    """One or two terms per topic, the larger topics choosing first; a head term is used only once."""
    names = [""] * len(ranked)
    heads: set[Stems] = set()
    for topic in sorted(range(len(ranked)), key=lambda t: -len(members[t])):
        candidates = ranked[topic]
        free = [c for c in candidates if c.stems not in heads] or list(candidates)
        for head in free:
            name = _phrase(
                head, _second(head, [c for c in candidates if c.stems not in heads], languages[topic])
            )
            if name.casefold() not in taken:
                break
        else:
            name = f"Topic {topic + 1}"
            head = None
        if head is not None:
            heads.add(head.stems)
        taken.add(name.casefold())
        names[topic] = name
    return names


def _second(head: _Candidate, candidates: Sequence[_Candidate], language: str) -> _Candidate | None:
    """The term that says most about the items the head leaves out, if the head needs company."""
    foreign = language == "ru" and not _CYRILLIC.search(head.form)
    others = [
        c
        for c in candidates
        if not set(c.stems) & set(head.stems) and (not foreign or _CYRILLIC.search(c.form))
    ]
    gains = [(c.score * len(c.items - head.items) / len(c.items), c) for c in others]
    gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    return best if best is not None and (foreign or gain >= 0.35 * head.score) else None


def _phrase(head: _Candidate, second: _Candidate | None) -> str:
    name = head.form if second is None else f"{head.form} · {second.form}"
    return name if any(sign.isupper() for sign in name.split()[0]) else name[:1].upper() + name[1:]


def _commonest(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]
