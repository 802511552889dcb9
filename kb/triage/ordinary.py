"""Words that are ordinary in texts on machine learning, in English and Russian: they tell nothing new."""

from __future__ import annotations

from functools import cache

from kb.lexicon.reading import words

LIST = "ordinary_words"
"""Stems, one a line, as `bench/ordinary_words.py` counted them."""


@cache
def ordinary() -> frozenset[str]:
    """The stems of the list."""
    return words(LIST)
