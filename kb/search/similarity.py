"""More like this: which of many texts are like one text, or like several, by meaning and by words.

A text is likened in two spaces. In that of meaning it is its encoder's vector about the mean vector of
its language and form: an encoder's vectors share a direction, and a multilingual encoder's differ by language
more than by subject (Libovický, Rosa and Fraser, Findings of EMNLP 2020), those of abstracts and of posts by
how they are written. A text is compared as a whole and passage by passage, each with the likest of the
other's (the sum of maximum similarities: Khattab and Zaharia, SIGIR 2020), since works on one problem say
some of the same things, not all. In the space of words a text is a tf-idf vector over stems. The likeness is
a weighted sum of both.

No labels are used. How it was measured and against what: `python -m bench alike`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.text.stopwords import edge_stems
from kb.text.tfidf import frequency_weight, tf_idf
from kb.text.words import FUNCTION_WORDS, stem, stems
from kb.vectors.debias import Manner, MannerMeans, manner_means
from kb.vectors.shared_words import as_many_words

Floats = NDArray[np.float32]

_MEANING = 0.4
"""Share of meaning in the sum, whole texts and passages alike; the rest is the words'. Anything from 0.3 to
0.5 does about as well."""
_SETTLED = 10
"""A share among the texts of a language counts as much as that among all once there are so many."""
_CYRILLIC_SHARE = 0.1
"""Of a text's beginning: technical Russian is full of Latin names, English texts hold no Cyrillic at all."""
CHARACTERS = 4000
"""How much of a text is read for words: vectors speak for a text's head as well."""

_CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to compare, n of them: vectors (n, d) of one encoder, the texts themselves, their languages.

    A row of zeros stands for a vector that is not there (yet); such a text is compared by its words.
    Passages are vectors (k, d) of what each text says in turn; without them a text is one passage.
    Languages are codes as in `Item.language`; without them texts are told apart by script alone. Forms name
    how texts are written, whatever they are about; an empty one is not known.
    """

    vectors: Floats
    texts: Sequence[str]
    languages: Sequence[str] = ()
    forms: Sequence[str] = ()
    passages: Sequence[Floats] = ()

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.vectors) != len(self.texts):
            raise ValueError(f"{len(self.texts)} texts need as many vectors, not {self.vectors.shape}")
        if self.languages and len(self.languages) != len(self.texts):
            raise ValueError(f"{len(self.texts)} texts, but {len(self.languages)} languages")
        if self.forms and len(self.forms) != len(self.texts):
            raise ValueError(f"{len(self.texts)} texts, but {len(self.forms)} forms")
        if self.passages and len(self.passages) != len(self.texts):
            raise ValueError(f"{len(self.texts)} texts, but passages of {len(self.passages)}")

    def language_codes(self) -> Sequence[str]:
        """The languages given (n,), or scripts where none are: what tells texts of one language from
        others."""
        return self.languages or [_script(text) for text in self.texts]

    def manners(self) -> list[Manner]:
        """Language and form of each (n,)."""
        return list(zip(self.language_codes(), self.forms or [""] * len(self.texts), strict=True))

    def pieces(self) -> tuple[Floats, NDArray[np.int64]]:
        """The vectors of all passages (p, d), and of which text each is (p,). A text without vectors of its
        passages is one passage."""
        known = self.passages or [self.vectors[:0]] * len(self.texts)
        parts = [own if len(own) else row[None] for own, row in zip(known, self.vectors, strict=True)]
        return np.vstack(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """What is usual in a collection: how many documents it has, the share of them that hold each stem, in the
    language in which it is commonest, and the means of their vectors. Candidates are judged against the whole
    collection they were taken from: means and shares of a shortlist would hide what it has in common.
    """

    documents: int
    shares: Mapping[str, float]
    means: MannerMeans

    def rarity(self, term: str) -> float:
        """The root of the inverse document frequency. A cosine multiplies the weights of both texts, so the
        root lets a shared word count with its idf once, as in BM25; a word of every text counts nothing, and
        no list of stop words is needed in any language."""
        held = self.documents * self.shares.get(term, 0.0)
        return float(np.sqrt(np.log((1 + self.documents) / (1 + held))))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much each of n candidates is like the seeds. `order` (n,) are rows of the candidates, the most
    alike first; `scores`, `meaning` and `words` (n,) are in the candidates' own order. Scores compare
    candidates of one call, not calls."""

    order: NDArray[np.int64]
    scores: Floats
    meaning: Floats
    words: Floats


def corpus_stats(collection: Texts) -> CorpusStats:
    """The background of a collection held in memory. It takes about 0.1 ms a text; keep it."""
    means = manner_means(collection.vectors, collection.manners())
    return CorpusStats(len(collection.texts), _shares(collection), means)


