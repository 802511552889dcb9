"""Set lines put together as blocks: paragraphs by indent, gap and length of lines; items, code, rows.

The shares and distances are by judgement, on half of the PDFs that `bench.typeset` reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from kb.importers.pdf.page import SetLine, rows
from kb.importers.pdf.rows import are_scattered, is_row
from kb.importers.pdf.text import ends_sentence, joins

BULLET = re.compile(r"[•◦▪‣∙●■□▶►➢➤✓✔❖⋄◆·\uf0b7\uf0a7\uf0d8*–—-]\s+(?=\S)")
"""What marks an item of a list, those of symbol fonts too."""
_NUMBER = re.compile(r"\(?(?:(?:\d{1,3}|[a-h]|[ivx]{1,4})[.)]|[абвгдежзик]\))\s+(?=\S)")
_ENTRY = re.compile(r"\[[\w+.-]{1,12}\]\s+(?=\S)|\d{1,3}\.\s+(?=\S)")
_SECTION = re.compile(r"(?:(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*|[IVX]{1,5})[.)]?\s+[A-ZА-ЯЁ]")
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Algorithm|Listing|Рис\.|Рисунок|Таблица|Табл\.|Алгоритм|Листинг)\s*[A-Z]?\.?\d[\w.]*\s*[.:–—-]"
)
_INDENT = (0.7, 5.0)
"""Ems by which the first line of a paragraph is set in: less is a matter of the letters, more is another
column."""
_GAP = 1.35
"""Leadings between paragraphs that are parted by space: within one the lines stand at one."""
_LOOKED_BACK = 40
"""Lines of a block by which its left edge is told: a page of a column has some fifty."""
_FILLS = 0.75
"""Of the usual length of a column's lines: what is shorter ends where its author ended it."""
LEADER = re.compile(r"(?:\.\s?){4,}")
"""The dots of a table of contents that lead to a page."""
_NARROWEST = 36
"""Characters of the narrowest column that text is set in: where lines are shorter, as on slides, each ends
where its author ended it. By judgement."""
_SMALLER = 0.93
"""Of the text's size: notes at the foot, captions and what stands in figures are smaller."""
_ONE_SIZE = 0.5
"""Points: what differs by less is one size."""


