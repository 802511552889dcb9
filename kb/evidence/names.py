"""The ways in which a title is written, and how little chance writes each of them.

A long title is a name. A short one (`Mamba`, `Adam`, `Layer Normalization`) is a word of the field as well:
how telling it is, is measured in bits, by how many titles of the library hold each of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log2

from kb.text.tex import plain_tex
from kb.text.translation import is_a_term
from kb.text.words import FUNCTION_WORDS, letters, stem, stems
from kb.text.works import page_title
from kb.types import Kind
from kb.types.evidence import WorkFacts

TITLED = frozenset((Kind.PAPER, Kind.ARTICLE, Kind.BOOK, Kind.VIDEO, Kind.REPO))
"""The kinds whose title somebody gave them. That of a post, a note or a chat is often its first line."""
_TELLING_BITS = 18.0
"""Bits from which on a name is not written by chance: one of a quarter of a million."""
_LIKELY_BITS = 12.0
"""Bits from which on a full title is not written by chance with its capitals: one of four thousand."""
_FEW = 300
"""Titles below which it cannot be seen how rare a word is; then it is as if there were so many."""
_UNTITLED_STEMS = 6
"""Words from which on the first line of a post is as good as a title."""
_SUBTITLE_STEMS = 5
"""Words from which on what follows a colon is quoted as a title of its own."""
_FORMER_STEMS = 4
"""Words from which on a former title is the work's. By judgement."""
_SPELT = 4
"""One word of so many may be spelt in another way. By judgement."""
_FOLLOWED = 2
"""Titles that hold a name at the most: what more are about is a kind of work. By judgement."""
_WORD_LETTERS = 3
"""Letters of the longest word of a name at least: `R&D` is no name, and a formula holds it."""
_COINED_LETTERS = 4
"""Letters of a coined name at least: `PoC` is an abbreviation of many things."""
_COINED = re.compile(
    r"(?=.*[^\W\d_].*[^\W\d_])(?:\w*[a-zа-яё]\w*[A-ZА-ЯЁ]\w*|[A-Z]{2,}[a-z]{2,}\w*|[B-DF-HJ-NP-TV-XZ]{4,}"
    r"|[^\W\d_]+(?:[-+.][^\W\d_]+)?[-+.]?\d[\w.+-]*)"
)
"""A capital behind a small letter, a number behind letters, a word that begins with several capitals or is
none for want of vowels."""
_HUMPS = re.compile(r"[A-Z][a-z]{2,}(?:[A-Z][a-z]{2,})+(?:[-.]?\d[\d.]*)?")
_BEFORE_A_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""FlashAttention is written as two words as well."""
_SHORT = re.compile(r"(?P<name>[^:—–|?]{2,80}?)(?:\?|\s*:\s|\s+[—–|]\s|\s-\s)\s*(?P<rest>\S.*)")
_BRACKETED = re.compile(r"\([^()]*\)")
_AROUND = " ()[]{}«»“”\"'.,;:!"
_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))


@dataclass(frozen=True, eq=False)
class Name:
    """A way to write a title: `text` as it stands there, its stems in order, its letters. `whole` is the full
    title; `coined` a word nobody writes but for this name; `telling` says that whoever writes it means the
    work, `likely` that who writes it with its capitals does; `rest` are the telling stems of the title that
    it lacks."""

    item_id: int
    text: str
    stems: tuple[str, ...]
    letters: str
    whole: bool
    coined: bool
    telling: bool
    likely: bool
    rest: frozenset[str]

    @cached_property
    def slack(self) -> int:
        """How many of its words may be lacking on a page, being spelt in another way: `pretraining`, a name
        in braces."""
        return min(2, len(set(self.stems)) // _SPELT)


class Rarity:
    """How rare each stem is among the titles of a library."""

    def __init__(self, works: Iterable[WorkFacts]) -> None:
        titles = [stems(work.title) for work in works]
        self._held = Counter(one for title in titles for one in set(title))
        self._pairs = Counter(pair for title in titles for pair in set(pairwise(title)))
        self._titles = max(len(titles), _FEW)

    def titles_with(self, stem: str) -> int:
        """How many titles hold a stem."""
        return self._held[stem]

    def titles_with_all(self, words: Sequence[str]) -> int:
        """In how many titles at most these stems stand in this order."""
        return min(map(self._pairs.__getitem__, pairwise(words)), default=self._held[words[0]])

    def bits(self, words: Iterable[str]) -> float:
        """How telling stems are together, each counted once; function words tell nothing."""
        telling = set(words) - _FUNCTION_STEMS
        return sum(log2((self._titles + 1) / (self._held[one] + 0.5)) for one in telling)


def names_of(work: WorkFacts, rarity: Rarity) -> Iterator[Name]:
    """The ways to write the title of a work, the full one first, each once."""
    yield from _named(work, work.title, rarity)


def former_names_of(work: WorkFacts, rarity: Rarity) -> Iterator[Name]:
    """The ways to write what a work was called before, those that nothing else is called: a title may have
    been taken from a file until the work's own was known."""
    for title in work.former:
        for name in _named(work, title, rarity):
            if name.telling and len(_telling(name.stems)) >= _FORMER_STEMS:
                yield name


