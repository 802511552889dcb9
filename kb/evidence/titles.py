"""Mentions by title written out: in either language, in whatever inflection, case, quotes and line breaks,
in full or as far as the colon."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from kb.evidence.meaning import Written, meaning
from kb.evidence.mentions import Mention
from kb.evidence.names import Name
from kb.evidence.reading import SAME_BEGINNING, Reading, small
from kb.evidence.sieve import Hits
from kb.evidence.works import Works
from kb.text.identity import canonical_key
from kb.text.russian import is_cyrillic
from kb.text.works import is_of_work
from kb.types.evidence import TraceKind

_GAP = 12
"""Characters that may part two words of a title: a dash in spaces, a line break with its marks."""
_LONGEST = 300
"""Characters of a title, or of what a link is called, at the most. By judgement."""
_LINK = re.compile(r"\[(?P<label>[^\[\]\n]*)\]\(\s*<?(?P<target>https?://[^\s()<>]+)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_PARAGRAPH = re.compile(r"\n\s*\n")


def titled(reading: Reading, works: Works, names: Hits, otherwise: Collection[int]) -> Iterator[Mention]:
    """The mentions of items by those of their names that the page may hold; `otherwise` are items that it
    mentions in surer ways too, which tells what a short name in it means. A title within that of another work
    is no mention."""
    found = [
        Mention(name.item_id, TraceKind.TITLE, start, end, probability)
        for name, places in names.items()
        for start, end in _written(reading, name, places)
        if (probability := meaning(Written(reading, works, name, start, end), otherwise))
    ]
    found.sort(key=lambda one: one.start)
    starts = [one.start for one in found]
    for one in found:
        around = found[bisect_left(starts, one.start - _LONGEST) : bisect_right(starts, one.start)]
        of_others = any(_within(one, other) for other in around)
        if not of_others and not _is_of_another_link(reading, works, one):
            yield one


def _within(one: Mention, other: Mention) -> bool:
    inside = other.start <= one.start and one.end <= other.end
    return inside and other.item_id != one.item_id and other.end - other.start > one.end - one.start


def _is_of_another_link(reading: Reading, works: Works, one: Mention) -> bool:
    """Whether a title is only a part of what a link to another work is called."""
    text = reading.text
    opens = text.rfind("[", max(0, one.start - _LONGEST), one.start)
    link = _LINK.match(text, opens) if opens >= 0 else None
    if link is None or link.end("label") < one.end:
        return False
    key = canonical_key(link["target"])
    if not is_of_work(key) or works.by_key.get(key) == one.item_id:
        return False
    return bool(
        _WORDS.search(text, link.start("label"), one.start) or _WORDS.search(text, one.end, link.end("label"))
    )


def _written(reading: Reading, name: Name, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a name is written of the places where it may be: the same stems in order, or the same letters."""
    found: set[tuple[int, int]] = set()
    for place, before in places:
        span = _in_order(reading, name, place - before) or (name.slack and _spelt(reading, name, place))
        if span:
            found.add(span)
    return sorted(found)


def _in_order(reading: Reading, name: Name, first: int) -> tuple[int, int] | None:
    """Where the stems of a name stand from a word on."""
    last = first + len(name.stems)
    if first < 0 or last > len(reading.words) or not all(map(_same, reading.stems(first, last), name.stems)):
        return None
    return _together(reading, first, last)


def _same(one: str, other: str) -> bool:
    """Whether two stems are those of one word: equal, or of one beginning, as the two aspects of a Russian
    verb have (ускорил, ускорял)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return SAME_BEGINNING <= len(short) == len(long) - 1 and long.startswith(short) and is_cyrillic(short)


def _spelt(reading: Reading, name: Name, place: int) -> tuple[int, int] | None:
    """Where the letters of a name stand about a word, however they are parted into words."""
    for first in range(max(0, place - len(name.stems)), place + 1):
        so_far, last = "", first
        while last < len(reading.words) and name.letters.startswith(so_far):
            so_far += small(reading.words[last])
            last += 1
            if so_far == name.letters:
                return _together(reading, first, last)
    return None


def _together(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Where the words from one to another begin and end, if nothing parts them."""
    spans = reading.spans[first:last]
    start, end = spans[0][0], spans[-1][1]
    if any(_parted(reading.text, before[1], after[0]) for before, after in pairwise(spans)):
        return None
    return None if _PARAGRAPH.search(reading.text, start, end) else (start, end)


def _parted(text: str, end: int, start: int) -> bool:
    """Whether more stands between two words than parts those of a title; blanks that set a line in count
    once."""
    return start - end > _GAP and len(" ".join(text[end:start].split())) > _GAP
