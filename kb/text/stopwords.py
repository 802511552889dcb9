"""Words that say nothing about a topic: function words of a language, and the small talk of ML texts."""

from __future__ import annotations

from functools import cache

from kb.lexicon.reading import words
from kb.text.words import fold, stem

_LIST = "unnamed"
MIDDLE_WORDS = words(_LIST, "inside")
"""Function words a term may hold inside: chain of thought, обучение с подкреплением."""


@cache
def edge_stems(languages: frozenset[str]) -> frozenset[str]:
    """Stems that no term of these languages (ISO 639-1; English and Russian always) begins or ends with."""
    import stopwordsiso

    general = {
        fold(word)
        for language in languages | {"en", "ru"}
        if stopwordsiso.has_lang(language)
        for word in stopwordsiso.stopwords(language)
    }
    never = {fold(word) for word in words(_LIST, "never at an edge")}
    return frozenset(stem(word) for word in general | never)


@cache
def lone_stems() -> frozenset[str]:
    """Stemmed terms that are part of many names and no name by themselves."""
    return frozenset(
        " ".join(stem(part) for part in fold(term).replace("-", " ").split())
        for term in words(_LIST, "never alone")
    )