def _named(work: WorkFacts, written: str, rarity: Rarity) -> Iterator[Name]:
    title = plain_tex(written)
    titled = page_title(title)
    title = titled[1] if titled else title.strip()
    if "://" in title:
        return
    every = _telling(stems(title))
    seen: set[str] = set()
    for text, whole in _forms(title, work.kind):
        text, of_letters = text.strip(_AROUND), letters(text)
        words = tuple(stems(text))
        said = _telling(words)
        if max(map(len, said), default=0) < _WORD_LETTERS or of_letters in seen:
            continue
        seen.add(of_letters)
        if work.kind not in TITLED and len(said) < _UNTITLED_STEMS:
            continue
        named = len(words) <= 2 and len(of_letters) >= _COINED_LETTERS and _COINED.fullmatch(text) is not None
        phrase = sum(len(one) > 1 for one in said) > 1 and not is_a_term(text)
        bits = rarity.bits(said) if phrase and (whole or rarity.titles_with_all(words) <= _FOLLOWED) else 0.0
        yield Name(
            work.item_id,
            text,
            words,
            of_letters,
            whole,
            named and min(map(rarity.titles_with, words)) <= _FOLLOWED,
            bits >= _TELLING_BITS,
            bits >= _LIKELY_BITS,
            frozenset(every) - set(words),
        )
        if named and (apart := _apart(text, rarity)):
            rest = frozenset(every) - set(words) - set(stems(apart))
            yield Name(work.item_id, apart, tuple(stems(apart)), of_letters, False, True, False, False, rest)


def _apart(coined: str, rarity: Rarity) -> str:
    """A name of several words written as one, with blanks between them; empty where it is none, or where
    chance would write these words with their capitals."""
    if not _HUMPS.fullmatch(coined):
        return ""
    apart = _BEFORE_A_HUMP.sub(" ", coined)
    words = stems(apart)
    telling = rarity.bits(words) >= _LIKELY_BITS and rarity.titles_with_all(words) <= _FOLLOWED
    # A term that is written as one word as well is a name itself.
    return apart if telling and (not is_a_term(apart) or is_a_term(coined)) else ""


def _forms(title: str, kind: Kind) -> Iterator[tuple[str, bool]]:
    yield title, True
    if kind not in TITLED:
        return
    if parted := _SHORT.fullmatch(title):
        yield parted["name"], False
        if len(_telling(stems(parted["rest"]))) >= _SUBTITLE_STEMS:
            yield parted["rest"], False
    if kind is Kind.REPO and "/" in title:
        yield title.rpartition("/")[2], False
    if "(" in title:
        # What stands in brackets is mostly an abbreviation of words before it, and no name.
        yield _BRACKETED.sub(" ", title), False


def _telling(words: Iterable[str]) -> list[str]:
    return [one for one in words if one not in _FUNCTION_STEMS]
