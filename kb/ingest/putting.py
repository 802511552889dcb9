"""Documents made ready, and written. What is new, or changes nothing, is written together with others; what
joins an item is written by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kb import logs
from kb.catalogue import _
from kb.clock import now
from kb.ingest import derived
from kb.ingest.derived import Derived, derive
from kb.ingest.known import Known
from kb.ingest.merging import unite
from kb.ingest.planning import WATCHED_FOLDER, Arrival, Options, Planned, files_of, plan, same_work
from kb.ingest.undoing import noted
from kb.store import aliases, arrivals, events, imports, items
from kb.store.connection import savepoint
from kb.store.imports import Change
from kb.store.items import NewItem
from kb.text.identity import canonical_key
from kb.types import Document, Failure, Zone

Saved = tuple[int, str]
"""The id of an item and what became of it: `added`, `updated` or `unchanged`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be saved: all that takes time was done, and only rows are left to write.

    `derived` is None where nothing changes. `alone` is what is derived of the document as an item of its own,
    where it is to be one before it joins.
    """

    planned: Planned
    options: Options
    derived: Derived | None
    alone: Derived | None = None


@dataclass(frozen=True, slots=True)
class _New:
    """An item to be inserted, with all that is derived from it."""

    document: Document
    addresses: dict[str, str]
    derived: Derived
    saved_at: str
    zone: Zone


def prepare(known: Known, document: Document, options: Options) -> Prepared:
    """Does all that takes time with a document in the form in which it is kept: finds the same work, joins
    it, cuts passages, stems words."""
    planned = plan(known, document, options)
    found = derive(planned.indexed) if planned.indexed else None
    return Prepared(planned, options, found, derive(planned.alone) if planned.alone else None)


def put_all(
    db: sqlite3.Connection, batch: Sequence[Prepared], step: int | None = None
) -> list[Saved | Failure]:
    """Writes what was prepared, no two of which share an address; tells of each what became of it.

    One that is refused leaves nothing behind and the others alone. What another process changed meanwhile is
    prepared again. In `step`, where one is given, is noted what was done.
    """
    known = Known(db, chain.from_iterable(one.planned.addresses for one in batch))
    holding = {n: one for n, one in enumerate(batch) if _still_holds(known, one)}
    outcomes: dict[int, Saved | Failure] = {
        **_added(db, {n: one for n, one in holding.items() if not known.owners(one.planned.addresses)}, step),
        **_unchanged(db, known, {n: one for n, one in holding.items() if not one.derived}, step),
    }
    return [outcomes.get(n) or _by_itself(db, one, step) for n, one in enumerate(batch)]


def _still_holds(known: Known, ready: Prepared) -> bool:
    planned = ready.planned
    same = same_work(known, planned.document, list(planned.addresses))
    return same == list(planned.before) and all(known.document(i) == old for i, old in planned.before.items())


def _added(db: sqlite3.Connection, new: Mapping[int, Prepared], step: int | None) -> dict[int, Saved]:
    """Documents that share nothing with any item become items together; none of them where one is refused."""
    moment = now()
    try:
        with savepoint(db):
            ids = _insert_added(db, list(new.values()), moment)
            if step is not None:
                imports.note(db, step, [Change(item_id, "") for item_id in ids])
    except Exception:
        # Each by itself tells whether it is at fault.
        if not db.in_transaction:
            raise
        return {}
    return {n: (item_id, "added") for n, item_id in zip(new, ids, strict=True)}


def _unchanged(
    db: sqlite3.Connection, known: Known, met: Mapping[int, Prepared], step: int | None
) -> dict[int, Saved]:
    """Notes documents that are in the library with all that they tell."""
    there = {
        item.id: item for item in items.by_ids(db, [next(iter(one.planned.before)) for one in met.values()])
    }
    found: dict[int, Saved] = {}
    for n, one in met.items():
        document, item = one.planned.document, there[next(iter(one.planned.before))]
        saved_earlier = document.saved_at is not None and document.saved_at < item.saved_at
        read_further = document.state is not None and item.state in document.state.behind
        new_address = not one.planned.addresses.keys() <= set(known.keys_of(item.id))
        if not (saved_earlier or read_further or new_address):
            found[n] = item.id, "unchanged"
    arrivals.release(
        db, (found[n][0] for n, one in met.items() if n in found and one.options.arrival is Arrival.BY_HAND)
    )
    if step is not None:
        imports.note(db, step, [Change(item_id, None) for item_id, _ in found.values()])
    return found


def _by_itself(db: sqlite3.Connection, ready: Prepared, step: int | None) -> Saved | Failure:
    """:raises sqlite3.Error: as `not_saved`."""
    try:
        with savepoint(db):
            return _put(db, ready, step)
    except Exception as error:
        if not db.in_transaction:
            raise
        return not_saved(ready.planned.document, error)


def not_saved(document: Document, error: Exception) -> Failure:
    """:raises sqlite3.Error: the disk or the database is at fault, not the document."""
    if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
        raise error
    name = document.meta.get("file") or document.title or document.key
    told = logs.fault(f"{document.key} could not be saved", error)
    reason = _(
        "could not be saved ({reason}); the rest was, and {file} tells where it failed",
        reason=told,
        file=logs.FILE,
    )
    return Failure(name, reason)


def _put(db: sqlite3.Connection, ready: Prepared, step: int | None) -> Saved:
    known = Known(db, ready.planned.addresses)
    if not _still_holds(known, ready):
        ready = prepare(known, ready.planned.document, ready.options)
    if step is None:
        return _written(db, ready)
    # An address may be another's so far: of a path where another file lies now.
    losing = known.owners(ready.planned.addresses).values()
    return noted(db, step, {*ready.planned.before, *losing}, lambda: _written(db, ready))


def _written(db: sqlite3.Connection, ready: Prepared) -> Saved:
    planned, moment = ready.planned, now()
    if not planned.before:
        [added] = _insert_added(db, [ready], moment)
        return added, "added"
    item_id, *twins = planned.before
    if ready.options.arrival is Arrival.BY_HAND:
        arrivals.release(db, [item_id])
    if planned.alone and ready.alone:
        alone = _New(planned.alone, files_of(planned.addresses), ready.alone, moment, Zone.INBOX)
        twins += _insert(db, [alone], moment)
    for twin in twins:
        unite(db, item_id, twin, moment)
    items.catch_up(db, item_id, planned.document)
    known = {canonical_key(alias) for alias in planned.before[item_id].aliases}
    fresh = {key: address for key, address in planned.addresses.items() if key not in known}
    aliases.put(db, {item_id: fresh})
    if ready.derived is None:
        return item_id, "unchanged"
    items.update(db, item_id, planned.after, ready.derived.language, ready.derived.minutes, moment)
    derived.put(db, item_id, ready.derived)
    return item_id, "updated"


def _insert_added(db: sqlite3.Connection, batch: Sequence[Prepared], moment: str) -> list[int]:
    new = [
        _New(
            one.planned.after,
            one.planned.addresses,
            one.derived,
            one.options.saved_at or one.planned.document.saved_at or moment,
            one.options.zone,
        )
        for one in batch
        if one.derived
    ]
    ids = _insert(db, new, moment)
    happened = [
        events.added(item_id, one.saved_at, one.zone, one.document.source)
        for item_id, one in zip(ids, new, strict=True)
    ]
    events.record_each(db, happened)
    waiting = [
        (item_id, one.planned.after.source or WATCHED_FOLDER)
        for item_id, one in zip(ids, batch, strict=True)
        if one.options.waits(one.planned.document)
    ]
    arrivals.hold(db, waiting, moment)
    return ids


def _insert(db: sqlite3.Connection, new: Sequence[_New], moment: str) -> list[int]:
    rows = [
        NewItem(one.document, one.derived.language, one.derived.minutes, one.saved_at, one.zone)
        for one in new
    ]
    ids = items.insert(db, rows, moment)
    aliases.put(db, {item_id: one.addresses for item_id, one in zip(ids, new, strict=True)})
    derived.add(db, [(item_id, one.derived) for item_id, one in zip(ids, new, strict=True)])
    return ids
