"""An item that was merged becomes two again, and the two one again where that is taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from kb.catalogue import _
from kb.errors import JomoError
from kb.ingest.derived import rewrite
from kb.ingest.joining import joined_by_hand, merged
from kb.ingest.merging import unite_as
from kb.store import events, items, merges
from kb.types import Action, Origin


def part(db: sqlite3.Connection, item_id: int, moment: str) -> tuple[int, int]:
    """Takes the latest merge of an item back; returns the ids of the two items. They stay two when what made
    them one is imported again. Their passages and words are still to be made.

    :raises JomoError: the item was not merged, or only with what was parted from it again.
    """
    merge = merges.latest(db, item_id)
    if merge is None:
        [item] = items.by_ids(db, [item_id])
        raise JomoError(_("{key} was not merged with another item; there is nothing to part", key=item.key))
    kept, other = merges.part(db, merge)
    both = items.by_ids(db, [kept, other])
    if not events.of_item(db, other):
        item = both[1]
        events.record(db, [events.added(other, item.saved_at, item.zone, item.source)])
    events.record(
        db,
        [
            events.NewEvent(moment, Origin.ME, Action.SPLIT, one.id, after=from_.key, undoes=undoes)
            for one, from_, undoes in zip(both, reversed(both), (merge, None), strict=True)
        ],
    )
    _derive_again(db, kept, other)
    return kept, other


def take_back(db: sqlite3.Connection, merge: int) -> None:
    """Makes two items again of what a merge made one, as if it had not been: nothing holds them apart."""
    _derive_again(db, *merges.part(db, merge))


def _derive_again(db: sqlite3.Connection, *item_ids: int) -> None:
    for one in item_ids:
        rewrite(db, one, items.document(db, one))


def rejoin(db: sqlite3.Connection, kept: int, other: int, merge: int, moment: str) -> None:
    """Makes one item again of two that a merge had made one before they were parted; what was done to either
    since stays. It is a merge of the same origin: one by hand can be taken back."""
    origin, pair = merges.origin_of(db, merge), (items.document(db, kept), items.document(db, other))
    # What the other one of an import says only fills gaps: the kept one is what the person called it by.
    by_import = origin is Origin.IMPORT
    whole = merged(pair[0], replace(pair[1], guessed=True)) if by_import else joined_by_hand(*pair)
    unite_as(db, kept, other, whole, moment, origin)
