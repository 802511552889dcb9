"""Dictionary forms of Russian words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def is_cyrillic(word: str) -> bool:
    return bool(_CYRILLIC.search(word))


@lru_cache(maxsize=20_000)
def reading(word: str) -> Any:
    """The likeliest reading of a word, as pymorphy3 gives it."""
    return _analyzer().parse(word)[0]


def lemma(word: str) -> str:
    """The dictionary form, with ё as е: моделей → модель."""
    return str(reading(word).normal_form).replace("ё", "е")


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
