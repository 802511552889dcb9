"""Letting things that came by themselves into the inbox: so many a week of each source, in its hours, and
never more at once than an inbox may hold.

Only what came within the present week competes for its budget: an overflow is no list to be worked off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from random import Random
from sqlite3 import Connection

from kb.clock import as_stored, now, present
from kb.feeds.choosing import allowance, week_start
from kb.feeds.hours import is_open
from kb.feeds.proof import draw
from kb.settings import Settings
from kb.store import Store, arrivals, batches, feeds
from kb.types import WEEKLY_BUDGET, Feed, IntakeRules, Zone


@dataclass(frozen=True, slots=True)
class _Turn:
    """Something that may be let in: an item by its id, or an entry of a feed by its number."""

    number: int
    feed: Feed | None = None

    @property
    def into_inbox(self) -> bool:
        return self.feed is None or self.feed.zone is Zone.INBOX


def rules_of(settings: Settings) -> IntakeRules:
    """What holds for all sources, as the settings say."""
    return IntakeRules(settings.inbox_limit, settings.overflow_days)


def expired_by(rules: IntakeRules, at: datetime) -> str:
    """The moment in UTC before which what came to an overflow has expired by `at`."""
    return as_stored((at - timedelta(days=rules.overflow_days)).isoformat(timespec="seconds"))


def shown_this_week(db: Connection, at: datetime) -> Counter[str]:
    """How much each source has shown since the week began, by the name its items go by."""
    week = week_start(at)
    shown = Counter(arrivals.shown_since(db, week))
    for state in feeds.states(db, week, week):
        shown[state.feed.name] += state.shown
    return shown


def room(db: Connection, feed: Feed, rules: IntakeRules, at: datetime) -> int:
    """How much of a feed may be shown just now."""
    left = _left(feed.budget, feed.open_hours, shown_this_week(db, at)[feed.name], at)
    return min(left, _room_of_inbox(db, rules)) if feed.zone is Zone.INBOX else left


def let_in(store: Store, rules: IntakeRules, brought: Collection[str] | None = None) -> list[Feed]:
    """Lets in what has room and makes a batch of all that came since the one before; returns the feeds of
    which something was chosen, to be saved by `kb.feeds.saving.save_chosen`. With `brought`, names of
    sources whose things the person put in just now, it is only these items' turn, and a whole week's budget
    may be used at once, at any hour."""
    at, moment = present(), now()
    with store.write() as db:
        chosen = _fairly(_turns(db, rules, at, brought), _room_of_inbox(db, rules))
        items = [one.number for one in chosen if one.feed is None]
        entries = [one.number for one in chosen if one.feed is not None]
        earlier = batches.count_closed(db, items, entries)
        arrivals.show(db, items, moment)
        feeds.choose(db, entries, moment)
        number = batches.close(db, moment, earlier)
        if number is not None:
            _draw(db, number)
    return list({one.feed.id: one.feed for one in chosen if one.feed is not None}.values())


def _turns(
    db: Connection, rules: IntakeRules, at: datetime, brought: Collection[str] | None
) -> list[list[_Turn]]:
    """For each source what its budget leaves room for, in the order it is to be shown in."""
    used = shown_this_week(db, at)
    followed = feeds.every(db)
    said = arrivals.budgets(db) | {feed.name: (feed.budget, feed.open_hours) for feed in followed}
    since = max(week_start(at), expired_by(rules, at))
    turns = []
    for name, ids in arrivals.waiting(db, since).items():
        budget, hours = said.get(name, (WEEKLY_BUDGET, ""))
        if brought is None:
            left = _left(budget, hours, used[name], at)
        else:
            left = max(0, budget - used[name]) if name in brought else 0
        turns.append([_Turn(item_id) for item_id in ids[:left]])
        used[name] += len(turns[-1])
    for feed in followed if brought is None else ():
        left = _left(feed.budget, feed.open_hours, used[feed.name], at)
        turns.append([_Turn(one, feed) for one in feeds.overflow(db, feed.id, since, left)])
    return turns


def _left(budget: int, open_hours: str, used: int, at: datetime) -> int:
    return max(0, allowance(budget, at) - used) if is_open(open_hours, at) else 0


def _room_of_inbox(db: Connection, rules: IntakeRules) -> int:
    return max(0, rules.inbox_limit - arrivals.count_open(db))


def _fairly(turns: Sequence[Sequence[_Turn]], room: int) -> list[_Turn]:
    """One of each source in turn, as long as the inbox has room."""
    chosen = []
    for one in filter(None, chain.from_iterable(zip_longest(*turns))):
        if room > 0 or not one.into_inbox:
            chosen.append(one)
            room -= one.into_inbox
    return chosen


def _draw(db: Connection, number: int) -> None:
    """Draws the random sample of what a batch left out."""
    items, entries = batches.rest(db, number)
    # Numbers of both in one list, so that each is as likely as any other.
    drawn = draw([*items, *(-one for one in entries)], Random(number))
    batches.put_drawn(db, number, [one for one in drawn if one > 0], [-one for one in drawn if one < 0])
