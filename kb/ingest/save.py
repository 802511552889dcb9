"""From documents to items. All computing is done first, then a short transaction saves some items, each with
its addresses, passages and words."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kb.catalogue import _, n_, noted, number
from kb.clock import now
from kb.errors import JomoError
from kb.ingest.known import Known
from kb.ingest.planning import Options, addresses_of, as_kept
from kb.ingest.putting import Prepared, Saved, not_saved, prepare, put_all
from kb.store import Store, events, items, merges, subscribed
from kb.text.storable import storable
from kb.types import AddReport, Document, Failure, Item, Remark, Skipped, Subscription, summed

AT_ONCE = 500
"""Documents of one transaction: links are written in about a tenth of a second then."""
_WAITING = {
    "arXiv": noted("Kept by identifier only; their details come when arXiv can be asked."),
    "DOI": noted("Kept by DOI only; `fetch` looks at the paper's page. Its PDF, once added, joins it."),
    "page": noted(
        "Kept by address only; `fetch` gets the page. Saved as HTML and added, it joins its item too."
    ),
}
"""What is said of items that are known by name only, by what they wait for."""
_MERGES_NAMED = 5
"""So many are named in one line of a report; the rest is counted."""
_BATCH_CHARACTERS = 1_000_000
"""One transaction writes a million characters in about a tenth of a second."""
_BATCH_S = 2.0
"""Slow formats are saved a few at a time, so that what was read is found and survives."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A document in the form in which it is kept, and its addresses."""

    document: Document
    addresses: Collection[str]


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
    skipped: list[Skipped] = []
    warnings: dict[str, None] = {}
    touched: dict[int, None] = {}
    joined: dict[int, None] = {}
    sources: Counter[bool] = Counter()
    begun = events.last_id(store.read())
    done = 0
    for batch in _batches(store, documents, options, at_once):
        with store.write() as db:
            outcomes = iter(put_all(db, [one for one in batch if isinstance(one, Prepared)], step))
            saved: list[int] = []
            for found in batch:
                if isinstance(found, Subscription):
                    sources[subscribed.subscribe(db, storable(found), options.zone, now(), step)] += 1
                    continue
                outcome = next(outcomes) if isinstance(found, Prepared) else found
                if isinstance(outcome, Remark):
                    warnings[storable(outcome.line)] = None
                    continue
                if isinstance(outcome, Skipped):
                    skipped.append(storable(outcome))
                    continue
                if isinstance(outcome, Failure):
                    failed.append(storable(outcome))
                    continue
                item_id, became = outcome
                counts[became] += 1
                saved.append(item_id)
                if became == "updated" and (merges.latest(db, item_id) or 0) > begun:
                    joined[item_id] = None
            touched.update(dict.fromkeys(saved))
            for awaited in items.waiting_for(db, saved):
                warnings[_(_WAITING[awaited or "arXiv"])] = None
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
        skipped=summed(skipped),
    )


def said_of_pages() -> frozenset[str]:
    """What is said of items that wait for their pages: it no longer holds once these were fetched."""
    return frozenset((_(_WAITING["DOI"]), _(_WAITING["page"])))


def _told_of_sources(new: int, known: int) -> str:
    """What became of subscriptions, since they are no items."""
    if not known:
        return _(
            "Feeds that are sources now: {new}. `feeds list` shows them, `sync` asks them.", new=number(new)
        )
    return _(
        "Feeds that are sources now: {new}, {known} already were. `feeds list` shows them, `sync` asks them.",
        new=number(new),
        known=number(known),
    )


def _told_of_merges(found: list[Item]) -> str:
    shown = ", ".join(item.key for item in found[:_MERGES_NAMED])
    if len(found) <= _MERGES_NAMED:
        return _(
            "Joined with another reading of the same work: {keys}. `split KEY` parts what is not one.",
            keys=shown,
        )
    return n_(
        "Joined with another reading of the same work: {keys} and {count} more. `split KEY` parts what is not"
        " one.",
        "Joined with another reading of the same work: {keys} and {count} more. `split KEY` parts what is not"
        " one.",
        len(found) - _MERGES_NAMED,
        keys=shown,
    )


def _batches(
    store: Store, documents: Iterable[Document | Failure | Subscription], options: Options, at_once: int
) -> Iterator[list[Prepared | Failure | Subscription]]:
    """Documents made ready, as many at a time as one short transaction saves. A second reading of a work
    waits until the first is saved, so that it is prepared with that in view."""
    for portion in _portions(documents, options, at_once):
        while portion:
            together = _sharing_nothing(portion)
            portion = portion[len(together) :]
            known = Known(store.read(), chain.from_iterable(map(_addresses, together)))
            yield [_prepared(known, one, options) if isinstance(one, _Read) else one for one in together]


def _portions(
    documents: Iterable[Document | Failure | Subscription], options: Options, at_once: int
) -> Iterator[list[_Read | Failure | Subscription]]:
    portion: list[_Read | Failure | Subscription] = []
    size, began = 0, time.monotonic()
    for found in documents:
        portion.append(_read(found, options) if isinstance(found, Document) else found)
        size += len(found.text) if isinstance(found, Document) else 0
        if len(portion) >= at_once or size > _BATCH_CHARACTERS or time.monotonic() - began > _BATCH_S:
            yield portion
            portion, size, began = [], 0, time.monotonic()
    if portion:
        yield portion


def _sharing_nothing(
    portion: list[_Read | Failure | Subscription],
) -> list[_Read | Failure | Subscription]:
    """The longest beginning in which no two documents have an address in common."""
    taken: set[str] = set()
    for place, one in enumerate(portion):
        addresses = _addresses(one)
        if not taken.isdisjoint(addresses):
            return portion[:place]
        taken.update(addresses)
    return portion


def _addresses(one: _Read | Failure | Subscription) -> Collection[str]:
    return one.addresses if isinstance(one, _Read) else ()


def _read(found: Document, options: Options) -> _Read | Failure:
    try:
        document = as_kept(found, options)
        return _Read(document, addresses_of(document).keys())
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are saved
        return not_saved(found, error)


def _prepared(known: Known, one: _Read, options: Options) -> Prepared | Failure:
    try:
        return prepare(known, one.document, options)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are saved
        return not_saved(one.document, error)


def save(db: sqlite3.Connection, document: Document, options: Options) -> Saved:
    """Saves one document; returns the item's id and what became of it.

    :raises JomoError: it cannot be saved.
    """
    ready = prepare(Known(db), as_kept(document, options), options)
    [saved] = put_all(db, [ready])
    if isinstance(saved, Failure):
        raise JomoError(saved.reason)
    return saved
