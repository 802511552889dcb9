"""Texts as tf-idf vectors over their stems: the one way in which words are weighed to compare texts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def tf_idf(bags: Sequence[Counter[str]], rarity: Callable[[str], float]) -> csr_matrix:
    """Sparse unit rows (n, terms) of `frequency_weight` times rarity, one for each bag, which counts a text's
    terms; a row without a term of any rarity is zero."""
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    terms = (term for bag in bags for term in bag)
    places = np.array([columns.setdefault(term, len(columns)) for term in terms], dtype=np.int64)
    frequencies = [frequency_weight(count) for bag in bags for count in bag.values()]
    starts = np.cumsum([0, *map(len, bags)])
    weights = np.array([rarity(term) for term in columns], dtype=np.float32)
    values = np.array(frequencies, dtype=np.float32) * weights[places]
    rows = np.repeat(np.arange(len(bags)), np.diff(starts))
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(bags)))
    values /= np.where(lengths > 0, lengths, 1)[rows]
    return csr_matrix((values.astype(np.float32), places, starts), shape=(len(bags), len(columns)))


def frequency_weight(count: int) -> float:
    """What a term counts that stands in a text so often: 1 + ln(tf), since the tenth time says little."""
    return 1 + math.log(count)


def rarities(bags: Sequence[Collection[str]]) -> dict[str, float]:
    """The inverse document frequency of each term among a few texts: ln(1 + n / f) of one that f of n hold.
    What all of them hold still counts, for it is what they are about."""
    held = Counter(term for bag in bags for term in set(bag))
    return {term: math.log(1 + len(bags) / count) for term, count in held.items()}
