"""The lines of PDF pages with how they are set, without what a layout adds to a text: numbers of lines,
running heads and feet, what is drawn up a margin.

The shares and distances are by judgement, on half of the PDFs that `bench.typeset` reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from statistics import median
from typing import Any

from kb.importers.pdf.text import clean_lines, shape, without_line_numbers
from kb.text.normal import normalized

_EDGE_LINES = 2
"""Pages have few lines of header or footer; looking deeper would take repeated table rows for them."""
_LEVEL_SHARE = 0.8
"""Where so many of a page's lines run level, the others are a stamp in the margin or stand along an axis."""
_APART = 1.5
"""Leadings between a running head and the text: within the text lines stand closer."""
_FINE, _LARGE = 0.8, 1.3
"""Shares of the text's size: a slide's foot is set finer, no running head is set so large. By judgement."""
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6})"
_NUMBER_FIRST = re.compile(rf"\W{{0,4}}{_NUMBER}(?!\w)", re.IGNORECASE)
_NUMBER_LAST = re.compile(rf"(?<!\w){_NUMBER}\W{{0,4}}$", re.IGNORECASE)
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?\b"
    r"|(?:https?|file)://\S+ \d{1,4}\s?/\s?\d{1,4}$"
    r"|\d{1,4} (?:of|из|von|de|sur|di) \d{1,4} \d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d"
)
"""What browsers print above and below a page: when and of what, or its address and number."""
_LEAST_SIZE = 0.01
"""Points, as finely as the child tells sizes: some files draw letters of none at all."""
_LONGEST_CELL = 30
"""Characters: lines of columns that are drawn by turns are longer. By judgement."""
_SAME_ROW = 2.0
"""Points by which heads of left and right pages, and signs within a line, differ in height."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: size in points of most of its letters, where it begins from the lower left."""

    text: str
    size: float
    x: float
    y: float
    level: bool
    bold: bool
    slanted: bool
    fixed: bool


def set_lines(pages: Iterable[Iterable[Sequence[Any]]]) -> list[list[SetLine]]:
    """What the child read (`kb.importers.pdf.child`) as clean lines without the numbers of lines."""
    return [_page(page) for page in pages]


def _page(drawn: Iterable[Sequence[Any]]) -> list[SetLine]:
    lines = [
        SetLine(_with_indent(text, clean, fixed), max(size, _LEAST_SIZE), x, y, level, bold, slanted, fixed)
        for text, size, x, y, level, bold, slanted, fixed in drawn
        for clean in map(_normalized, clean_lines(text))
    ]
    texts = without_line_numbers([line.text for line in lines])
    return [
        line if line.text == text else replace(line, text=text)
        for line, text in zip(lines, texts, strict=True)
        if text
    ]


def _normalized(line: str) -> str:
    """A line in the form of everything here, but for the soft hyphen of a word that goes on in the next."""
    return normalized(line) + "\u00ad" * line.endswith("\u00ad")


def _with_indent(drawn: str, clean: str, fixed: bool) -> str:
    """A line of code keeps the spaces it begins with."""
    return " " * (len(drawn) - len(drawn.lstrip(" "))) + clean if fixed else clean


def without_running_lines(pages: Sequence[Sequence[SetLine]]) -> list[list[SetLine]]:
    """Pages without the lines at their top and bottom that recur from page to page, numbers aside, and
    without what stands up the margin of a level page."""
    pages = [_level(page) for page in pages]
    size = _text_size(pages)
    edges = [_edges(page, size) for page in pages]
    counts = Counter(
        one
        for page, places in zip(pages, edges, strict=True)
        for one in {shape(page[place].text) for place in places}
    )
    # Left and right pages often have different headers, hence less than half of the pages.
    enough = max(3, round(0.3 * len(pages)))
    running = {one for one, count in counts.items() if count >= enough}
    if len(pages) > 1:
        running.add("#")
    # The name of a chapter changes in a running head; the height at which it stands with a number does not.
    heights = Counter(
        height
        for page, places in zip(pages, edges, strict=True)
        for height in {_height(page[place]) for place in places if _has_number(page[place].text)}
    )
    numbered = {height for height, count in heights.items() if count >= max(3, 0.5 * len(pages))}
    kept = []
    for page, places in zip(pages, edges, strict=True):
        apart = _standing_apart(page) & places
        standing = _heights(page)
        outer = {*standing[:1], *standing[-1:]}
        dropped = {place for place in places if shape(page[place].text) in running}
        dropped |= {
            place
            for place in apart
            if (one := shape(page[place].text)) == "#"
            or counts[one] > 1
            or (_height(page[place]) in numbered and _has_number(page[place].text))
        }
        dropped |= {
            place for place, line in enumerate(page) if _PRINTED.match(line.text) and _near(line.y, outer)
        }
        kept.append([line for place, line in enumerate(page) if place not in dropped])
    return kept


