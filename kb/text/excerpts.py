"""Texts cut to the room there is for them: one way for titles, labels and passages alike."""

from __future__ import annotations

from collections.abc import Sequence

from kb.text.tex import MATH

_BEFORE = 90
"""Characters of an excerpt before the first term: most of its first line on a page."""


def shortened(text: str, size: int) -> str:
    """A text in one line of at most `size` characters, cut between words with an ellipsis; a word that is
    longer by itself is cut within."""
    text = " ".join(text.split())
    if len(text) <= size:
        return text
    head = text[: size - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:.|·—–-") + "…"


def excerpt(text: str, terms: Sequence[str], size: int, before: int = _BEFORE) -> str:
    """About `size` characters of a text in one line, from up to `before` characters before the first of the
    terms, cut at spaces and never within a formula."""
    text = " ".join(text.split())
    if len(text) <= size:
        return text
    first = min((place for term in terms if (place := text.find(term)) >= 0), default=0)
    start = max(0, min(first - before, len(text) - size))
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = start + size
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
    for formula in MATH.finditer(text):
        if formula.start() < start < formula.end():
            start = formula.end()
        if formula.start() < end < formula.end():
            end = formula.start()
    return ("… " if start else "") + text[start:end].strip(" ·") + (" …" if end < len(text) else "")
