"""Words of a question in the other language, from a dictionary of the field and of everyday science.

The dictionary is two lists of `kb.lexicon`. Terms are compared by the stems of their words in order, so a
line serves every form of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from kb.lexicon.reading import entries
from kb.text.russian import is_cyrillic, lemma, lemmas
from kb.text.words import FUNCTION_WORDS, stem, stems, written_words

_LISTS = ("terms", "general")
_MOST = 6
"""How many translations of one term are used: the first of a line are the commonest."""
_TELLING_STEM = 5
"""Stems of fewer letters belong to several words: песен and пёс. There the dictionary forms must agree."""

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term as the dictionary writes it, with its translations, and its place among its synonyms: the first
    names of a line are the likeliest for each other."""

    term: str
    place: int
    translations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """A term found at `start:end` of a text's words, with its names in the other language."""

    start: int
    end: int
    translations: tuple[str, ...]


@cache
def _entries() -> Mapping[Stems, tuple[_Entry, ...]]:
    """Every term of the dictionary by the stems of its words; the lists' order is that of their worth."""
    by_stems: dict[Stems, list[_Entry]] = {}
    for line in chain.from_iterable(map(entries, _LISTS)):
        for own, others in ((line.english, line.russian), (line.russian, line.english)):
            for place, term in enumerate(own):
                by_stems.setdefault(tuple(stems(term)), []).append(_Entry(term, place, others))
    return {key: tuple(sorted(entries, key=lambda entry: entry.place)) for key, entries in by_stems.items()}


@cache
def _longest() -> Mapping[str, int]:
    """How many words the longest term has that begins with a stem."""
    longest: dict[str, int] = {}
    for term in _entries():
        longest[term[0]] = max(longest.get(term[0], 0), len(term))
    return longest


def is_a_term(text: str) -> bool:
    """Whether a text is a term of the dictionary in either language, in whatever form: `Scaling Laws`."""
    return tuple(stems(text)) in _entries()


def translated(words: Sequence[str]) -> list[Translated]:
    """The terms among a text's folded words: the longest first, from left to right, none overlapping."""
    terms: list[Translated] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _most_words(words[start])), start, -1):
            if others := _translations(words[start:end]):
                terms.append(Translated(start, end, others))
                start = end - 1
                break
        start += 1
    return terms


def stems_in_english_too(text: str) -> Iterator[str]:
    """The stems of a text, as often as they stand there; of a Russian one with those of its terms in English
    as well."""
    yield from stems(text)
    if is_cyrillic(text):
        for term in translated(written_words(text)):
            for other in term.translations:
                yield from stems(other)


@lru_cache(maxsize=100_000)
def _most_words(word: str) -> int:
    """How many words a term may have that begins with a word; 0 where none does."""
    return max(_longest().get(one, 0) for one in (stem(word), _lemma_stem(word)))


def _translations(words: Sequence[str]) -> tuple[str, ...]:
    if all(word in FUNCTION_WORDS for word in words):
        return ()
    for found_by in (stem, _lemma_stem):
        forms = tuple(found_by(word) for word in words)
        fitting = [entry for entry in _entries().get(forms, ()) if _same(words, forms, entry.term)]
        if fitting:
            return tuple(dict.fromkeys(other for entry in fitting for other in entry.translations))[:_MOST]
    return ()


def _lemma_stem(word: str) -> str:
    """Forms with another stem than their dictionary form: песен is песн, from песня."""
    return stem(lemma(word)) if is_cyrillic(word) else stem(word)


def _same(words: Sequence[str], forms: Stems, term: str) -> bool:
    """Whether a term with these stems is made of these words."""
    return all(
        len(form) >= _TELLING_STEM or not is_cyrillic(form) or not lemmas(word).isdisjoint(lemmas(own))
        for word, form, own in zip(words, forms, written_words(term), strict=True)
    )


def in_english(text: str) -> str:
    """A Russian question word by word in English, as far as the dictionary goes; an empty string if no word
    of it was translated. No translation to read: it is there to be embedded."""
    if not is_cyrillic(text):
        return ""
    words = written_words(text)
    terms = [one for one in translated(words) if is_cyrillic(" ".join(words[one.start : one.end]))]
    said: list[str] = []
    at = 0
    for one in [*terms, Translated(len(words), len(words), ("",))]:
        said += [word for word in words[at : one.start] if word not in FUNCTION_WORDS]
        said.append(one.translations[0])
        at = one.end
    return " ".join(filter(None, said)) if terms else ""
