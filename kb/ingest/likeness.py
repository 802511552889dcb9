"""Which works may be one: those whose titles are equal, or nearly so, or that say the same in two scripts,
and that nothing tells apart. Pure.

No two titles are compared that share neither their letters, nor their beginning, nor all telling words but
one: what it takes grows with the number of works, not with that of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kb.catalogue import _, noted
from kb.ingest.sameness import CYRILLIC, Names, contradict, share_an_author
from kb.ingest.translations import Floats, translations
from kb.text.words import FUNCTION_WORDS, fold
from kb.types import Item, Kind
from kb.types.duplicates import Pair

_FAMILIES = {Kind.PAPER: "work", Kind.ARTICLE: "work", Kind.BOOK: "work", Kind.VIDEO: "video"}
"""Kinds whose title somebody gave them. That of a post or a note is often its first line, a repository goes
by its name, and a talk on a paper is not the paper."""
TITLED = frozenset(_FAMILIES)
"""The kinds whose titles are compared."""
TELLING_LETTERS = 16
"""Letters from which on a title is hardly shared by chance: `Introduction` and `Release notes` have fewer."""
_TELLING_WORDS = 3
"""Words of which at least so many say something: by judgement, as the numbers below."""
_CROWD = 3
"""A title that more works than this share is a heading, not a name."""
_MISSPELT_LETTERS = 6
"""Letters from which on a word with another letter is the same word written wrongly, not another word."""
_CUT_LETTERS = 30
"""Letters of a title from which on one that goes on is the same with its subtitle, where authors agree."""
_YEARS = 2
"""Years between a preprint and its last publication; without authors to compare, half as many."""
_GENERIC = frozenset(
    "abstract about announcement archive article articles blog changelog chapter contents daily day"
    " digest docs documentation episode guide home homework index introduction issue lecture links list"
    " log month monthly news newsletter notes number overview page papers part post preface project"
    " readings readme recap references release roundup section seminar slides summary update updates"
    " version volume week weekly year введение выпуск глава год дайджест день документация заметки итоги"
    " конспект лекция материалы месяц неделя недели новости обзор оглавление подборка пост предисловие"
    " проект раздел релиз семинар содержание список ссылки статьи урок часть".split()
)
"""Words of headings and series: a title of little else names nothing."""
_DENIALS = frozenset(("не", "без"))
"""Function words that turn a title around."""
_IDLE = FUNCTION_WORDS - _DENIALS
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+[+#]*")
_NUMBER = re.compile(r"\d|\b[ivx]+\b|\b\w\b")
_CUT = ("…", "...")
_PAGE = re.compile(r"\[\d{4}\.\d{4,5}(?:v\d+)?\]\s*")


@dataclass(frozen=True, slots=True)
class _Work:
    """An item as it is compared: its words, folded, in order; those that tell something; its letters."""

    item: Item
    names: Names
    words: tuple[str, ...]
    telling: tuple[str, ...]
    letters: str
    cut: bool


def pairs(
    works: Iterable[tuple[Item, Names]],
    apart: Collection[frozenset[int]] = (),
    heads: Mapping[int, Floats] = MappingProxyType({}),
) -> list[Pair]:
    """Pairs of items that may be one work, the likeliest first, but for those of ids held `apart`. `heads`
    are unit vectors (d,) of what items say, by id, for those that have one; they tell of translations."""
    known = _telling([_work(item, names) for item, names in works if item.kind in _FAMILIES])
    found: dict[frozenset[int], Pair] = {}
    for one, other, likeness, reason in (
        *_equal(known),
        *_misspelt(known),
        *_cut(known),
        *_translated([work for work in known if work.item.id in heads], heads),
    ):
        ids = frozenset((one.item.id, other.item.id))
        if ids in found or ids in apart or not _may_be_one(one, other):
            continue
        people = share_an_author(one.item.authors, other.item.authors)
        if reason == _BEGINS and not one.cut and not people:
            continue
        first, second = sorted((one.item, other.item), key=lambda item: (item.saved_at, item.id))
        found[ids] = Pair(first, second, likeness, _said(reason, bool(people)))
    return sorted(found.values(), key=lambda pair: (-pair.likeness, pair.first.id, pair.second.id))


_SAME, _MISSPELT = noted("the same title"), noted("nearly the same title")
_BEGINS, _SAYS_THE_SAME = noted("one title begins the other"), noted("the same said in another language")
_Found = tuple[_Work, _Work, float, str]


def _said(reason: str, people: bool) -> str:
    """Why two works may be one, in the language of the moment; `people` says that they share an author."""
    return _("{reason}, and an author in common", reason=_(reason)) if people else _(reason)


def _work(item: Item, names: Names) -> _Work:
    title = _PAGE.sub("", item.title.strip())
    words = tuple(_WORD.findall(fold(title)))
    telling = tuple(word for word in words if word not in _IDLE)
    return _Work(item, names, words, telling, "".join(words), title.endswith(_CUT))


def _telling(works: Sequence[_Work]) -> list[_Work]:
    """Those whose title names them: long enough, not made of words for parts and series alone, and not that
    of many. An address is no title."""
    named = [
        work
        for work in works
        if len(work.letters) >= TELLING_LETTERS
        and len(work.telling) >= _TELLING_WORDS
        and "://" not in work.item.title
        and sum(not word[0].isdigit() and word not in _GENERIC for word in work.telling) > 1
    ]
    crowds: dict[str, int] = defaultdict(int)
    for work in named:
        crowds[work.letters] += 1
    return [work for work in named if crowds[work.letters] <= _CROWD]


def _equal(works: Sequence[_Work]) -> Iterator[_Found]:
    groups: dict[str, list[_Work]] = defaultdict(list)
    for work in works:
        groups[work.letters].append(work)
    for group in groups.values():
        yield from ((one, other, 1.0, _SAME) for one, other in combinations(group, 2))


def _misspelt(works: Sequence[_Work]) -> Iterator[_Found]:
    """Titles of which all telling words but one are the same, and that one is but for a letter."""
    groups: dict[tuple[str, ...], list[tuple[_Work, str]]] = defaultdict(list)
    for work in works:
        for place, word in enumerate(work.telling):
            if len(word) >= _MISSPELT_LETTERS and word.isalpha():
                rest = (*work.telling[:place], "", *work.telling[place + 1 :])
                groups[rest].append((work, word))
    for group in groups.values():
        if len(group) > _CROWD:
            continue
        for (one, word), (other, another) in combinations(group, 2):
            if word == another or (word[0] == another[0] and OSA.distance(word, another) == 1):
                yield one, other, fuzz.ratio(one.letters, other.letters) / 100, _MISSPELT


def _cut(works: Sequence[_Work]) -> Iterator[_Found]:
    """Titles that go on where another ends: one lacks its subtitle, or was cut at some length."""
    in_order = sorted(works, key=lambda work: work.letters)
    for place, one in enumerate(in_order):
        if not one.cut and len(one.letters) < _CUT_LETTERS:
            continue
        longer = in_order[place + 1 : place + 2 + _CROWD]
        going_on = [other for other in longer if other.letters.startswith(one.letters)]
        if len(going_on) > _CROWD:
            continue
        for other in going_on:
            if other.letters != one.letters:
                yield one, other, len(one.letters) / len(other.letters), _BEGINS


def _translated(works: Sequence[_Work], heads: Mapping[int, Floats]) -> Iterator[_Found]:
    """Works with titles in two scripts that say the same."""
    scripts: dict[bool, list[_Work]] = {True: [], False: []}
    for work in works:
        scripts[CYRILLIC.search(work.letters) is None].append(work)
    if all(scripts.values()):
        latin, cyrillic = (np.array([heads[one.item.id] for one in of]) for of in scripts.values())
        for row, column, likeness in translations(latin, cyrillic):
            yield scripts[True][row], scripts[False][column], likeness, _SAYS_THE_SAME


def _may_be_one(one: _Work, other: _Work) -> bool:
    """Whether nothing known of two works tells them apart: names, numbers in their titles, authors, dates."""
    if _FAMILIES[one.item.kind] != _FAMILIES[other.item.kind] or contradict(one.names, other.names):
        return False
    same_script = len({CYRILLIC.search(work.letters) is None for work in (one, other)}) == 1
    if _numbers(one) != _numbers(other) and same_script and not (one.cut or other.cut):
        return False
    people = share_an_author(one.item.authors, other.item.authors)
    if people is False or _in_a_series(one.item, other.item):
        return False
    return _years_between(one.item, other.item) <= (_YEARS if people else _YEARS / 2)


def _numbers(work: _Work) -> list[str]:
    """What tells parts and versions from each other: numbers, Roman ones too, and single letters."""
    return _NUMBER.findall(" ".join(work.telling))


def _in_a_series(one: Item, other: Item) -> bool:
    """Whether one place published both under one title on two days: a column, not a work."""
    dated = one.published and other.published and one.published[:10] != other.published[:10]
    return bool(
        dated and one.source and one.source == other.source and Kind.PAPER not in (one.kind, other.kind)
    )


def _years_between(one: Item, other: Item) -> int:
    years = [date[:4] for date in (one.published, other.published) if date and date[:4].isdecimal()]
    return abs(int(years[0]) - int(years[-1])) if years else 0
