"""Asking feeds and saving what they bring.

Each feed is done by itself: what it told of is noted, with what becomes of it, in the transaction that notes
the visit; what was chosen is saved then. A process that is killed between the two goes on with it next time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now, present
from kb.errors import ImportRefused
from kb.feeds.choosing import Rank, best_first
from kb.feeds.letting_in import let_in, room
from kb.feeds.saving import item_of, save_chosen
from kb.feeds.schedule import after_failure, after_success
from kb.feeds.visiting import Fetch, Visit, visit
from kb.importers.feeds.contents import Contents
from kb.store import Store, feeds
from kb.types import AddReport, Failure, Fate, Feed, FeedEntry, IntakeRules
from kb.web import Refused, Unreachable

_GONE = 410
"""Of RFC 9110: what was here was taken away for good."""


def sync(
    store: Store,
    wanted: Sequence[Feed],
    fetch: Fetch,
    rank: Rank,
    rules: IntakeRules,
    progress: Callable[[int, int], None] = lambda done, total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> AddReport:
    """Asks feeds one after another and saves what they bring; one that fails is a failure of its own. Where
    these leave room, what came earlier in the week has its turn, of all sources. `progress` is told how many
    are done, `should_stop` asked between two."""
    reports: list[AddReport] = []
    for done, feed in enumerate(wanted):
        if should_stop():
            break
        progress(done, len(wanted))
        asked, failed = _ask(store, feed, fetch, rank, rules)
        saved = save_chosen(store, asked)
        reports.append(replace(saved, failed=(*failed, *saved.failed)))
    reports += [save_chosen(store, feed) for feed in let_in(store, rules)]
    return sum(reports, AddReport(0, 0, 0, (), ()))


def _ask(
    store: Store, feed: Feed, fetch: Fetch, rank: Rank, rules: IntakeRules
) -> tuple[Feed, tuple[Failure, ...]]:
    """The feed once it was asked, and why that was in vain or which entries could not be read."""
    seen = feeds.seen(store.read(), feed.id)
    try:
        answer = visit(feed, fetch, seen)
    except Unreachable as error:
        gone = error.status == _GONE
        after = after_failure(feed, now(), str(error), error.retry_after_s, gone=gone)
    except (Refused, ImportRefused) as error:
        after = after_failure(feed, now(), str(error))
    else:
        return _note(store, feed, answer, seen, rank, rules), answer.read.failed if answer.read else ()
    with store.write(silent=True) as db:
        feeds.note_visit(db, after)
    return after, (Failure(feed.url, _told(after)),)


def _told(feed: Feed) -> str:
    """Why a visit failed, since when none succeeds, and when the next is."""
    if feed.gone:
        return _(
            "{error}. It was taken away for good and is not asked again; `feeds remove` forgets it",
            error=feed.error,
        )
    again = feed.due_at[:16].replace("T", " ")
    if feed.error_since and feed.failures > 1:
        return _(
            "{error}, failing since {day}. Asked again after {time} UTC",
            error=feed.error,
            day=feed.error_since[:10],
            time=again,
        )
    return _("{error}. Asked again after {time} UTC", error=feed.error, time=again)


def _note(store: Store, feed: Feed, answer: Visit, seen: Set[str], rank: Rank, rules: IntakeRules) -> Feed:
    """Notes a visit that succeeded and what is to become of each entry that was not `seen` before."""
    moment = now()
    db = store.read()
    after = after_success(feed, moment, answer.etag, answer.last_modified)
    there = feeds.find(db, answer.url, removed=True)
    if there is None or there.id == feed.id:
        after = replace(after, url=answer.url)
    fates: dict[Fate, list[FeedEntry]] = {}
    if answer.read is not None:
        after = replace(after, title=feed.title or answer.read.title)
        fates = _fates(store, feed, answer.read, seen, room(db, after, rules, present()), rank)
    with store.write() as writing:
        feeds.note_visit(writing, after)
        for fate, entries in fates.items():
            feeds.record(writing, feed.id, entries, fate, moment)
    return after


def _fates(
    store: Store, feed: Feed, read: Contents, seen: Set[str], most: int, rank: Rank
) -> dict[Fate, list[FeedEntry]]:
    """What is to become of entries that were not `seen` before; `most` is how many may be shown."""
    # A feed may tell of one thing twice, by one name or by two.
    by_guid = {entry.guid: entry for entry in reversed(read.entries) if entry.guid not in seen}
    by_key = {entry.document.key: entry for entry in by_guid.values()}
    new: list[FeedEntry] = []
    fates: dict[Fate, list[FeedEntry]] = {
        Fate.KNOWN: [],
        Fate.PASSED: [one for one in by_guid.values() if by_key[one.document.key] is not one],
    }
    for entry in (_tagged(one, feed) for one in reversed(by_key.values())):
        if item_of(store, entry.document) is not None:
            fates[Fate.KNOWN].append(entry)
        else:
            (fates[Fate.PASSED] if entry.replaced else new).append(entry)
    ordered = best_first(new, feed.criterion, rank)
    fates[Fate.CHOSEN], fates[Fate.OVERFLOW] = ordered[:most], ordered[most:]
    return fates


def _tagged(entry: FeedEntry, feed: Feed) -> FeedEntry:
    tags = tuple(dict.fromkeys((*entry.document.tags, *feed.tags)))
    return replace(entry, document=replace(entry.document, tags=tags))
