"""`library.lists`: the reading lists after filing: put off too often, meant for the week, expired, kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from kb.clock import day, today
from kb.library.keys import item_ids
from kb.library.ranking import Ranking
from kb.settings import Settings
from kb.store import Store, delegations, events, items, lists
from kb.store.filters import value_counts
from kb.triage import filing
from kb.triage.choosing import KEPT_DAYS, Order, in_haste, in_order, to_thin
from kb.triage.expiring import monday, months_before, weekly_aim
from kb.triage.putting_off import BACK_DAYS, OFTEN
from kb.types import Filed, Filters, Item, Move, Origin, State, WeeklyAim, Zone
from kb.types.filters import BY_WORD

_OFFERED = ("source", "kind", "lang", "topic", "area")
"""Words of the filters that a session is narrowed by."""
_EXPIRED = "expired"
"""The note of a filing that took what was left untouched."""


class Lists:
    """Must-have, nice-to-have, no-need-but-interesting and put-and-forget."""

    def __init__(
        self, settings: Settings, store: Store, held: Callable[[], set[int]], ranking: Ranking
    ) -> None:
        self._settings = settings
        self._store = store
        self._held = held
        self._ranking = ranking

    # -- what comes next --------------------------------------------------------------------------

    def to_triage(self, filters: Filters = Filters(), order: Order = Order.MIXED) -> list[int]:
        """Ids of what waits in the inbox to be filed, in the order it comes up; what was put off, is parked
        or with somebody waits elsewhere."""
        aside = self._aside()
        waiting = [one for one in lists.inbox(self._store.read(), filters) if one[0] not in aside]
        if order is Order.BEST:
            return self._ranking.best_first(in_order(Order.NEWEST, waiting))
        if order is Order.LOT:
            return self._ranking.by_lot(in_order(Order.NEWEST, waiting))
        return in_order(order, waiting, self._back())

    def waiting(self) -> int:
        """How much waits in the inbox to be filed."""
        db = self._store.read()
        aside = [item for item in items.by_ids(db, list(self._aside())) if item.zone is Zone.INBOX]
        return items.count(db, Filters(zones=(Zone.INBOX,))) - len(aside)

    def to_thin(self, zone: Zone, filters: Filters = Filters()) -> list[Filed]:
        """What of a list is worth a second look, in the order it comes up: unread, neither put aside nor
        looked at again of late."""
        aside = self._aside() | self.kept()
        there = lists.filings(self._store.read(), zone, filters)
        return to_thin(
            Filed(one.item_id, one.at, in_haste(one.at, one.before, one.origin, one.together))
            for one in there
            if one.item_id not in aside
        )

    def offered(self, ids: Sequence[int]) -> Mapping[str, Mapping[str, int]]:
        """By what a session can be narrowed: how many of these items have each value, the commonest first, by
        the words of the filters."""
        fields = {BY_WORD[word].field: word for word in _OFFERED}
        counts = value_counts(self._store.read(), list(fields), ids)
        return {word: dict(counts[field].most_common()) for field, word in fields.items()}

    def kept(self) -> set[int]:
        """Ids of what was looked at again of late and left where it is."""
        since = date.fromisoformat(today()) - timedelta(days=KEPT_DAYS)
        return lists.kept(self._store.read(), since.isoformat())

    def _aside(self) -> set[int]:
        return filing.snoozed(self._store).keys() | self._held()

    def _back(self) -> set[int]:
        """Ids of what came back of late: put off until now, or told of by whom it was handed to."""
        db, on = self._store.read(), today()
        since = (date.fromisoformat(on) - timedelta(days=BACK_DAYS - 1)).isoformat()
        told = {
            one.item.id for one in delegations.every(db) if one.returned_at and day(one.returned_at) >= since
        }
        return events.came_back(db, since, on).keys() | told

    # -- what the lists ask for -------------------------------------------------------------------

    def often_put_off(self) -> list[tuple[Item, int]]:
        """Unread must-have items that were put off so often that they may be no must, and how many times."""
        db = self._store.read()
        times = lists.put_off(db, Zone.MUST_HAVE, OFTEN)
        return [(item, times[item.id]) for item in items.by_ids(db, list(times))]

    def keep(self, keys: Sequence[str]) -> list[Move]:
        """Records that items were looked at again and stay where they are.

        :raises NotFound: no item answers to one of the keys.
        """
        return filing.keep(self._store, item_ids(self._store, keys))

    def weekly_aim(self) -> WeeklyAim | None:
        """How much of nice-to-have is meant to be read this week, and was; None where nothing is meant."""
        since = monday(date.fromisoformat(today())).isoformat()
        read = Filters(zones=(Zone.NICE_TO_HAVE,), states=(State.READ,), read_since=since)
        return weekly_aim(self._settings.weekly_aim, items.count(self._store.read(), read))

    def expiring(self) -> list[Item]:
        """Items of nice-to-have that were left untouched longer than the settings let them, the oldest
        first; what was put aside on purpose is not left. They stay until they are let go of."""
        months = self._settings.expire_months
        if not months:
            return []
        since, db = months_before(date.fromisoformat(today()), months).isoformat(), self._store.read()
        aside, left = self._aside(), lists.untouched(db, Zone.NICE_TO_HAVE, since)
        return items.by_ids(db, [item_id for item_id in left if item_id not in aside])

    def expire(self, keys: Sequence[str]) -> list[Move]:
        """Lets go of items: put-and-forget, as one step.

        :raises NotFound: no item answers to one of the keys.
        """
        chosen = item_ids(self._store, keys)
        return filing.move(self._store, chosen, Zone.PUT_AND_FORGET, Origin.ME, _EXPIRED)
