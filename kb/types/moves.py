"""What one step changed, by what it changed."""

from __future__ import annotations

from collections.abc import Iterable

from kb.types.items import Move
from kb.types.terms import said


def together(moves: Iterable[Move]) -> list[Move]:
    """The changes of a step, one for each item or whatever else was changed, in their order. A step may
    change several things of an item, as a survey that settles it does, or say one change twice."""
    by_key: dict[str, list[Move]] = {}
    for move in moves:
        by_key.setdefault(move.key, []).append(move)
    return [
        Move(key, _joined(one.before for one in changes), _joined(one.after for one in changes))
        if len(changes) > 1
        else changes[0]
        for key, changes in by_key.items()
    ]


def _joined(ends: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(said(end) for end in ends if end))
