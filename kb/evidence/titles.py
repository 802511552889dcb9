"""Mentions by title written out: in either language, in whatever inflection, case, quotes and line breaks,
in full or as far as the colon."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from kb.evidence.meaning import Written, meaning
from kb.evidence.mentions import Mention
from kb.evidence.names import Name
from kb.evidence.reading import Reading, Token
from kb.evidence.works import Works
from kb.text.russian import is_cyrillic
from kb.text.words import fold
from kb.types.evidence import TraceKind

_GAP = 12
"""Characters that may part two words of a title: a dash in spaces, a line break with its marks."""
_SAME_BEGINNING = 5
"""Letters that two stems of one Russian word share at least. By judgement."""
_PARAGRAPH = re.compile(r"\n\s*\n")


def titled(reading: Reading, works: Works, otherwise: Collection[int]) -> Iterator[Mention]:
    """The mentions of items by title; `otherwise` are items that the page mentions in surer ways too, which
    tells what a short name in it means."""
    present = reading.stems
    for anchor in present & works.anchored.keys():
        for name in works.anchored[anchor]:
            if len(set(name.stems) - present) <= name.slack:
                for start, end in _written(reading, name, anchor):
                    if probability := meaning(Written(reading, works, name, start, end), otherwise):
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
