"""Which lines of a PDF are rows of a table, and which are no lines at all but signs that lie about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AMOUNT = re.compile(
    r"[(\[~≈±<>≤≥$€£₽−–+-]{0,2}\d[\d.,:/±%×()–-]*[a-zA-Zа-я%°]{0,2}[*†‡]?|[–—-]|n/a", re.IGNORECASE
)
"""A number as it stands in a table, or what stands there for none."""
_AMOUNTS = 0.4
"""The share of a line's words that are numbers from which on it may be a row of a table. By judgement."""
_SCATTERED = 8
"""Characters a line, on the average: fewer are parts of a formula or numbers of an axis, not rows."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def is_row(text: str) -> bool:
    """Whether a line may be a row of a table of numbers."""
    words = text.split()
    amounts = sum(_AMOUNT.fullmatch(word) is not None for word in words)
    return amounts >= 2 and amounts >= _AMOUNTS * len(words)


def are_scattered(lines: Sequence[str]) -> bool:
    """Whether short lines are signs that lie about, of a formula or along an axis, and no words."""
    words = [len(_WORD.findall(line)) for line in lines]
    is_sparse = sum(len(line) for line in lines) < _SCATTERED * len(lines)
    return sum(words) < len(lines) or (is_sparse and not all(words))
