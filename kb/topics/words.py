"""Words of a title or a text, as terms are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.text.words import fold, stem

_WORD = re.compile(r"[^\W_]+(?:(?:[-'’/]|(?<=\d)\.(?=\d))[^\W_]+)*[+#]{0,2}")
_BREAK = re.compile(
    r"https?://\S+|www\.\S+|[@$\\]\S+|(?:(?<!\d)\.|\.(?!\d)|[^\w\s\-'’/+#.])+|[\n\r\t]+|\s[-/]+\s|_+"
)
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")

Stems = tuple[str, ...]
"""The stems of a term's words, hyphenated words as several: retriev, augment, generat."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word: its folded form and the stems of its parts. `Words` makes one of each, so that the same word
    is the same object."""

    written: str
    folded: str
    stems: Stems


class Words(dict[str, Word]):
    """Words looked up once each."""

    def __missing__(self, written: str) -> Word:
        folded = fold(written)
        # The stemmer leaves the plural of an acronym without vowels as it is: VLMs.
        bare = folded[:-1] if _PLURAL_ACRONYM.fullmatch(written) else folded
        self[written] = word = Word(
            written, folded, tuple(stem(part) for part in re.split(r"[-/]", bare) if part)
        )
        return word


def segments(text: str) -> Iterator[list[str]]:
    """The words between one punctuation mark and the next: a term does not reach across."""
    for segment in _BREAK.split(text):
        if words := words_of(segment):
            yield words


def words_of(text: str) -> list[str]:
    """The words of a text as they are written."""
    return _WORD.findall(text)


def stems_of(term: str) -> Stems:
    """The stems of a term's words; a word with hyphens has several."""
    known = Words()
    return tuple(part for word in words_of(term) for part in known[word].stems)
