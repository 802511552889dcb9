"""From documents to items. All computing is done first, then a short transaction saves some items, each with
its addresses, passages and words."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb import logs
from kb.clock import now
from kb.ingest import derived
from kb.ingest.derived import Derived, derive
from kb.ingest.merging import unite
from kb.ingest.planning import WATCHED_FOLDER, Arrival, Options, Planned, files_of, plan, same_work
from kb.ingest.undoing import noted
from kb.store import Store, aliases, arrivals, events, items, merges, subscribed
from kb.text.identity import canonical_key
from kb.text.storable import storable
from kb.types import AddReport, Document, Failure, Item, Subscription, Zone

AT_ONCE = 100
"""Documents of one transaction."""
_WAITING = {
    "arXiv": "Kept by identifier only; their details come when arXiv can be asked.",
    "DOI": "Kept by DOI only; `fetch` looks at the paper's page. Its PDF, once added, joins it.",
    "page": "Kept by address only; `fetch` gets the page. Saved as HTML and added, it joins its item too.",
}
"""What is said of items that are known by name only, by what they wait for."""
WAITING_FOR_PAGES = frozenset((_WAITING["DOI"], _WAITING["page"]))
"""Of these what no longer holds once pages were fetched."""
_MERGES_NAMED = 5
"""So many are named in one line of a report; the rest is counted."""
_BATCH_CHARACTERS = 1_000_000
"""One transaction writes a million characters in about a tenth of a second."""
_BATCH_S = 2.0
"""Slow formats are saved a few at a time, so that what was read is found and survives."""


@dataclass(frozen=True, slots=True)
class _New:
    """An item to be inserted, and all that is derived from it."""

    document: Document
    addresses: dict[str, str]
    derived: Derived


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be saved: all that takes time was done, and only rows are left to write.

    `derived` is None where nothing changes. `alone` is the document as an item of its own, where it is to be
    one before it joins.
    """

    planned: Planned
    options: Options
    derived: Derived | None
    alone: _New | None = None


def ingest(
    store: Store,
    documents: Iterable[Document | Failure | Subscription],
    options: Options = Options(),
    progress: Callable[[int], None] = lambda done: None,
    should_stop: Callable[[], bool] = lambda: False,
    at_once: int = AT_ONCE,
    step: int | None = None,
) -> AddReport:
    """Saves documents as they come, some at a time (`at_once` at most), and tells what became of each.

    What was committed stays whatever happens later; running the same import again goes on from there. A
    document that cannot be saved is a failure of its own. Subscriptions become sources. `should_stop` is
    asked after each commit. What it did to items is noted in `step`, the event of an import, so that it can
    be taken back.
    """
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    failed: list[Failure] = []
    warnings: dict[str, None] = {}
    touched: dict[int, None] = {}
    joined: dict[int, None] = {}
    sources: Counter[bool] = Counter()
    begun = events.last_id(store.read())
    done = 0
    for batch in _batches(store, documents, options, at_once):
        with store.write() as db:
            for found in batch:
                if isinstance(found, Subscription):
                    sources[subscribed.subscribe(db, storable(found), options.zone, now(), step)] += 1
                    continue
                saved = _saved(db, found, step) if isinstance(found, Prepared) else found
                if isinstance(saved, Failure):
                    failed.append(storable(saved))
                    continue
                item_id, outcome = saved
                counts[outcome] += 1
                touched[item_id] = None
                if outcome == "updated" and (merges.latest(db, item_id) or 0) > begun:
                    joined[item_id] = None
                if (awaited := items.waiting_for(db, item_id)) is not None:
                    warnings[_WAITING[awaited or "arXiv"]] = None
        done += len(batch)
        progress(done)
        if should_stop():
            break
    if sources:
        warnings[_told_of_sources(sources[True], sources[False])] = None
    if joined:
        warnings[_told_of_merges(items.by_ids(store.read(), list(joined)))] = None
    return AddReport(
        **counts,
        failed=tuple(failed),
        touched=tuple(items.by_ids(store.read(), list(touched))),
        warnings=tuple(warnings),
        step=step,
    )


def _told_of_sources(new: int, known: int) -> str:
    """What became of subscriptions, since they are no items."""
    already = f", {known} already were" if known else ""
    return f"Feeds that are sources now: {new}{already}. `feeds list` shows them, `sync` asks them."


def _told_of_merges(found: list[Item]) -> str:
    shown = ", ".join(item.key for item in found[:_MERGES_NAMED])
    more = f" and {len(found) - _MERGES_NAMED} more" if len(found) > _MERGES_NAMED else ""
    return f"Joined with another reading of the same work: {shown}{more}. `split KEY` parts what is not one."


