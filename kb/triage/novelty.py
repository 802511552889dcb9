"""How new an item is against what was already read. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.text.excerpts import shortened
from kb.text.sentences import is_complete, sentences
from kb.text.tfidf import rarities, tf_idf
from kb.text.translation import in_english, is_a_term
from kb.text.words import stems
from kb.triage.ordinary import ordinary
from kb.triage.terms import content_words, says_little
from kb.vectors.debias import Manner, MannerMeans

NEAREST: Final = 3
"""Read items an item is held against: the nearest, and two more that may have said the rest of it."""
LONGEST: Final = 180
"""Characters of the sentence that is new: it stands in a narrow column, beside a summary that may hold it
whole."""

_FORMULA = re.compile(r"\$[^$]{1,200}\$|\\[A-Za-z]+")
_SAID = 0.5
"""Cosine of tf-idf from which a sentence says what another says: two wordings of one statement share about
half of their content words. By judgement."""
_FULL_WORDS = 8
"""From so many different content words on a sentence counts in full; fewer lean on their neighbours."""


@dataclass(frozen=True, slots=True, eq=False)
class WhatWasRead:
    """The items that were read: their ids (n,), unit vectors about the mean of their manner (n, d), and those
    means."""

    ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    means: MannerMeans

    def nearest(
        self, vector: NDArray[np.float32], manner: Manner, but: int | None = None, limit: int = NEAREST
    ) -> list[tuple[int, float]]:
        """The read items most like a vector (d,), as (id, likeness from 0 to 1), the most alike first; the
        item `but` is left out. Of equals the first row wins.

        Likeness is the cosine about the means of both manners: without them any two texts look at least 75 %
        alike to an E5 model, and two Russian posts more alike than a post and the paper it retells.
        """
        cosines = self.vectors @ self.means.centred(vector[np.newaxis], [manner])[0]
        rows = [row for row in np.argsort(-cosines, kind="stable") if self.ids[row] != but][:limit]
        return [(int(self.ids[row]), float(np.clip(cosines[row], 0.0, 1.0))) for row in rows]


def new_sentence(text: str, seen_texts: Sequence[str]) -> str:
    """The sentence of a text that says most of what no seen text says; empty where each was said.

    A sentence scores by how far it is from the nearest of the seen ones (cosine of tf-idf over stems, of
    terms in English), and by how central it is to its own text, so that a remark by the way does not win.
    """
    own = [one for one in sentences(text) if is_complete(one)]
    seen = [one for other in seen_texts for one in sentences(other)]
    bags = [_bag(one) for one in (*own, *seen)]
    if not any(bags[: len(own)]):
        return ""
    units = tf_idf(bags, rarities(bags).__getitem__)
    mine, theirs = units[: len(own)], units[len(own) :]
    said = (mine @ theirs.T).max(axis=1).toarray().ravel() if seen else np.zeros(len(own))
    telling = [len(bag) for bag in bags[: len(own)]]
    central = mine @ unit_rows(np.asarray(mine.mean(axis=0), dtype=np.float32)).T
    score = (1 - said) * central.ravel() * np.minimum(1.0, np.array(telling) / _FULL_WORDS)
    best = int(np.argmax(np.where(said < _SAID, score, 0.0)))
    return shortened(own[best], LONGEST) if said[best] < _SAID and score[best] > 0 else ""


def _bag(sentence: str) -> Counter[str]:
    plain = _FORMULA.sub(" ", sentence)
    # What a paper says of itself, whatever it is about, makes no sentence news.
    words = [word for word in content_words(in_english(plain) or plain) if not says_little(word)]
    return Counter(stems(" ".join(words)))


def new_terms(
    text: str,
    seen_texts: Iterable[str],
    k: int = 6,
    *,
    familiar: Callable[[str], bool] = lambda _: False,
) -> tuple[str, ...]:
    """At most `k` terms of a text which hold a word that no seen text uses, the most telling first.

    Compared by stem, shown as written; formulas and stop words left out. A term is a name (capitals
    inside, digits, Latin script in Russian), two words that a dictionary has side by side, or a plain word or
    pair of neighbours that the text repeats: what stands once is mostly chance, and a word that is ordinary
    in this field says nothing by itself. `familiar` tells of a stem whether the reader has met it elsewhere.
    So there may be fewer than `k`.
    """
    known = {one for seen in seen_texts for one in stems(seen)}
    plain = [_FORMULA.sub(" ", sentence) for sentence in sentences(text)]
    cyrillic = sum("\u0400" <= sign <= "\u04ff" for sign in text) > len(text) / 5
    forms: dict[tuple[str, ...], Counter[str]] = {}
    weights: dict[tuple[str, ...], float] = {}
    for sentence in plain:
        words = [word for word in content_words(sentence) if not says_little(word) and not _is_number(word)]
        for word in words:
            forms.setdefault(tuple(stems(word)), Counter())[word] += 1
        for left, right in pairwise(words):
            # Neighbours in the text too, not only once stop words are gone.
            if f"{left} {right}" in sentence:
                forms.setdefault((*stems(left), *stems(right)), Counter())[f"{left} {right}"] += 1
    for key, written in forms.items():
        surface, count = written.most_common(1)[0][0], written.total()
        pair = " " in surface
        name = not pair and _is_name(surface, cyrillic)
        phrase = pair and is_a_term(surface)
        by_chance = count < 2 and not name and not phrase
        says_nothing = not name and not pair and ordinary().issuperset(key)
        if not by_chance and not says_nothing and not known.issuperset(key):
            weights[key] = count * (2.5 if name else 1.0) * (1.5 if pair else 1.0)
    chosen: list[tuple[str, ...]] = []
    for key in sorted(weights, key=lambda key: -weights[key]):  # Stable: of equals the earlier first.
        if len(chosen) == k:
            break
        if any(set(key) & set(other) for other in chosen):
            continue
        if not all(one in known or familiar(one) for one in key):
            chosen.append(key)
    return tuple(forms[key].most_common(1)[0][0] for key in chosen)


def _is_name(term: str, cyrillic: bool) -> bool:
    latin = any("a" <= sign <= "z" for sign in term.lower())
    return (
        any(sign.isdigit() for sign in term)
        or any(sign.isupper() and before.isalnum() for before, sign in pairwise(term))
        or (cyrillic and latin)
    )


def _is_number(word: str) -> bool:
    return not any(sign.isalpha() for sign in word)
