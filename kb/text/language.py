"""Which language a text is written in."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

# Technical Russian is full of Latin names: every eighth letter being Cyrillic makes a text Cyrillic.
_CYRILLIC_SHARE = 0.12
_ALPHABET_MARKS = 0.005
"""Of Cyrillic letters: Russian texts quote one of another alphabet now and then; in Ukrainian several in a
hundred are no Russian letters."""
_SAMPLE = 20_000
"""Characters: the language of a book is known after its first pages."""
_SHORT = 60
"""Letters below which the model guesses; without accents such a line is taken for English."""
_LIKELIER = 0.5
"""By how much of log-likelihood a sign another language has to be likelier than English: titles in one are by
0.97 at least, English ones full of coined words by up to 0.16 (23,000 titles on arXiv)."""
_SURE = 200
"""Signs of a text after which no more likelihood is asked for."""
_LAST_LATIN = "\u024f"
_CYRILLIC_LANGUAGES = ("ru", "uk", "be", "bg", "sr", "mk", "kk")
_OTHER_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "no", "fi", "tr", "ro", "hu",
    "el", "he", "ar", "fa", "hi", "zh", "ja", "ko", "vi", "id",
)  # fmt: skip


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the main language, empty for a text without letters.

    Decided by alphabet first: the statistical model is unsure about short technical lines ("RLHF"),
    so it only chooses among languages of one alphabet, and only for a text long enough to tell.
    """
    if text.isascii():
        count = sum(map(str.isalpha, text[:_SAMPLE]))
        return _in_latin(text[:_SAMPLE]) if count >= _SHORT else "en" if count else ""
    letters = {sign: n for sign, n in Counter(text[:_SAMPLE].lower()).items() if sign.isalpha()}
    count = sum(letters.values())
    if not count:
        return ""
    cyrillic = Counter({letter: n for letter, n in letters.items() if "\u0400" <= letter <= "\u04ff"})
    if cyrillic.total() >= count * _CYRILLIC_SHARE:
        foreign = sum(n for letter, n in cyrillic.items() if not ("а" <= letter <= "я" or letter == "ё"))
        if foreign <= cyrillic.total() * _ALPHABET_MARKS and not _looks_bulgarian(cyrillic):
            return "ru"
        return _classify(_only_cyrillic(text[:_SAMPLE]), _CYRILLIC_LANGUAGES)
    accented = sum(n for letter, n in letters.items() if not letter.isascii())
    if count < _SHORT and accented <= 1:
        return "en"
    return _in_latin(text[:_SAMPLE])


def _in_latin(text: str) -> str:
    """The likeliest language of those not written in Cyrillic; English unless another is so for sure. Names
    tell of those who bear them, not of what is written about them."""
    words = " ".join(word for word in text.split() if not _is_foreign_name(word))
    found: dict[str, float] = dict(_identifier(_OTHER_LANGUAGES).rank(words))
    code = max(found, key=found.__getitem__)
    return code if found[code] - found["en"] > _LIKELIER * min(len(words), _SURE) else "en"


def _is_foreign_name(word: str) -> bool:
    """Whether a word is a name with a letter that English has not: Erdős, Schrödinger's, (Łojasiewicz)."""
    letters = word.lstrip("([{'\"“„«")
    return letters[:1].isupper() and letters[0] <= _LAST_LATIN and not letters.isascii()


def _looks_bulgarian(cyrillic: Counter[str]) -> bool:
    """Bulgarian has no ы and э but uses ъ often; long Russian texts always hold ы."""
    count = cyrillic.total()
    return count > 200 and "ы" not in cyrillic and cyrillic["ъ"] > count * 0.005


def _only_cyrillic(text: str) -> str:
    return " ".join(word for word in text.split() if any("\u0400" <= letter <= "\u04ff" for letter in word))


def _classify(text: str, languages: tuple[str, ...]) -> str:
    code, _ = _identifier(languages).classify(text)
    return str(code)


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(languages))
    return identifier
