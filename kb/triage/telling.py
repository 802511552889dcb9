"""Which texts and papers tell the same: by links that say so, and by the person's word."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kb.store import aliases, items, references, retellings
from kb.types import TELLERS, Item, Kind

_TOLD_AT_ONCE = 2
"""Papers a text may link to and still be about each of them; one that links to more is a list."""


def told_by(db: sqlite3.Connection, text: int) -> list[int]:
    """Ids of the papers that a text tells of; none where it is a list of them."""
    linked = aliases.resolve(db, [one.key for one in references.of_item(db, text)])
    related = items.by_ids(db, list(dict.fromkeys([*linked, *retellings.papers_of(db, text)])))
    papers = [one.id for one in related if one.kind is Kind.PAPER]
    return papers if len(papers) <= _TOLD_AT_ONCE else []


def tellers_of(db: sqlite3.Connection, paper: int) -> list[int]:
    """Ids of the texts that tell of a paper, the newest first."""
    tellers: Iterable[Item] = items.by_ids(db, references.mentioned_by(db, paper))
    return [one.id for one in tellers if one.kind in TELLERS and paper in told_by(db, one.id)]


def other_sides(db: sqlite3.Connection, item: Item) -> list[int]:
    """Ids of the papers that a text tells of, or of the texts that tell of a paper."""
    return tellers_of(db, item.id) if item.kind is Kind.PAPER else told_by(db, item.id)
