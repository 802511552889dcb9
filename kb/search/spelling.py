"""What was probably meant, from the words the library itself holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.text.russian import is_cyrillic, lemmas
from kb.text.sounds import sound
from kb.text.words import fold

# The same keys under the two layouts of a Russian keyboard.
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_LAYOUT = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_HAS_DIGIT = re.compile(r"\d")
_SOUNDS = 3
"""Letters that a sound has at least by which a word is told: of two there are many words."""


def in_other_layout(word: str) -> str:
    """A word as its keys read under the other keyboard layout: `ghbdtn` is `привет`."""
    return fold(word).translate(_OTHER_LAYOUT)


def correction(word: str, vocabulary: Mapping[str, int]) -> str:
    """The known word a misspelt one probably means, or an empty string.

    `vocabulary` are folded words with the number of items that hold each. Slips are insertions, omissions,
    replacements and swaps of neighbours (optimal string alignment): one in a word of five to seven
    letters, two in a longer one; none is assumed in shorter words or those with digits, which are names.
    """
    folded = fold(word)
    allowed = 0 if len(folded) < 5 or _HAS_DIGIT.search(folded) else 1 if len(folded) < 8 else 2
    if not allowed:
        return ""
    near = process.extract(folded, vocabulary.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=20)
    return min(((distance, -vocabulary[term], term) for term, distance, _ in near), default=(0, 0, ""))[2]


def sounding_like(word: str, vocabulary: Mapping[str, int]) -> str:
    """The known word that sounds as one written in the other alphabet (`Васвани`), or an empty string.

    `vocabulary` are folded words with the number of items that hold each; of several the commonest.
    """
    forms = lemmas(word) | {word} if is_cyrillic(word) else {word}
    wanted = {said for form in forms if len(said := sound(form)) >= _SOUNDS}
    alike = [known for known in vocabulary if sound(known) in wanted]
    return max(alike, key=lambda known: (vocabulary[known], known), default="")
