"""Words that are ordinary in texts on machine learning, in English and Russian: they tell nothing new."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

ORDINARY_WORDS: Final = Path(__file__).with_name("ordinary_words.txt")
"""Stems, one a line, as `bench/ordinary_words.py` counted them."""


@cache
def ordinary() -> frozenset[str]:
    """The stems of the list."""
    return frozenset(ORDINARY_WORDS.read_text(encoding="utf-8").split())
