"""Words that carry content: everything but stop words and bare numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.text.words import fold

# Joined by a hyphen, slash or dot inside, a name stays one word: GPT-4, KV-кэш, Qwen2.5.
_TERM = re.compile(r"[^\W_]+(?:[-‑./_][^\W_]+)*", re.UNICODE)

# What papers say of themselves, whatever they are about.
_ABOUT_ITSELF = frozenset(
    "paper papers work study article approach approaches method methods propose proposed proposes present "
    "introduce introduces existing recent novel new results experiments experimental demonstrate "
    "demonstrates achieve achieves performance state-of-the-art significantly outperforms outperform "
    "however moreover furthermore additionally extensive comprehensive effectively improve improves "
    "improvement improvements leverage leveraging enabling enables enable remains despite address "
    "addresses addressing challenges challenge across various diverse respectively specifically "
    "статья статье работа работе работы авторы автор метод метода методы подход подхода подходы "
    "результат результаты предлагают предлагается показали показывает показывают новый новая новые "
    "позволяет позволяют однако например является использовать используется обзор".split()
)


def content_words(text: str, language: str = "") -> list[str]:
    """The content words of a text in order, as written. Russian and English stop words never count,
    nor do those of `language` (ISO 639-1) where they are known."""
    stop = _stop_words(language)
    return [
        word
        for word in _TERM.findall(text)
        if not word.isdecimal() and (len(word) > 2 or word.isupper()) and fold(word) not in stop
    ]


def says_little(word: str) -> bool:
    """Whether the word is one that most papers and posts use of themselves."""
    return fold(word) in _ABOUT_ITSELF


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    import stopwordsiso

    known = {code for code in ("en", "ru", language) if stopwordsiso.has_lang(code)}
    return frozenset(fold(word) for word in stopwordsiso.stopwords(known))
