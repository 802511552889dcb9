"""How much the words of texts are those of some among them, also where these are in another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.vectors.linear import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NEAREST = 40
"""How many texts tell how many words go with how much meaning in a language. By judgement."""
_NOTHING_LEFT = 1e-6
"""Square length below which nothing is left of seeds without one of them: what float32, of seven
digits, leaves of one taken from itself."""


@dataclass(frozen=True, slots=True)
class WordedTexts:
    """Texts by their words: tf-idf rows (n, terms) of unit length, or zero, and languages (n,)."""

    rows: csr_matrix
    languages: NDArray[np.str_]

    def shared(self, seeds: NDArray[np.int64], meaning: Floats) -> Floats:
        """Cosines (n,) of each text's words with those of the seeds together, by row; of a seed with those of
        the other seeds, and of the only one what is usual. `meaning` (n,) says how alike the texts are
        otherwise: see `as_many_words`."""
        together = np.asarray(self.rows[seeds].sum(axis=0), dtype=np.float32).reshape(-1)
        square = float(together @ together)
        products = np.asarray(self.rows @ together, dtype=np.float32)
        cosines = products / (np.sqrt(square) or 1.0)
        own = np.asarray(self.rows[seeds].multiply(self.rows[seeds]).sum(axis=1)).reshape(-1)
        left = square - 2 * products[seeds] + own
        alone = left < _NOTHING_LEFT
        cosines[seeds] = np.where(
            alone, np.median(cosines), (products[seeds] - own) / np.sqrt(np.where(alone, 1.0, left))
        )
        foreign = ~np.isin(self.languages, self.languages[seeds])
        return as_many_words(meaning, cosines, foreign) if foreign.any() else cosines


def as_many_words(meaning: Floats, words: Floats, foreign: NDArray[np.bool_]) -> Floats:
    """Words (n,) with those of foreign texts made up for: in a language none of the seeds is in they share no
    words with them, whatever they are about. So they are taken to share as many for their meaning as the
    nearest texts of the seeds' own do (least squares), and never more than any of these."""
    own = np.flatnonzero(~foreign)
    near = own[np.argsort(-meaning[own])[:_NEAREST]]
    if not len(near):
        return words
    centre, usual = meaning[near].mean(), words[near].mean()
    spread = meaning[near] - centre
    slope = max(0.0, float(spread @ words[near]) / (float(spread @ spread) or 1.0))
    expected = np.minimum(usual + slope * (meaning - centre), words[near].max())
    return np.asarray(np.where(foreign, np.maximum(words, expected), words), dtype=np.float32)
