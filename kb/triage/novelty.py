"""How new an item is against what was already read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from kb.text.sentences import sentences
from kb.text.words import stems
from kb.triage.terms import content_words, says_little
from kb.vectors.linear import centred_rows

_FORMULA = re.compile(r"\$[^$]{1,200}\$|\\[A-Za-z]+")
_FEW_WORDS = 40
"""A text of so few words may say each new one only once; in a longer one what stands once is said by the
way."""


def nearest_read(
    item_vector: ArrayLike,
    read_vectors: ArrayLike,
    ids: Sequence[int],
    centre: ArrayLike | None = None,
) -> tuple[int, float] | None:
    """The read item most like this one, as (id, similarity from 0 to 1); None where nothing was read.

    `item_vector` (d,) and `read_vectors` (n, d) are of one encoder, `ids` name the rows. The similarity
    is the cosine about `centre` (d,), the mean vector of the library: without it any two texts look at
    least 75 % alike to an E5 model. Of equals the first row wins.

    :raises ValueError: vectors and ids do not match in number.
    """
    read = np.asarray(read_vectors, dtype=np.float32)
    if len(read) != len(ids):
        raise ValueError(f"{len(read)} vectors, but {len(ids)} ids")
    if not len(ids):
        return None
    around = np.asarray(0 if centre is None else centre, dtype=np.float32)
    cosines = centred_rows(read, around) @ centred_rows(np.asarray(item_vector, dtype=np.float32), around)
    row = int(np.argmax(cosines))
    return ids[row], float(np.clip(cosines[row], 0.0, 1.0))


def new_terms(text: str, seen_texts: Iterable[str], k: int = 6) -> tuple[str, ...]:
    """At most `k` terms of a text which hold a word that no seen text uses, the most telling first.

    Compared by stem, shown as written; formulas and stop words left out. A term is a name (capitals
    inside, digits, Latin script in Russian), or a plain word or pair of neighbours that the text
    repeats: a plain word used once is mostly chance, except in a post of a few lines. So there may be
    fewer than `k`.
    """
    known = {one for seen in seen_texts for one in stems(seen)}
    plain = [_FORMULA.sub(" ", sentence) for sentence in sentences(text)]
    cyrillic = sum("\u0400" <= sign <= "\u04ff" for sign in text) > len(text) / 5
    forms: dict[tuple[str, ...], Counter[str]] = {}
    weights: dict[tuple[str, ...], float] = {}
    total = 0
    for sentence in plain:
        words = [word for word in content_words(sentence) if not says_little(word)]
        total += len(words)
        for word in words:
            forms.setdefault(tuple(stems(word)), Counter())[word] += 1
        for left, right in pairwise(words):
            # Neighbours in the text too, not only once stop words are gone.
            if f"{left} {right}" in sentence:
                forms.setdefault((*stems(left), *stems(right)), Counter())[f"{left} {right}"] += 1
    for key, written in forms.items():
        surface, count = written.most_common(1)[0][0], written.total()
        pair, name = " " in surface, _is_name(surface, cyrillic)
        seldom = count < 2 and (pair or (not name and total > _FEW_WORDS))
        if not seldom and not all(one in known for one in key):
            weights[key] = count * (2.5 if name else 1.0) * (1.5 if pair else 1.0)
    chosen: list[tuple[str, ...]] = []
    for key in sorted(weights, key=lambda key: -weights[key]):  # Stable: of equals the earlier first.
        if len(chosen) == k:
            break
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    return tuple(forms[key].most_common(1)[0][0] for key in chosen)


def _is_name(term: str, cyrillic: bool) -> bool:
    latin = any("a" <= sign <= "z" for sign in term.lower())
    return (
        any(sign.isdigit() for sign in term)
        or any(sign.isupper() and before.isalnum() for before, sign in pairwise(term))
        or (cyrillic and latin)
    )
