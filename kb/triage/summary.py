"""Three sentences that say what a text is about: extracted, never written, so they cannot invent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.embedding.unit import unit_rows
from kb.text.excerpts import shortened
from kb.text.sentences import ends, is_complete, sentences
from kb.text.tfidf import rarities, tf_idf
from kb.text.words import fold, stem, written_words
from kb.triage.terms import content_words

MOST_SENTENCES: Final = 3
MOST_CHARACTERS: Final = 500
"""What a card may hold: three sentences of usual length, read in some twenty seconds."""

_RELEVANCE = 0.6
"""Share of relevance against variety (lambda of maximal marginal relevance): a higher one repeats, a lower
one wanders off. By judgement."""
_FRAGMENT_WORDS = 5
"""Fewer words without an end of a sentence are a heading or a caption."""
_FULL_WORDS = 8
"""From so many different content words on a sentence counts in full."""


def three_sentences(text: str, language: str, vectors: ArrayLike | None = None, title: str = "") -> str:
    """At most three sentences of the text in their order, together at most 500 characters; what stands in the
    `title` above them is not said again.

    A sentence scores by its centrality (cosine of its tf-idf vector to the mean one) and by how early
    it stands; maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) keeps the three
    different. A text that is short already comes back whole, without its markup. `language` is the
    text's ISO 639-1 code; `vectors` (n, d) may stand for tf-idf, one row per `sentences(text)`.

    :raises ValueError: `vectors` do not match the sentences.
    """
    every = sentences(text)
    if vectors is not None and len(np.asarray(vectors)) != len(every):
        raise ValueError(f"{len(every)} sentences, but {len(np.asarray(vectors))} vectors")
    begins = _behind(title, every)
    if begins:
        every, vectors = every[begins:], None if vectors is None else np.asarray(vectors)[begins:]
    whole = " ".join(map(_closed, every)) if len(every) > 1 else "".join(every)
    if len(every) <= MOST_SENTENCES and len(whole) <= MOST_CHARACTERS:
        return whole
    rows = _candidates(every)
    candidates = [_closed(every[row]) for row in rows]
    bags = [Counter(stem(fold(word)) for word in content_words(one, language)) for one in candidates]
    units = _by_words(bags) if vectors is None else unit_rows(np.asarray(vectors, dtype=np.float32)[rows])
    # A sentence of few content words leans on its neighbours and says little alone.
    weight = np.array([min(1.0, len(bag) / _FULL_WORDS) for bag in bags])
    chosen = _choose(candidates, units, weight)
    return (
        " ".join(candidates[place] for place in chosen)
        if chosen
        else shortened(candidates[0], MOST_CHARACTERS)
    )


def repeats(title: str, sentence: str) -> bool:
    """Whether the title holds all that a sentence says, in the same words."""
    said = " ".join(written_words(sentence))
    return bool(said) and f" {said} " in f" {' '.join(written_words(title))} "


def _behind(title: str, found: Sequence[str]) -> int:
    """How many of the first sentences only repeat the title: posts begin with their own."""
    return next((row for row, sentence in enumerate(found) if not repeats(title, sentence)), len(found))


def _candidates(found: list[str]) -> list[int]:
    """Rows of sentences fit to stand alone; short ones and list entries only where these are too few."""
    first: dict[str, int] = {}
    for row, sentence in enumerate(found):
        first.setdefault(fold(sentence), row)  # Dumps repeat themselves.
    rows = list(first.values())
    complete = [row for row in rows if is_complete(found[row])]
    if len(complete) >= MOST_SENTENCES:
        return complete
    return [row for row in rows if ends(found[row]) or len(found[row].split()) >= _FRAGMENT_WORDS] or rows


def _closed(sentence: str) -> str:
    """The sentence with a sign at its end, so that list entries do not run into one another."""
    bare = sentence.rstrip(" ,;:—–-")
    return bare if not bare or not bare[-1].isalnum() else bare + "."


def _choose(candidates: list[str], units: NDArray[np.float32], weight: NDArray[np.float32]) -> list[int]:
    """Places of the chosen sentences, in their order, by maximal marginal relevance."""
    centrality = units @ unit_rows(units.mean(axis=0))
    position = 1 / np.sqrt(1 + np.arange(len(candidates)) / 8)
    relevance = centrality * position * weight
    relevance /= max(1e-12, relevance.max())  # On one scale with the likeness it is weighed against.
    alike = units @ units.T
    chosen: list[int] = []
    left = MOST_CHARACTERS
    while len(chosen) < MOST_SENTENCES:
        fitting = [
            place
            for place, sentence in enumerate(candidates)
            if place not in chosen and len(sentence) <= left
        ]
        if not fitting:
            break
        repeats = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(candidates))
        marginal = _RELEVANCE * relevance - (1 - _RELEVANCE) * repeats
        best = max(fitting, key=lambda place: (marginal[place], -place))
        chosen.append(best)
        left -= len(candidates[best]) + 1
    return sorted(chosen)


def _by_words(bags: Sequence[Counter[str]]) -> NDArray[np.float32]:
    """Unit rows (n, vocabulary), each bag of stems a document."""
    units: NDArray[np.float32] = tf_idf(bags, rarities(bags).__getitem__).toarray()
    return units
