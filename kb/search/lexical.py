"""How well items answer the words of a question, in whichever language they say them.

Okapi BM25 over the words index, with the terms of a question as structured queries (Pirkola, SIGIR 1998):
the names of one term, in its own words and in translation, count as one word, found where any of them is
found and as rare as all of them together. Without that, a translation seems precious merely because few
items are in its language.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kb.store import words
from kb.text.matching import Query, Stems, Term

_IN_PART = 0.6
"""What some words of a term of several are worth, against the term itself."""
_SIDE_BY_SIDE = 0.25
"""What two neighbouring words are worth beside each other, on top of being there."""

_COMMONPLACE = 4000
"""Items with a word from which it is left aside; in a library of fewer items none is. By judgement."""
_FULL = 1.5
"""Saturated frequency of a term in an item that is about it; 2.2 is the most there can be."""

Floats = NDArray[np.float64]


def lexical_scores(db: sqlite3.Connection, query: Query) -> Floats:
    """Scores by item id, `(largest id + 1,)`: 0 where no word of the query stands, about 1 where all of them
    do. A query with words that are nowhere leaves every item far from 1."""
    index = _Index(db)
    total, possible = index.nothing(), 0.0
    query = _without_commonplaces(query, words.frequencies(db, query.all_stems))
    for term in query.terms:
        scores, full = _term_scores(index, term)
        total += scores
        possible += full
    if query.prefix:
        begins = index.beginning(query.prefix)
        total += begins * index.rarity(begins)
        possible += _FULL * index.rarity(begins)
    # Exact names are among the terms too, as their parts: what they add is that they stand as written.
    for frequencies in (index.exact(name) for name in query.exact):
        total += frequencies * index.rarity(frequencies)
        possible += _FULL * index.rarity(frequencies)
    for pair in pairwise(query.stems):
        frequencies = index.phrase(pair)
        total += _SIDE_BY_SIDE * frequencies * index.rarity(frequencies)
    return total / possible if possible else total


def _without_commonplaces(query: Query, held_by: Mapping[str, int]) -> Query:
    """The query without terms and names whose every word is in thousands of items, if any others are left:
    they tell little and take most of the time."""

    def telling(name: Stems) -> bool:
        return min(held_by.get(stem, 0) for stem in name) <= _COMMONPLACE

    told = [
        Term(term.words, tuple(name for name in term.translations if telling(name)))
        for term in query.terms
        if telling(term.words)
    ]
    return replace(query, terms=tuple(told)) if told else query


def _term_scores(index: _Index, term: Term) -> tuple[Floats, float]:
    """How well each item answers one term, and the score of an item that is about it."""
    found = np.max([index.phrase(name) for name in (term.words, *term.translations)], axis=0)
    whole = found * index.rarity(found)
    if len(term.words) > 1:
        words = [index.phrase((word,)) for word in term.words]
        whole = np.maximum(whole, _IN_PART * sum(word * index.rarity(word) for word in words))
    return whole, _FULL * index.rarity(found)


class _Index:
    """The words index of one library, as long as one question takes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._items, self._size = words.extent(db)
        self._known: dict[str, Floats] = {}

    def nothing(self) -> Floats:
        return np.zeros(self._size)

    def phrase(self, stems: Iterable[str]) -> Floats:
        return self._found(words.side_by_side(stems))

    def exact(self, name: str) -> Floats:
        return self._found(words.named(name))

    def beginning(self, start: str) -> Floats:
        return self._found(words.beginning(start))

    def _found(self, expression: str) -> Floats:
        """How much of an expression of one phrase each item holds: 0 to 2.2, BM25's saturated frequency."""
        if expression not in self._known:
            ids, scores = words.scored(self._db, expression)
            frequencies = self.nothing()
            # FTS5 multiplies by the phrase's own rarity, by the formula of its bm25(); a phrase in more than
            # half of the items counts almost nothing there.
            rarity = max(math.log((self._items - len(ids) + 0.5) / (len(ids) + 0.5)), 1e-6)
            frequencies[ids] = scores / rarity
            self._known[expression] = frequencies
        return self._known[expression]

    def rarity(self, found: Floats) -> float:
        """Inverse document frequency of what was found in n items: log(1 + (N - n + 0.5) / (n + 0.5))."""
        n = int(np.count_nonzero(found))
        return math.log(1 + (self._items - n + 0.5) / (n + 0.5))
