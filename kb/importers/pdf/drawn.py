"""A line of a PDF from the pieces that it is drawn in: its text in the order of reading, and how it is set.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import Any

from kb.text.raised import lowered, raised

# How the names of fonts tell the weight, the slant, and that all letters are equally wide.
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?:$|ital)|cmb|cmssbx|sfb|sfsx|-b(?:i|d|t)?$", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obli|slant|-(?:b|reg)?it$|cmti|cmsl|sfti|sfsl", re.IGNORECASE)
_FIXED = re.compile(
    r"mono|courier|typewriter|consol|cmtt|sftt|cmsltt|lmtt|menlo|fixed|inconsolata", re.IGNORECASE
)
_SMALLER = 0.9
"""Of the line's size: raised and lowered signs are set smaller; browsers take 0.83 of it, TeX 0.7."""
_RAISED, _LOWERED = 0.15, 0.1
"""Shares of the line's size by which such signs stand above and below it: TeX lowers them by 0.15. By
judgement."""
_BESIDE = re.compile(r"(?! )[\d+\-−=(), ∗*†‡]*\d[\d+\-−=(), ∗*†‡]*")
"""What is told as raised or lowered: numbers with what stands among them."""
_LONGEST_MARK = 3
"""Characters of the mark that stands before a note at the foot, or a house: longer numbers are cells of a
table."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_Piece = Sequence[Any]
_Line = tuple[str, float, float, float, bool, bool, bool, bool]


def drawn_line(drawn: Sequence[tuple[_Piece, str]]) -> _Line:
    """A line from its pieces, each (text, size in points, x, y, whether it runs level) and the name of its
    font: as (text, size of most of its letters, x and y of its beginning, whether it runs level, is
    bold, slanted, set as code is)."""
    sizes: dict[float, int] = {}
    bold = slanted = fixed = letters = 0
    for (text, size, *_), font in drawn:
        count = sum(map(str.isalnum, text))
        sizes[size] = sizes.get(size, 0) + count
        letters += count
        bold += count * bool(_BOLD.search(font))
        slanted += count * bool(_SLANTED.search(font))
        fixed += count * bool(_FIXED.search(font))
    size = max(sizes, key=lambda one: sizes[one])
    text, x, y, level = _text([piece for piece, _ in drawn], size)
    most = 0.8 * letters
    return text, size, x, y, level, bold > most, slanted > most, fixed > most


def _text(drawn: Sequence[_Piece], size: float) -> tuple[str, float, float, bool]:
    """The pieces of a line that is set in `size` as one text, from left to right, its numbers raised and
    lowered as they are; with x and y of its beginning, and whether it runs level."""
    drawn = list(dropwhile(lambda piece: not piece[0].strip(), drawn))
    pieces = [piece for piece in drawn if piece[0].strip()]
    line = next((piece[3] for piece in pieces if piece[1] == size), pieces[0][3])
    text, first = "", pieces[0]
    for piece, following in zip(drawn, [*drawn[1:], None], strict=True):
        said, piece_size, x, y, level = piece
        is_mark = len(said.strip()) <= _LONGEST_MARK and following is not None and following[0][:1].isalpha()
        is_beside = text[-1:].strip() or is_mark
        if level and piece_size < _SMALLER * size and is_beside and _BESIDE.fullmatch(said):
            if y - line > _RAISED * size:
                said = raised(said.replace("−", "-"))
            elif line - y > _LOWERED * size:
                said = lowered(said.replace("−", "-"))
        if level and said.strip() and first[2] - x > size and not _RIGHT_TO_LEFT.search(text + said):
            # Drawn later, but it stands before what is there.
            text, first = f"{said.rstrip()} {text}", piece
        else:
            text += said
    return text, first[2], line, first[4]