class Set(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ENTRY = "entry"
    CODE = "code"
    ROWS = "rows"


@dataclass(slots=True)
class Block:
    """Lines that belong together, each with the number of its page from 0."""

    lines: list[tuple[SetLine, int]]
    kind: Set = Set.TEXT
    level: int = 0
    alone: bool = False
    """Set apart from the lines before it by space or type."""

    @property
    def first(self) -> SetLine:
        """The line it begins with."""
        return self.lines[0][0]

    @property
    def last(self) -> SetLine:
        """The line it ends with."""
        return self.lines[-1][0]

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0][1]

    @property
    def length(self) -> int:
        """Characters of its lines."""
        return sum(len(line.text) for line, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Type:
    """How most of a document's text is set: size in points, leading in points, characters of a full line by
    size, whether it is bold."""

    size: float
    leading: float
    columns: dict[int, int] = field(default_factory=dict)
    bold: bool = False

    def fills(self, line: SetLine) -> bool:
        """Whether a line is about as long as those of its size are."""
        return len(line.text) >= _FILLS * self.columns.get(round(line.size), 60)

    def is_small(self, line: SetLine) -> bool:
        """Whether a line is set smaller than the text."""
        return line.size < _SMALLER * self.size


def text_type(pages: Sequence[Sequence[SetLine]]) -> Type:
    """How the text of a document is set, by what most of its letters are."""
    letters: Counter[float] = Counter()
    bold = total = 0
    lengths: dict[int, list[int]] = {}
    steps: list[float] = []
    for page in pages:
        for line in page:
            letters[round(line.size, 1)] += len(line.text)
            lengths.setdefault(round(line.size), []).append(len(line.text))
            total += len(line.text)
            bold += len(line.text) * line.bold
    size = max(letters, key=lambda one: letters[one], default=10.0)
    for page in pages:
        for above, below in pairwise(page):
            step = above.y - below.y
            of_text = same_size(above.size, size) and same_size(below.size, size)
            if of_text and 0.9 * size < step < 2.6 * size:
                steps.append(step)
    columns = {one: sorted(found)[int(0.7 * (len(found) - 1))] for one, found in lengths.items()}
    columns[round(size)] = max(_NARROWEST, columns.get(round(size), 0))
    return Type(size, median(steps) if steps else 1.2 * size, columns, bold > 0.5 * total)


def blocks(pages: Sequence[Sequence[SetLine]], kind: Type) -> list[Block]:
    """The lines of all pages as blocks in the order they were drawn, none yet told to be a heading."""
    found: list[Block] = []
    for number, page in enumerate(pages):
        lines = list(rows(page))
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            current = found[-1] if found else None
            if current is None or (apart := _begins(current, line, number, following, kind)):
                found.append(Block([(line, number)], _kind(line), alone=current is None or apart == "apart"))
            else:
                current.lines.append((line, number))
    return found


def _kind(line: SetLine) -> Set:
    if line.fixed:
        return Set.CODE
    return Set.ITEM if opens_item(line.text) else Set.TEXT


def opens_item(text: str) -> bool:
    """Whether a line begins as an item of a list does, or an entry of a bibliography."""
    return bool(BULLET.match(text) or _NUMBER.match(text) or _ENTRY.match(text))


def opens_section(text: str) -> bool:
    """Whether a line begins with what may be the number of a section: `2.1`, `IV.`, `B.`"""
    return bool(_SECTION.match(text))


def same_size(one: float, other: float) -> bool:
    """Whether two sizes in points are meant as one."""
    return abs(one - other) < _ONE_SIZE


def is_caption(text: str) -> bool:
    """Whether a line begins what is said below a figure or above a table."""
    return bool(_CAPTION.match(text))


def _begins(block: Block, line: SetLine, page: int, following: SetLine | None, kind: Type) -> str:
    """Why a line begins a block of its own: `apart` by space or type, or `new`; '' where it goes on."""
    last = block.last
    if line.fixed != last.fixed or line.level != last.level:
        return "apart"
    if line.fixed:
        return "" if page == block.lines[-1][1] and same_size(line.size, last.size) else "apart"
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size):
        return "apart"
    if line.bold != last.bold and not joins(last.text, line.text):
        return "apart"
    if line.slanted != last.slanted:
        # A line of a paragraph may be slanted by chance: not a short one, nor one that begins with a number.
        within = kind.fills(last) and not ends_sentence(last.text)
        begins = not line.text[:1].islower()
        if begins and (not within or (last.slanted and opens_section(block.first.text))):
            return "apart"
    if not line.level:
        return "" if kind.fills(last) else "new"
    if is_row(line.text) and is_row(last.text) and not _ENTRY.match(block.first.text):
        return "new"
    if is_caption(line.text) and ends_sentence(last.text):
        return "apart"
    drop = last.y - line.y
    if (
        is_caption(block.first.text)
        and ends_sentence(last.text)
        and abs(line.x - block.first.x) > line.size / 2
    ):
        # What is said of a figure stands in its middle, the text below at the column's edge.
        return "apart"
    if page != block.lines[-1][1] or drop < -0.5 * line.size:
        return _begins_column(block, line, following, kind)
    leading = kind.leading if same_size(line.size, kind.size) else max(1.2 * line.size, _leading(block))
    if drop > _GAP * leading:
        return "apart"
    if drop <= 0.3 * line.size:
        # Beside the last one, as cells of a table are.
        return "new"
    return _begins_below(block, line, following, kind)


