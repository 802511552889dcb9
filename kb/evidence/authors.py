"""Mentions by authors and year alone, as one cites in passing: (Gu & Dao, 2023), Vaswani et al. (2017),
Ву и др., 2023. Of all that was published in a year few authors tell one work, so words of its title have to
stand nearby, and what may be two items is none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.evidence.mentions import Mention
from kb.evidence.names import Rarity
from kb.evidence.reading import Reading
from kb.text.sounds import sound
from kb.text.words import stems
from kb.types.evidence import TraceKind, WorkFacts

_NAME = r"[A-ZА-ЯЁÀ-ÞĀ-Ž][^\W\d_]+(?:[-’'][^\W\d_]+)*"
_YEAR = re.compile(r"(?<![\d./-])(?P<year>(?:19|20)\d\d)[a-z]?(?![\d./-]\d|\w)")
_BEFORE_YEAR = re.compile(
    rf"(?<![^\W_])(?P<first>{_NAME})"
    rf"(?:(?P<others>,?\s(?:et\.?\sal\b|и\s(?:др|соавт|колл)\w*)\.?)"
    rf"|(?P<more>(?:,\s{_NAME}){{0,4}}),?\s(?:&|\\&|and|и)\s(?P<last>{_NAME}))?,?\s?[(\[]?\Z"
)
_LONGEST = 120
"""Characters of names before a year. By judgement."""
_NEAR_TO_YEAR = frozenset(" ,([")
_OF_TWO = 6.0
"""How telling the words of a title nearby are together where all authors are named: one rare word. This and
the numbers below are by judgement."""
_OF_ONE = 14.0
"""The same where one is: two rare words."""
_PROBABLE = {True: 0.9, False: 0.7}
"""How probable a work is that is told by all of its authors, or by its first."""
_FAMILY = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*(?!\.)")
_INITIAL = re.compile(r"\b[^\W\d_]\.?\Z")

Authored = Mapping[tuple[str, str], Sequence[WorkFacts]]
"""Works by what the family of their first author sounds like, and their year."""


def authored(works: Iterable[WorkFacts]) -> Authored:
    """Works by their first author and year, of those that have both."""
    found = defaultdict(list)
    for work in works:
        family = _family(work.authors[0]) if work.authors else ""
        if family and work.published:
            found[sound(family), work.published[:4]].append(work)
    return dict(found)


def by_authors(reading: Reading, known: Authored, rarity: Rarity) -> Iterator[Mention]:
    """The mentions of works by authors and year, in order."""
    text = reading.text
    for year in _YEAR.finditer(text) if known else ():
        if text[year.start() - 1 : year.start()] not in _NEAR_TO_YEAR:
            continue
        start = max(0, year.start() - _LONGEST)
        if not (named := _BEFORE_YEAR.search(text[start : year.start()])):
            continue
        work = _one(known, named, int(year["year"]))
        if work is None:
            continue
        every = named["others"] is None
        at = start + named.start()
        said = reading.said_about(at) & set(stems(work.title))
        if rarity.bits(said) >= (_OF_TWO if every and named["last"] else _OF_ONE):
            yield Mention(work.item_id, TraceKind.AUTHORS, at, year.end(), _PROBABLE[every])


def _one(known: Authored, named: re.Match[str], year: int) -> WorkFacts | None:
    """The only work of these authors from a year; a preprint may have come out in the year before."""
    first = sound(named["first"])
    works = [*known.get((first, str(year)), ()), *known.get((first, str(year - 1)), ())]
    works = [work for work in works if _is_by(work, named)]
    return works[0] if len(works) == 1 else None


def _is_by(work: WorkFacts, named: re.Match[str]) -> bool:
    if named["others"]:
        return len(work.authors) > 1
    told = [*re.findall(_NAME, named["more"] or ""), *filter(None, (named["last"],))]
    families = list(map(_family, work.authors[1:]))
    return list(map(sound, told)) == list(map(sound, families))


def _family(author: str) -> str:
    """The family of an author: what stands before a comma, or before initials at the end, else the last
    word."""
    written = author.partition(",")[0].strip()
    words = _FAMILY.findall(written)
    return words[0 if _INITIAL.search(written) else -1] if words else ""
