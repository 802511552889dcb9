"""Whether a name that stands in a text means the work.

What nobody writes by chance is taken as it is. Shorter names (`Mamba`, `Adam`, `Layer Normalization`) are
words of the field as well: they count where something beside them says that the work is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kb.evidence.names import Name
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.translation import is_a_term

_SHORT_NAME = 0.9
"""How probable a short name that something speaks for means the work. This and the numbers below are by
judgement."""
_FREE_WORDS = 3
"""Words from which on a telling name counts without its capitals, and within more words."""
_SUBTITLE_BITS = 16.0
"""How telling the words of the rest of a title are together that, beside its short name, say which work is
meant: three words, or two that hardly another title holds."""
_SUBTITLE_SHARE = 0.5
"""How much of a long rest they are at least: a paragraph of the field holds some of a dozen of its words. By
judgement."""
_BESIDE = 60
"""Characters around a short name within which an author tells the work."""
_BEHIND = 30
"""Characters behind it within which the year does."""
_BEFORE = 40
"""Characters before it within which it is called a paper."""

_PAPER = re.compile(
    r"\b(?:papers?|article|preprint|authors of|стать\w{1,3}|пейпер\w{0,2}|препринт\w{0,2}"
    r"|работ[аеуы]\w?|авторы)"
    r"[\s:«\"“'*_`(]{0,4}$",
    re.IGNORECASE,
)
_QUOTES = tuple("«»“”„\"'`*_‘’{}")
_FAMILY = re.compile(r"[^\W\d_][^\W\d_'’-]+$")
_WORDS = re.compile(r"\w+")
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-zа-яё]")
# Adam Smith, Vision Mamba, Mamba-2, Llama 3: a name within another.
_GOES_ON = re.compile(r"(?:[-‑–]\w|\s?\d(?![\d.]*\s*[%)])|[ ][A-ZА-ЯЁ][a-zа-яё])")
_BEGAN = re.compile(r"(?:\w[-‑–]|(?<![.!?:#*>|\n-]\s)(?<=[\s«“\"])[A-Z][A-Za-z]*[a-z][A-Za-z]*\s)$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_RUSSIAN_ENDING = re.compile(r"(?<=[A-Za-z\d])[а-яё]{1,4}$")
_BEGINS_AN_ENTRY = re.compile(r"(?:^|\n)[\s>*+•–—\-\d.)\[\]x|]*$")
_ENDS_AN_ENTRY = re.compile(r"\s*(?:$|[\n\[(`|—–:;]|-\s)")


@dataclass(frozen=True, slots=True)
class Written:
    """A name written between two offsets of a page."""

    reading: Reading
    works: Works
    name: Name
    start: int
    end: int

    @property
    def text(self) -> str:
        """How it is written there."""
        return self.reading.text[self.start : self.end]

    @property
    def has_its_capitals(self) -> bool:
        """Whether it is written with as many capitals as the title has."""
        wanted = len(_CAPITALS.findall(self.name.text))
        return wanted > 0 and len(_CAPITALS.findall(self.text)) >= wanted

    @property
    def is_quoted(self) -> bool:
        """Whether quotes, or marks of emphasis, stand right around it."""
        text = self.reading.text
        return (
            text[max(self.start - 1, 0) : self.start] in _QUOTES and text[self.end : self.end + 1] in _QUOTES
        )

    @property
    def names_more(self) -> bool:
        """Whether the name has several words, and before a colon none of the field's terms: those are put in
        quotes where they are introduced."""
        return len(self.name.stems) > 1 and (self.name.whole or not is_a_term(self.name.text))

    @property
    def is_called_a_paper(self) -> bool:
        """Whether the words before it say that it is one."""
        return _PAPER.search(self.reading.text, max(0, self.start - _BEFORE), self.start) is not None

    @property
    def is_part_of_more(self) -> bool:
        """Whether it only stands within a longer name."""
        text = self.reading.text
        return bool(
            _GOES_ON.match(text, self.end) or _BEGAN.search(text, max(0, self.start - _BEFORE), self.start)
        )

    @property
    def is_an_entry(self) -> bool:
        """Whether an entry of a list, or a line, begins with it and says no more before the next mark."""
        text = self.reading.text
        begins = _BEGINS_AN_ENTRY.search(text, max(0, self.start - _BEFORE), self.start)
        return len(self.name.stems) > 1 and bool(begins and _ENDS_AN_ENTRY.match(text, self.end))

    @property
    def is_told_apart(self) -> bool:
        """Whether words beside it say which work is meant: an author, the year, the subtitle."""
        work, text = self.works.facts[self.name.item_id], self.reading.text
        beside = text[max(0, self.start - _BESIDE) : self.end + _BESIDE]
        families = {found[0] for author in work.authors if (found := _FAMILY.search(author.strip()))}
        if families and not families.isdisjoint(_WORDS.findall(beside)):
            return True
        year = (work.published or "")[:4]
        behind = text[self.end : self.end + _BEHIND]
        if year and year in behind and re.search(rf"[(,\s]{year}\b", behind):
            return True
        bits, rest = self.works.rarity.bits, self.name.rest
        if (whole := bits(rest)) < _SUBTITLE_BITS:
            return False
        said = self.reading.said_about(self.start)
        return bits(rest & said) >= max(_SUBTITLE_BITS, whole * _SUBTITLE_SHARE)


def meaning(written: Written, otherwise: Collection[int]) -> float:
    """How probably a name in a text means the work; 0 where it rather does not. `otherwise` are items that
    the page mentions in surer ways too, which tells what a short name in it means."""
    name, works = written.name, written.works
    if len(name.stems) < _FREE_WORDS and written.is_part_of_more:
        return 0.0
    if name.telling and name.whole and works.titled(name.letters) == name:
        return 1.0
    alone = len({one.item_id for one in works.by_letters[name.letters]}) == 1
    as_in_title = written.has_its_capitals
    if alone and name.telling and (as_in_title or len(name.stems) >= _FREE_WORDS):
        return _SHORT_NAME
    if written.is_part_of_more:
        return 0.0
    likely = (
        (alone and name.coined and _spelling(_RUSSIAN_ENDING.sub("", written.text)) == _spelling(name.text))
        or (alone and as_in_title and written.is_quoted and (written.names_more or written.is_called_a_paper))
        or (alone and as_in_title and name.whole and (name.likely or written.is_an_entry))
        or ((as_in_title or name.whole) and (name.item_id in otherwise or written.is_told_apart))
    )
    return _SHORT_NAME if likely else 0.0


def _spelling(name: str) -> str:
    """A name with its capitals, however its words are parted."""
    return _BETWEEN_WORDS.sub("", name)
