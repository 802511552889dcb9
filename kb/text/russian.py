"""Dictionary forms of Russian words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def is_cyrillic(word: str) -> bool:
    """Whether a word holds a Cyrillic letter."""
    return bool(_CYRILLIC.search(word))


def reading(word: str) -> Any:
    """The likeliest reading of a word, as pymorphy3 gives it."""
    return readings(word)[0]


@lru_cache(maxsize=20_000)
def readings(word: str) -> Sequence[Any]:
    """Every reading of a word, the likeliest first."""
    return tuple(_analyzer().parse(word))


def lemma(word: str) -> str:
    """The likeliest dictionary form, with ё as е: моделей → модель."""
    return _without_dots(reading(word).normal_form)


def is_form_of(word: str, other: str) -> bool:
    """Whether a word that Russian has is another form of `other`; what it has not is a slip at best."""
    return bool(reading(word).is_known) and lemma(word) == lemma(other)


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form a word may have: стали → стать, сталь."""
    return frozenset(_without_dots(one.normal_form) for one in readings(word))


def _without_dots(word: str) -> str:
    return word.replace("ё", "е")


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