def _batches(
    store: Store, documents: Iterable[Document | Failure | Subscription], options: Options, at_once: int
) -> Iterator[list[Prepared | Failure | Subscription]]:
    """Documents made ready, as many at a time as one short transaction saves. A second reading of a work
    waits until the first is saved, so that it is prepared with that in view."""
    batch: list[Prepared | Failure | Subscription] = []
    taken: set[str] = set()
    size, began = 0, time.monotonic()
    for found in documents:
        ready = _prepared(store.read(), found, options)
        if isinstance(ready, Prepared) and taken.intersection(ready.planned.addresses):
            yield batch
            batch, taken, size, began = [], set(), 0, time.monotonic()
            ready = _prepared(store.read(), found, options)
        batch.append(ready)
        if isinstance(ready, Prepared):
            taken.update(ready.planned.addresses)
            size += len(ready.planned.document.text)
        if len(batch) >= at_once or size > _BATCH_CHARACTERS or time.monotonic() - began > _BATCH_S:
            yield batch
            batch, taken, size, began = [], set(), 0, time.monotonic()
    if batch:
        yield batch


def _prepared(
    db: sqlite3.Connection, found: Document | Failure | Subscription, options: Options
) -> Prepared | Failure | Subscription:
    if isinstance(found, Failure | Subscription):
        return found
    try:
        return prepare(db, found, options)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are saved
        return _not_saved(found, error)


def _saved(db: sqlite3.Connection, ready: Prepared, step: int | None) -> tuple[int, str] | Failure:
    """Saves one document of a batch; one that is refused leaves nothing behind and the others alone."""
    db.execute("SAVEPOINT document")
    try:
        saved = put(db, ready, step)
    except Exception as error:
        if not db.in_transaction:
            raise
        db.execute("ROLLBACK TO document")
        db.execute("RELEASE document")
        return _not_saved(ready.planned.document, error)
    db.execute("RELEASE document")
    return saved


def _not_saved(document: Document, error: Exception) -> Failure:
    """:raises sqlite3.Error: the disk or the database is at fault, not the document."""
    if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
        raise error
    name = document.meta.get("file") or document.title or document.key
    told = logs.fault(f"{document.key} could not be saved", error)
    return Failure(name, f"could not be saved ({told}); the rest was, and {logs.FILE} tells where it failed")


def save(db: sqlite3.Connection, document: Document, options: Options) -> tuple[int, str]:
    """Saves one document; returns the item's id and `added`, `updated` or `unchanged`."""
    return put(db, prepare(db, document, options))


def prepare(db: sqlite3.Connection, document: Document, options: Options) -> Prepared:
    """Does all that takes time: finds the same work, joins it, cuts passages, stems words."""
    planned = plan(db, document, options)
    alone = None
    if planned.alone:
        alone = _New(planned.alone, files_of(planned.addresses), derive(planned.alone))
    found = derive(planned.indexed) if planned.indexed else None
    return Prepared(planned, options, found, alone)


def put(db: sqlite3.Connection, ready: Prepared, step: int | None = None) -> tuple[int, str]:
    """Writes what was prepared; prepares it again if another process changed the same work meanwhile. In
    `step`, where one is given, is noted what it did."""
    planned = ready.planned
    same = same_work(db, planned.document, list(planned.addresses))
    if same != list(planned.before) or any(items.document(db, i) != old for i, old in planned.before.items()):
        ready = prepare(db, planned.document, ready.options)
    if step is None:
        return _written(db, ready)
    # An address may be another's so far: of a path where another file lies now.
    losing = aliases.owners(db, list(ready.planned.addresses)).values()
    return noted(db, step, {*ready.planned.before, *losing}, lambda: _written(db, ready))


def _written(db: sqlite3.Connection, ready: Prepared) -> tuple[int, str]:
    planned, moment = ready.planned, now()
    if not planned.before:
        assert ready.derived is not None
        saved_at = ready.options.saved_at or planned.document.saved_at or moment
        placement = items.Placement(saved_at, ready.options.zone)
        item_id = _insert(db, _New(planned.after, planned.addresses, ready.derived), placement, moment)
        added = events.added(item_id, placement.saved_at, placement.zone, planned.after.source)
        events.record(db, [added])
        if ready.options.waits(planned.document):
            arrivals.hold(db, item_id, planned.after.source or WATCHED_FOLDER, moment)
        return item_id, "added"
    item_id, *twins = planned.before
    if ready.options.arrival is Arrival.BY_HAND:
        arrivals.release(db, item_id)
    if ready.alone:
        twins.append(_insert(db, ready.alone, items.Placement(moment, Zone.INBOX), moment))
    for twin in twins:
        unite(db, item_id, twin, moment)
    items.catch_up(db, item_id, planned.document)
    known = {canonical_key(alias) for alias in planned.before[item_id].aliases}
    aliases.put(db, item_id, {key: a for key, a in planned.addresses.items() if key not in known})
    if ready.derived is None:
        return item_id, "unchanged"
    items.update(db, item_id, planned.after, ready.derived.language, ready.derived.minutes, moment)
    derived.put(db, item_id, ready.derived)
    return item_id, "updated"


def _insert(db: sqlite3.Connection, new: _New, placement: items.Placement, moment: str) -> int:
    item_id = items.insert(db, new.document, placement, new.derived.language, new.derived.minutes, moment)
    aliases.put(db, item_id, new.addresses)
    derived.put(db, item_id, new.derived)
    return item_id
