"""Which paper a text without a link may retell: one whose title it writes out, or one that stands out by
meaning and words. Never certain: what is found here is proposed with a probability.

How the probabilities were measured: `python -m bench retelling`.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterator, Sequence

from kb.store import items, words
from kb.text.words import stems
from kb.types import TELLERS, Item, Retelling

CONSIDERED = 20
"""How many of the papers most like a text are looked at. By judgement: a title written out is among them."""
SHOWN = 0.5
"""What is less probable than this is more likely wrong than right."""
_SUREST = 0.9
"""The highest probability, and that of a title written out, which may also be quoted beside the paper that is
retold. By judgement."""
_TITLE = 4
"""Stems of a title that nobody writes by chance; a shorter one must be rare in the library."""
RARE = 5
"""Items of the library that may hold a short title: `Mamba` names a family, not a paper. By judgement."""
_EVEN, _SLOPE = 1.7, 2.0
"""Standard deviations between the first and the second paper at which it is as probable as not, and how fast
it grows from there: fitted by eye to the sample's texts among 138 and among 1,083 papers."""
_COINED = re.compile(
    r"(?=.*[^\W\d].*[^\W\d])(?:\w*[a-zа-яё]\w*[A-ZА-ЯЁ]\w*|\w+[-+.]?\d[\w.+-]*|[A-Z]{2,}[a-z]{2,}\w*)"
)
"""A capital behind a small letter, a number, or a word that begins with several capitals."""
_NAME = re.compile(r"[^:—–]{3,60}(?=[:—–]\s)")


def retold(
    db: sqlite3.Connection, text: str, likest: Sequence[tuple[Item, float]], *, tells: bool = True
) -> list[Retelling]:
    """The papers a text may retell, the most probable first; `likest` are those most like it, in order, each
    with its likeness in standard deviations. One that `tells` nothing but its name retells what it names:
    by meaning three words stand out as near to some paper, whatever they are."""
    said = stems(text)
    named = [paper for paper, _ in likest if is_named(db, paper.title, text, said)]
    if named:
        return [Retelling(paper, _SUREST) for paper in named]
    if not tells:
        return []
    probability = by_gap([above for _, above in likest])
    return [Retelling(likest[0][0], probability)] if probability >= SHOWN else []


def by_gap(likeness: Sequence[float]) -> float:
    """How probable it is that the first of several papers is the one retold, by how far its likeness exceeds
    the second's: a text about a field is as like to many, a retelling to one. Among fewer than
    `CONSIDERED` one always stands out, which says nothing."""
    if len(likeness) < CONSIDERED:
        return 0.0
    return min(_SUREST, 1 / (1 + math.exp(_SLOPE * (_EVEN - (likeness[0] - likeness[1])))))


def is_named(db: sqlite3.Connection, title: str, text: str, said: Sequence[str]) -> bool:
    """Whether a text, whose stems are `said`, writes a title out, in whatever inflection: in full, or what
    stands before its colon. Short ones count where few items of the library hold them."""
    return any(
        is_written(name, text, said) and (is_long(stems(name)) or _is_rare(db, name)) for name in names(title)
    )


def is_written(name: str, text: str, said: Sequence[str]) -> bool:
    """Whether a text, whose stems are `said`, holds a name. One word has to be a coined one in the writing of
    the title: `LagKV`, while `CATCH` and `Paris` are words that are met by chance."""
    wanted = stems(name)
    if len(wanted) > 1:
        return f" {' '.join(wanted)} " in f" {' '.join(said)} "
    return _COINED.fullmatch(name) is not None and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def names(title: str) -> Iterator[str]:
    """The ways to write a title: in full, and what stands before its colon or dash."""
    yield title
    if short := _NAME.match(title):
        yield short[0].strip()


def is_long(name: Sequence[str]) -> bool:
    """Whether a title of these stems is one that nobody writes by chance."""
    return len(name) >= _TITLE


def _is_rare(db: sqlite3.Connection, name: str) -> bool:
    return 0 < len(words.with_phrase(db, name, as_written=False)) <= RARE


def naming(db: sqlite3.Connection, paper: Item) -> list[int]:
    """Ids of the items that write the title of a paper out, newest first; none where it is short
    and common."""
    found: set[int] = set()
    for name in names(paper.title):
        if len(stems(name)) == 1 and not _COINED.fullmatch(name):
            continue
        holding = words.with_phrase(db, name, as_written=False)
        if is_long(stems(name)) or len(holding) <= RARE:
            found |= holding
    return [item.id for item in items.by_ids(db, sorted(found, reverse=True)) if item.kind in TELLERS]