def _leading(block: Block) -> float:
    if len(block.lines) < 2:
        return 0.0
    step = block.lines[-2][0].y - block.last.y
    return step if 0 < step < 2 * block.last.size else 0.0


def _begins_column(block: Block, line: SetLine, following: SetLine | None, kind: Type) -> str:
    last = block.last
    if joins(last.text, line.text):
        return ""
    if ends_sentence(last.text) or opens_item(line.text) or not kind.fills(last) or is_caption(line.text):
        return "apart" if not kind.fills(last) else "new"
    if block.kind is Set.TEXT and line.text[:1].isupper() and _is_set_in(line, following):
        return "new"
    return ""


def _is_set_in(line: SetLine, following: SetLine | None) -> bool:
    if following is None or not following.level or following.y >= line.y:
        return False
    return _INDENT[0] <= (line.x - following.x) / line.size <= _INDENT[1]


def _begins_below(block: Block, line: SetLine, following: SetLine | None, kind: Type) -> str:
    last = block.last
    if joins(last.text, line.text):
        return ""
    if BULLET.match(line.text) and (
        block.kind is Set.ITEM or not kind.fills(last) or ends_sentence(last.text)
    ):
        return "new"
    is_open = kind.fills(last) and not ends_sentence(last.text)
    if (_NUMBER.match(line.text) or _ENTRY.match(line.text)) and not is_open:
        return "new"
    left = _left(block, line)
    shift = (line.x - left) / line.size
    if block.kind is Set.ITEM:
        # Back at the edge where the hanging item began?
        is_back = abs(line.x - block.first.x) <= 0.5 * line.size
        if len(block.lines) > 1 and shift < -(0.5 if is_back else _INDENT[0]):
            return "new"
    elif len(block.lines) > 1:
        if shift >= _INDENT[0] and (not is_open or _is_set_in(line, following)):
            return "new"
        if shift <= -_INDENT[0]:
            return "new"
    elif shift >= _INDENT[0] and ends_sentence(last.text):
        return "new"
    if not kind.fills(last):
        return "new" if ends_sentence(last.text) or not line.text[:1].islower() else ""
    return ""


def _left(block: Block, line: SetLine) -> float:
    """Where the lines of a block begin that are not its first, in the column of `line`."""
    if len(block.lines) == 1:
        return block.first.x
    place = len(block.lines) - 1
    least = max(1, place - _LOOKED_BACK)
    while place > least and block.lines[place - 1][0].y > block.lines[place][0].y:
        place -= 1
    column = [one.x for one, _ in block.lines[place:] if one.y > line.y]
    return min(column, default=block.last.x)


def short_runs(found: Sequence[Block], kind: Type) -> Iterator[Block]:
    """The blocks, with those of short lines, three lines and more in a row, as rows: of a table, of a figure,
    of names below a title. Signs that lie about, of a formula or along an axis, come on one line."""
    run: list[Block] = []

    def closed() -> Iterator[Block]:
        lines = [line for block in run for line in block.lines]
        if len(run) > 1 and len(lines) > 2:
            are_rows = sum(is_row(line.text) for line, _ in lines) >= len(lines) - 1
            kept = Set.TEXT if not are_rows and are_scattered([line.text for line, _ in lines]) else Set.ROWS
            yield Block(lines, kept, alone=run[0].alone)
        else:
            yield from run
        run.clear()

    for block in found:
        if block.kind is Set.CODE and len(block.lines) == 1:
            # An address, a name of a file.
            block.kind = Set.TEXT
        if LEADER.search(block.first.text) and block.kind is not Set.CODE:
            block.kind = Set.ROWS
        is_short = block.kind is Set.TEXT and len(block.lines) <= 2 and not is_caption(block.first.text)
        if is_short and all(is_row(line.text) or not kind.fills(line) for line, _ in block.lines):
            run.append(block)
        else:
            yield from closed()
            yield block
    yield from closed()
