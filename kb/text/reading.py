"""A text in blocks of a reader's size, its headings, and the parts in which it is drawn: offsets only, so
that a long text is kept once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.text.sentences import ends, split

LONGEST = 1_500
"""Characters of a paragraph to be read: some 250 words, more than a page of a book rarely has in one."""
_GOOD = 700
"""Characters at which a paragraph that is cut for reading ends, at the next sentence: some 120 words."""
_LINE = 300
"""Characters of a line that is a paragraph by itself: nobody wraps so late, and texts without empty lines
have a paragraph a line."""
FIRST_PART = 6_000
PART = 60_000
"""Characters: a screen or two that stand at once, and what is drawn in some tenths of a second each after."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MATHS = {"$$": "$$", "\\[": "\\]"}
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_MARKED = re.compile(r"\s*(?:[#>|]|[-*+][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3})")
_EMPHASIS = re.compile(r"[*_`]{1,3}|\$|\\(?=[^\w\s])")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*\))?")
_PAIRS = (("[", "]"), ("(", ")"))
_TWINS = ("**", "`", "$", "~~", "__")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text: the offset of its line, its level from 1, its words."""

    at: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the blocks of a text begin and end, its headings in order, and for each part the number of the
    block it begins with."""

    blocks: tuple[tuple[int, int], ...]
    headings: tuple[Heading, ...]
    parts: tuple[int, ...]

    def part(self, number: int) -> tuple[tuple[int, int], ...]:
        """The blocks of a part, from 0."""
        ends = (*self.parts[1:], len(self.blocks))
        return self.blocks[self.parts[number] : ends[number]]

    def part_at(self, offset: int) -> int:
        """The part in which a character stands."""
        return max(0, bisect_right(self.parts, offset, key=lambda first: self.blocks[first][0]) - 1)


def outline(text: str) -> Outline:
    """The blocks of a Markdown text: a paragraph, a list, a fenced piece of code, a table, each whole."""
    blocks: list[tuple[int, int]] = []
    headings: list[Heading] = []
    for start, end in _blocks(text):
        blocks.append((start, end))
        if found := _HEADING.match(text[start:end]) if end - start < _LINE else None:
            headings.append(Heading(start, len(found[1]), _words(found[2])))
    return Outline(tuple(blocks), tuple(headings), tuple(_parts(blocks)))


def _parts(blocks: Sequence[tuple[int, int]]) -> Iterator[int]:
    begun, size = 0, FIRST_PART
    for number, (start, end) in enumerate(blocks):
        if number == 0:
            begun = start
            yield 0
        elif end - begun > size:
            begun, size = start, PART
            yield number


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where blocks begin and end, without the empty lines around them."""
    start = end = -1
    closes = ""
    is_list = was_alone = False
    offset = 0
    was_empty = True
    for line in text.splitlines(keepends=True):
        begins, offset = offset, offset + len(line)
        bare = line.strip()
        if closes:
            end = begins + len(line.rstrip())
            if bare.endswith(closes) if closes in _MATHS.values() else _closes(bare, closes):
                closes = ""
            was_empty = False
            continue
        if not bare:
            was_empty = True
            continue
        indented = line.startswith(("  ", "\t"))
        is_item = _ITEM.match(line) is not None
        goes_on = not was_empty or (is_list and (indented or is_item))
        alone = not is_list and _is_alone(line)
        # What has no empty line for long ends with an item or a sentence.
        is_long = end - start > FIRST_PART and (is_item if is_list else ends(text[end - 1 : end]))
        if start >= 0 and (not goes_on or alone or was_alone or is_long):
            yield start, end
            start = -1
        was_alone = alone
        if start < 0:
            start = begins + len(line) - len(line.lstrip()) if not indented else begins
            is_list = is_item
        closes = _opens(line, bare)
        end = begins + len(line.rstrip())
        was_empty = False
    if start >= 0:
        yield start, end


def _is_alone(line: str) -> bool:
    """Whether a line is a block of its own: a heading, or longer than lines are wrapped at."""
    return _HEADING.match(line) is not None or (
        len(line) > _LINE and not line.lstrip().startswith(("|", ">"))
    )


def _opens(line: str, bare: str) -> str:
    """What closes the piece of code or the formula that a line opens; '' where it opens none."""
    if found := _FENCE.match(line):
        return found[1]
    for mark, end in _MATHS.items():
        if bare.startswith(mark) and end not in bare[len(mark) :]:
            return end
    return ""


def _closes(bare: str, fence: str) -> bool:
    return bare.startswith(fence) and not bare.strip(fence[0])


def _words(title: str) -> str:
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", title)).split())


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A block as paragraphs of a reader's size: one that is too long is cut at ends of sentences, for reading
    only. Anything but a paragraph stays whole."""
    if end - start <= LONGEST or "\n" in text[start:end] or _MARKED.match(text[start:end]):
        return [(start, end)]
    places = [start]
    reached = start
    for sentence in split(text[start:end]):
        reached = text.index(sentence, reached)
        piece = text[places[-1] : reached]
        too_long = reached + len(sentence) - places[-1] > LONGEST
        if (len(piece) >= _GOOD or (too_long and piece)) and _is_whole(piece):
            places.append(reached)
        reached += len(sentence)
    return [(one, one + len(text[one:following].rstrip())) for one, following in pairwise([*places, end])]


def _is_whole(piece: str) -> bool:
    """Whether no mark of Markdown that opens in a piece is still open at its end."""
    return all(piece.count(twin) % 2 == 0 for twin in _TWINS) and all(
        piece.count(opening) == piece.count(closing) for opening, closing in _PAIRS
    )
