"""Pieces of text as a PDF draws them, put together as the lines of page one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from kb.importers.pdf.text import clean_lines

# A mark beside a name or title (a raised 1, a letter, an affiliation in small type) is set smaller than
# the line it stands in; small capitals are too, but follow their first letter.
_SMALLER = 0.9
_LETTER = r"[^\W\d_]"
_ENDS_IN_INITIAL = re.compile(rf"(?:^|[\s\W])(?P<initial>{_LETTER})\s*$")
# Letters are about this wide, in their size; wide enough for capitals.
_LETTER_WIDTH = 0.62
MARK = "*"
# A gap as wide as this, in sizes of the type, parts columns: names that stand beside each other.
_GAP = 1.0
# No title, name or address takes more; patterns need not search a page that is drawn as one line.
_MAX_LINE = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn at one go on page one: size in points, place from the lower left, level or rotated."""

    text: str
    size: float
    x: float
    y: float
    level: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of page one with the largest size of its letters and its height above the page's foot.

    `large` is its text without what is set smaller and without wide gaps, for both of which `MARK` stands.
    """

    text: str
    size: float
    y: float
    large: str


@dataclass(slots=True)
class _Run:
    text: str
    size: float


def page_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The level lines of the page in the order they were drawn."""
    lines: list[Line] = []
    runs: list[_Run] = []
    last: Piece | None = None
    ended = False

    def close() -> None:
        if runs and last is not None and (line := _line(runs, last.y)):
            lines.append(line)
        runs.clear()

    for piece in pieces:
        if not piece.level:
            close()
            continue
        for number, part in enumerate(piece.text.split("\n")):
            ended = ended or number > 0
            if runs and last is not None and part.strip():
                # Where each word of a line is drawn by itself, each reads as a line of its own.
                same = number == 0 and _goes_on(last, piece)
                if same and (ended or _is_apart(last, piece)):
                    runs[-1].text += "\t" if _is_apart(last, piece) else " "
                elif ended or abs(piece.y - last.y) > 0.8 * max(last.size, piece.size):
                    close()
            if part.strip():
                last, ended = piece, False
            if part:
                _draw(runs, part, piece.size)
    close()
    return lines


def _goes_on(last: Piece, piece: Piece) -> bool:
    """Whether a piece stands on the same line, right behind the last one."""
    if abs(piece.y - last.y) > 0.1 * max(last.size, piece.size) or piece.x <= last.x:
        return False
    end = last.x + _LETTER_WIDTH * last.size * len(last.text.strip())
    return piece.x - end < 1.5 * max(last.size, piece.size)


def _is_apart(last: Piece, piece: Piece) -> bool:
    # Small letters are narrower than capitals; what is estimated too wide hides a gap.
    length = len(last.text.strip())
    return piece.x - last.x - 0.5 * last.size * length > (_GAP + 0.06 * length) * piece.size


def _draw(runs: list[_Run], drawn: str, size: float) -> None:
    if _continues_small_capitals(runs, drawn, size):
        runs[-1].text = runs[-1].text.rstrip() + drawn.lstrip()
    elif runs and runs[-1].size == size:
        runs[-1].text += drawn
    else:
        runs.append(_Run(drawn, size))


def _continues_small_capitals(runs: Sequence[_Run], drawn: str, size: float) -> bool:
    """Small capitals: a large first letter, then the rest of the word in smaller ones."""
    if not runs or not 0.6 * runs[-1].size < size < 0.87 * runs[-1].size:
        return False
    initial = _ENDS_IN_INITIAL.search(runs[-1].text)
    return bool(initial and initial["initial"].isupper() and re.match(rf"\s?{_LETTER}+", drawn))


def _line(runs: Sequence[_Run], y: float) -> Line | None:
    text = " ".join(clean_lines("".join(run.text for run in runs)[: 2 * _MAX_LINE]))[:_MAX_LINE]
    if not text:
        return None
    size = max((run.size for run in runs if any(map(str.isalpha, run.text))), default=0.0)
    large = "".join(run.text if run.size >= _SMALLER * size or not run.text.strip() else MARK for run in runs)
    large = " ".join(clean_lines(large[: 2 * _MAX_LINE].replace("\t", MARK)))[:_MAX_LINE]
    return Line(text, size, y, large)


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most of the page's lines are set; 0 for a page without letters."""
    return median([line.size for line in lines if line.size] or [0.0])


def letters(text: str) -> str:
    """What two spellings of one title share: its letters and digits in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))
