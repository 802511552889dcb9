"""Two items that turn out to be one work become one item; `kb.ingest.parting` makes two of it again."""

from __future__ import annotations

import sqlite3

from kb.catalogue import _
from kb.errors import JomoError
from kb.ingest.derived import rewrite
from kb.ingest.joining import joined_by_hand
from kb.ingest.sameness import contradict, names
from kb.store import aliases, events, items, merges, words
from kb.types import Action, Document, Item, Origin


def unite(db: sqlite3.Connection, kept: int, other: int, moment: str) -> None:
    """Makes one item of two that an import tells are one work. What the other one held is kept in the history
    until they are parted. What is known of the whole is still to be written."""
    [item] = items.by_ids(db, [other])
    before = _moved(db, kept, other)
    events.record(db, [_event(kept, item, before, moment, Origin.IMPORT)])


def unite_as(
    db: sqlite3.Connection, kept: int, other: int, whole: Document, moment: str, origin: Origin = Origin.ME
) -> None:
    """Makes one item of two, of which `whole` is known then. Parted at once, they are what they were."""
    [item] = items.by_ids(db, [other])
    before = _moved(db, kept, other)
    rewrite(db, kept, whole)
    events.record(db, [_event(kept, item, merges.marked(db, kept, before), moment, origin)])


def _moved(db: sqlite3.Connection, kept: int, other: int) -> str:
    before = merges.both(db, kept, other)
    merges.join(db, kept, other)
    words.remove(db, [other])
    return before


def _event(kept: int, other: Item, before: str, moment: str, origin: Origin) -> events.NewEvent:
    return events.NewEvent(
        moment, origin, Action.MERGED, kept, before=before, after=other.key, note=other.title
    )


def merge(db: sqlite3.Connection, one: int, other: int, moment: str) -> int:
    """Makes one item of two that the person says are one work, as a step; returns its id. The one saved first
    gives the key.

    :raises JomoError: they are one item already, or go by different names of one kind.
    """
    kept, further = _two(db, one, other)
    if contradict(*(names(item.key, aliases.keys_of(db, item.id)) for item in (kept, further))):
        raise JomoError(
            _(
                "{key} and {other} are two works: two arXiv ids, two DOIs or two posts of a channel never"
                " become one",
                key=kept.key,
                other=further.key,
            )
        )
    whole = joined_by_hand(items.document(db, kept.id), items.document(db, further.id))
    unite_as(db, kept.id, further.id, whole, moment)
    return kept.id


def hold_apart(db: sqlite3.Connection, one: int, other: int, moment: str) -> None:
    """Notes as a step that two items are two works: they are not proposed again, and no import joins them.

    :raises JomoError: they are one item.
    """
    pair = _two(db, one, other)
    if frozenset((one, other)) in merges.apart(db):
        return
    events.record(
        db,
        [
            events.NewEvent(moment, Origin.ME, Action.HELD_APART, item.id, after=from_.key)
            for item, from_ in zip(pair, reversed(pair), strict=True)
        ],
    )


def _two(db: sqlite3.Connection, one: int, other: int) -> list[Item]:
    """The two items, the one saved first before the other.

    :raises JomoError: they are one.
    """
    found = items.by_ids(db, [one, other])
    if one == other:
        raise JomoError(
            _("Both are {key}; name two items, and `split` parts what was merged", key=found[0].key)
        )
    return sorted(found, key=lambda item: (item.saved_at, item.id))