def _has_number(text: str) -> bool:
    """Whether a line begins or ends with what may be the number of a page."""
    return bool(_NUMBER_FIRST.match(text) or _NUMBER_LAST.search(text[-12:]))


def _height(line: SetLine) -> int:
    return round(line.y / _SAME_ROW)


def _level(page: Sequence[SetLine]) -> Sequence[SetLine]:
    level = [line for line in page if line.level]
    return level if len(level) >= _LEVEL_SHARE * len(page) else page


def _text_size(pages: Iterable[Sequence[SetLine]]) -> float:
    """The size in points of most letters."""
    letters: Counter[float] = Counter()
    for line in chain.from_iterable(pages):
        letters[line.size] += len(line.text)
    return max(letters, key=lambda one: letters[one], default=0.0)


def _edges(page: Sequence[SetLine], size: float) -> set[int]:
    """The places of a page's first and last lines, as drawn and as they stand, but for what is set larger
    than text of this size, as `Chapter 3` is where it begins. On a page of a few lines, which may well repeat
    its neighbour as slides do, only what is set smaller at the very edge."""
    heights = _heights(page) if all(line.level for line in page) else []
    if len(page) <= 2 * _EDGE_LINES:
        outer = {*heights[:1], *heights[-1:]}
        return {n for n, line in enumerate(page) if line.size < _FINE * size and _near(line.y, outer)}
    places = {*range(_EDGE_LINES), *range(len(page) - _EDGE_LINES, len(page))}
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    places |= {place for place, line in enumerate(page) if _near(line.y, outer)}
    return {place for place in places if page[place].size <= _LARGE * size}


def _heights(page: Sequence[SetLine]) -> list[float]:
    """The heights of a page's rows, from the top."""
    rows: list[float] = []
    for y in sorted((line.y for line in page), reverse=True):
        if not rows or rows[-1] - y > _SAME_ROW:
            rows.append(y)
    return rows


def _near(y: float, rows: Iterable[float]) -> bool:
    return any(abs(row - y) <= _SAME_ROW for row in rows)


def _standing_apart(page: Sequence[SetLine]) -> set[int]:
    """The places of the lines in the outermost rows that stand further from the text than its lines do from
    each other."""
    if not page or not all(line.level for line in page):
        return set()
    rows = _heights(page)
    gaps = [above - below for above, below in pairwise(rows)]
    if len(gaps) < 2 * _EDGE_LINES:
        return set()
    leading = median(gaps)
    outer = {rows[0]} if gaps[0] > _APART * leading else set()
    outer |= {rows[-1]} if gaps[-1] > _APART * leading else set()
    return {place for place, line in enumerate(page) if _near(line.y, outer)}


def rows(page: Sequence[SetLine]) -> Iterator[SetLine]:
    """The lines of a page; signs that stand by themselves before a line (a bullet, a number of a heading) are
    put to it, and so are the cells of a table, drawn one by one, that stand beside each other."""
    held: SetLine | None = None
    for line in _with_cells(page):
        if held is not None:
            if line.level and abs(line.y - held.y) <= _SAME_ROW and line.x > held.x:
                line = replace(line, text=f"{held.text} {line.text}", x=held.x)
            else:
                yield held
        held = line if len(line.text) <= 7 and line.level and not line.fixed else None
        if held is None:
            yield line
    if held is not None:
        yield held


def _with_cells(page: Sequence[SetLine]) -> Iterator[SetLine]:
    """The lines of a page, with those of several rows in a row that have cells, at least three of them or two
    in three rows, as one line a row."""
    beside: list[list[SetLine]] = []
    for line in page:
        if beside and _is_beside(beside[-1][-1], line):
            beside[-1].append(line)
        else:
            beside.append([line])
    for has_cells, group in groupby(beside, _are_cells):
        found = list(group)
        least = min(map(len, found))
        is_table = has_cells and (len(found) > 2 or (len(found) > 1 and least > 2))
        for row in found:
            if is_table:
                yield replace(row[0], text=" ".join(cell.text for cell in row))
            else:
                yield from row


def _is_beside(last: SetLine, line: SetLine) -> bool:
    return last.level and line.level and abs(line.y - last.y) <= _SAME_ROW / 2 and line.x > last.x + line.size


def _are_cells(row: Sequence[SetLine]) -> bool:
    lengths = [len(cell.text) for cell in row]
    return len(row) > 1 and max(lengths) <= _LONGEST_CELL and max(lengths) > 2