def _shares(collection: Texts) -> dict[str, float]:
    """The share of documents that hold each stem, in the language in which it is commonest: over all of them
    together every function word would be rare, and texts of one language alike. Shares in a language are
    drawn towards that in all, the more the fewer texts it has."""
    spoken = Counter(collection.language_codes())
    held: dict[str, Counter[str]] = {language: Counter() for language in spoken}
    for text, language in zip(collection.texts, collection.language_codes(), strict=True):
        held[language].update(_bag(text).keys())
    everywhere = sum(held.values(), Counter())
    count = len(collection.texts)
    return {
        term: max(
            (held[language][term] + _SETTLED * total / count) / (spoken[language] + _SETTLED)
            for language in spoken
        )
        for term, total in everywhere.items()
    }


def telling_terms(texts: Iterable[str], usual: CorpusStats, limit: int) -> list[str]:
    """At most `limit` stems that tell texts from the collection, by tf-idf, the most telling first.

    What tells of no subject by itself is left out, numbers too: in a language with few texts it is rare.
    """
    without = {*map(stem, FUNCTION_WORDS), *edge_stems(frozenset())}
    weights: dict[str, float] = defaultdict(float)
    for text in texts:
        for term, count in _bag(text).items():
            if term not in without and not term.isdigit():
                weights[term] += frequency_weight(count) * usual.rarity(term) ** 2
    best = nlargest(limit, weights, key=weights.__getitem__)
    return [term for term in best if weights[term] > 0]


def more_like(seeds: Texts, candidates: Texts, usual: CorpusStats, *, same_work: bool = False) -> Likeness:
    """Ranks candidates by how like they are to all of the seeds together.

    :param seeds: One text or several, from the collection or pasted. They must not be among the
        candidates: each would find itself.
    :param candidates: The whole collection, or a shortlist of what is near by vector or shares telling
        words. 400 abstracts take about 40 ms.
    :param usual: The background of the collection, not of the shortlist.
    :param same_work: Whether what speaks of the same work is to come first rather than what is of the same
        field: judged by the words that are really shared, in whatever language.
    :raises ValueError: there is no seed.
    """
    if not len(seeds.texts):
        raise ValueError("more_like needs at least one seed")
    count = len(candidates.texts)
    if not count:
        nothing = np.zeros(0, dtype=np.float32)
        return Likeness(np.zeros(0, dtype=np.int64), nothing, nothing, nothing)
    foreign = ~np.isin(candidates.language_codes(), sorted(set(seeds.language_codes()))) & (not same_work)
    bags = [_bag(text) for text in (*candidates.texts, *seeds.texts)]
    terms = tf_idf(bags, usual.rarity)
    meaning = _meaning(seeds, candidates, usual.means)
    asked = unit_rows(np.asarray(terms[count:].mean(axis=0), dtype=np.float32).reshape(-1))
    words = np.asarray(terms[:count] @ asked, dtype=np.float32)
    if foreign.any():
        words = as_many_words(meaning, words, foreign)
    scores = _weighted(meaning, words)
    return Likeness(np.argsort(-scores, kind="stable"), scores, meaning, words)


def _meaning(seeds: Texts, candidates: Texts, means: MannerMeans) -> Floats:
    """How alike by meaning each candidate (n,) is to all of the seeds: the mean of two cosines about the
    means of manners, that of the whole texts and that of the passages that are most alike, over the passages
    of either side."""
    whole = means.centred(candidates.vectors, candidates.manners()) @ unit_rows(
        means.centred(seeds.vectors, seeds.manners()).mean(axis=0)
    )
    rows, own = candidates.pieces()
    asked, of_seed = seeds.pieces()
    manners, seed_manners = candidates.manners(), seeds.manners()
    pairs = (
        means.centred(rows, [manners[text] for text in own])
        @ means.centred(asked, [seed_manners[text] for text in of_seed]).T
    )
    starts = np.searchsorted(own, np.arange(len(candidates.texts)))
    answered = np.maximum.reduceat(pairs, starts, axis=0).mean(axis=1)
    said = np.add.reduceat(pairs.max(axis=1), starts) / np.bincount(own)
    return np.asarray((whole + (answered + said) / 2) / 2, dtype=np.float32)


def _bag(text: str) -> Counter[str]:
    """How often each stem stands in what is read of a text."""
    return Counter(stems(text[:CHARACTERS]))


def _weighted(meaning: Floats, words: Floats) -> Floats:
    return _MEANING * meaning + (1 - _MEANING) * words


def _script(text: str) -> str:
    head = text[:CHARACTERS]
    if head.isascii():
        return "other"
    letters = sum(map(len, _CYRILLIC.findall(head)))
    return "cyrillic" if letters > len(head) * _CYRILLIC_SHARE else "other"
