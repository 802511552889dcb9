"""Mentions by title written out: in either language, in whatever inflection, case, quotes and line breaks,
in full or as far as the colon.

What nobody writes by chance is taken as it is. Shorter names are words of the field as well: they count where
something beside them says that the work is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from kb.evidence.mentions import Mention
from kb.evidence.names import Name
from kb.evidence.reading import Reading, Token
from kb.evidence.works import Works
from kb.text.russian import is_cyrillic
from kb.text.words import fold
from kb.types.evidence import TraceKind

_SHORT_NAME = 0.9
"""How probable a short name that something speaks for means the work. By judgement."""
_GAP = 12
"""Characters that may part two words of a title: a dash in spaces, a line break with its marks."""
_SAME_BEGINNING = 5
"""Letters that two stems of one Russian word share at least. By judgement."""
_SUBTITLE_WORDS = 2
"""Words of the rest of a title beside its short name that say which work is meant."""
_BESIDE = 60
"""Characters around a short name within which a year or an author tells the work."""
_PAPER = re.compile(
    r"\b(?:papers?|article|preprint|authors of|et al|стать\w{1,3}|пейпер\w{0,2}|препринт\w{0,2}"
    r"|работ[аеуы]\w?|авторы)"
    r"[\s:«\"“'*_`(]{0,4}$",
    re.IGNORECASE,
)
_OPENS, _CLOSES = "«“„\"'`*_‘", "»”“\"'`*_’"
_PARAGRAPH = re.compile(r"\n\s*\n")
_FAMILY = re.compile(r"[^\W\d_][^\W\d_'’-]+$")


def titled(reading: Reading, works: Works, otherwise: Collection[int]) -> Iterator[Mention]:
    """The mentions of items by title; `otherwise` are items that the page mentions in surer ways too, which
    tells what a short name in it means."""
    present = reading.stems
    for anchor in present & works.anchored.keys():
        for name in works.anchored[anchor]:
            if len(set(name.stems) - present) <= name.slack:
                for start, end in _written(reading, name, anchor):
                    if probability := _means(reading, works, name, start, end, otherwise):
                        yield Mention(name.item_id, TraceKind.TITLE, start, end, probability)


def _written(reading: Reading, name: Name, anchor: str) -> Iterator[tuple[int, int]]:
    """Where a name is written: the same stems in order, or the same letters."""
    tokens, size = reading.tokens, len(name.stems)
    offset = name.stems.index(anchor)
    for place in reading.places[anchor]:
        first = place - offset
        span = tokens[max(first, 0) : first + size] if first >= 0 else ()
        if len(span) == size and all(map(_same, span, name.stems)) and _together(reading.text, span):
            yield span[0].start, span[-1].end
        elif name.slack and (spelt := _spelt(reading, name, place)):
            yield spelt


def _same(token: Token, stem: str) -> bool:
    """Whether a word is that of a title: the same stem, or one of the same beginning, as the two aspects of a
    Russian verb have (ускорил, ускорял)."""
    if token.stem == stem:
        return True
    short, long = sorted((token.stem, stem), key=len)
    return _SAME_BEGINNING <= len(short) == len(long) - 1 and long.startswith(short) and is_cyrillic(short)


def _spelt(reading: Reading, name: Name, place: int) -> tuple[int, int] | None:
    """Where the letters of a name stand around a word, however they are parted into words."""
    tokens, size = reading.tokens, len(name.stems)
    around = tokens[max(0, place - size - 1) : place + size + 2]
    written = [fold(reading.text[token.start : token.end]) for token in around]
    for first in range(len(around)):
        so_far = ""
        for last in range(first, len(around)):
            so_far += written[last]
            if so_far == name.letters:
                span = around[first : last + 1]
                return (span[0].start, span[-1].end) if _together(reading.text, span) else None
            if not name.letters.startswith(so_far):
                break
    return None


def _together(text: str, span: Collection[Token]) -> bool:
    tokens = list(span)
    return all(
        after.start - before.end <= _GAP and not _PARAGRAPH.search(text, before.end, after.start)
        for before, after in pairwise(tokens)
    )


def _means(
    reading: Reading, works: Works, name: Name, start: int, end: int, otherwise: Collection[int]
) -> float:
    """How probably a name written at a place means the work; 0 where it rather does not."""
    if name.telling and name.whole and works.titled(name.letters) == name:
        return 1.0
    alone = len({one.item_id for one in works.by_letters[name.letters]}) == 1
    as_in_title = _capitals_kept(reading.text[start:end], name.text)
    if name.telling and alone and (as_in_title or len(name.stems) > _SUBTITLE_WORDS):
        return _SHORT_NAME
    if name.coined and alone and name.text in reading.text[start - 1 : end + 1]:
        return _SHORT_NAME
    supported = name.item_id in otherwise or _is_told_apart(reading, works, name, start, end)
    if supported and (as_in_title or name.whole):
        return _SHORT_NAME
    quoted = _is_quoted(reading.text, start, end)
    called_a_paper = _PAPER.search(reading.text, max(0, start - 40), start) is not None
    if alone and as_in_title and ((quoted and len(name.stems) > 1) or (quoted and called_a_paper)):
        return _SHORT_NAME
    return 0.0


def _capitals_kept(written: str, name: str) -> bool:
    """Whether a name is written with the capitals it has in the title."""
    capitals = [word for word in re.findall(r"\w+", name) if word[:1].isupper()]
    there = re.findall(r"\w+", written)
    return bool(capitals) and sum(word[:1].isupper() for word in there) >= len(capitals)


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in tuple(_OPENS) and text[end : end + 1] in tuple(_CLOSES)


def _is_told_apart(reading: Reading, works: Works, name: Name, start: int, end: int) -> bool:
    """Whether the words beside a short name say which work is meant: an author, the year, the subtitle."""
    work = works.facts[name.item_id]
    beside = reading.text[max(0, start - _BESIDE) : end + _BESIDE]
    families = [found[0] for author in work.authors if (found := _FAMILY.search(author.strip()))]
    if any(re.search(rf"\b{re.escape(family)}\b", beside) for family in families):
        return True
    if work.published and re.search(rf"[(,\s]{work.published[:4]}\b", reading.text[end : end + _BESIDE // 2]):
        return True
    block = reading.blocks[reading.block(start)]
    said = {token.stem for token in reading.tokens if block.start <= token.start < block.end}
    return len(name.rest & said) >= _SUBTITLE_WORDS
