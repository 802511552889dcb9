"""`library.sources`: what comes by itself, let in within budgets, and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kb.catalogue import _, by_words
from kb.clock import as_stored, now, present, today
from kb.errors import JomoError, NotFound
from kb.feeds.choosing import week_start
from kb.feeds.hours import batch_times, last_slot, next_slot, tidy_hours
from kb.feeds.letting_in import expired_by, let_in, rules_of, shown_this_week
from kb.feeds.proof import upper_bound
from kb.feeds.saving import save_chosen
from kb.feeds.schedule import is_due
from kb.feeds.weeks import monday, source_weeks
from kb.library.keys import item_ids
from kb.library.reviews import Reviews
from kb.library.work import Work
from kb.settings import Settings
from kb.store import Store, arrivals, batches, feeds, items, key_values
from kb.triage import filing
from kb.types import (
    WEEKLY_BUDGET,
    AddReport,
    Batch,
    Fate,
    Item,
    LeftOut,
    Missed,
    Move,
    Origin,
    SourceState,
    SourceWeek,
    Zone,
)

_LOOKED = "batch_looked_at"
"""The name under which is kept when batches were seen to."""
WEEKS = 12
"""A season: how far back random samples count, and weekly lines go by default."""
_ENTRY = "entry:"


class Sources:
    """Sources by the names their items go by. What exceeds a budget waits in the overflow: counted, not
    shown. It expires after some weeks, which is to be listed as such: nothing is filed or lost by that."""

    def __init__(self, settings: Settings, store: Store, reviews: Reviews, work: Work) -> None:
        self._settings = settings
        self._store = store
        self._reviews = reviews
        self._work = work
        self._rules = rules_of(settings)

    # -- what each may show -----------------------------------------------------------------------

    def states(self) -> list[SourceState]:
        """All sources that have a budget, by name, with what each has shown this week and left out."""
        db, at = self._store.read(), present()
        expired, week = expired_by(self._rules, at), week_start(at)
        shown, said = shown_this_week(db, at), arrivals.budgets(db)
        left = arrivals.counts(db, expired)
        states = {
            name: SourceState(
                name, *said.get(name, (WEEKLY_BUDGET, "")), shown[name], *left.get(name, (0, 0))
            )
            for name in {*left, *said}
        }
        for one in feeds.states(db, week, expired):
            feed = one.feed
            beside = states.get(feed.name, SourceState(feed.name))
            states[feed.name] = SourceState(
                feed.name, feed.budget, feed.open_hours, shown[feed.name],
                beside.overflow + one.overflow, beside.expired + one.expired, feed,
            )  # fmt: skip
        return sorted(states.values(), key=lambda state: by_words(state.name))

    def set_budget(
        self, name: str, *, budget: int | None = None, open_hours: str | None = None
    ) -> SourceState:
        """Says how many new things of a source are shown in a week, and in which hours of the day
        (`8-10, 18-20`, empty for any).

        :raises NotFound: nothing came from a source of this name.
        :raises JomoError: a budget below 0, or no hours of a day.
        """
        state = self._named(name)
        if budget is not None and budget < 0:
            raise JomoError(
                _(
                    "A budget of {budget} is none; write 0 to show nothing of {source}",
                    budget=budget,
                    source=name,
                )
            )
        budget = state.budget if budget is None else budget
        open_hours = state.open_hours if open_hours is None else tidy_hours(open_hours)
        with self._store.write() as db:
            if state.feed is None:
                arrivals.set_budget(db, state.name, budget, open_hours)
            else:
                feeds.put(db, replace(state.feed, budget=budget, open_hours=open_hours))
        return replace(state, budget=budget, open_hours=open_hours)

    # -- batches ----------------------------------------------------------------------------------

    def take(self) -> None:
        """Sees to the batch whose time has come: feeds that are due are asked in the background, and where
        none is, what waits is let in. Called as often as anybody likes."""
        if self._store.read_only:
            return
        slot = as_stored(last_slot(self._times(), present()).isoformat(timespec="seconds"))
        if key_values.get(self._store.read(), _LOOKED) >= slot:
            return
        with self._store.write(silent=True) as db:
            key_values.put(db, _LOOKED, now())
        if self._settings.network and any(is_due(feed, now()) for feed in feeds.every(self._store.read())):
            self._work.queue_sync()
        else:
            self.let_in()

    def let_in(self) -> AddReport:
        """Lets in what budgets, hours and the inbox have room for; returns what was saved by that."""
        reports = [save_chosen(self._store, feed) for feed in let_in(self._store, self._rules)]
        return sum(reports, AddReport(0, 0, 0, (), ()))

    def next_batch(self) -> datetime:
        """When the next batch is, by the person's clock."""
        return next_slot(self._times(), present())

    def last_batch(self) -> Batch | None:
        """The latest batch, with its random sample of what was left out."""
        return batches.last(self._store.read())

    def judge(self, drawn_id: int, *, missed: bool | None) -> None:
        """Says of one of the latest batch's sample whether the person would have missed it; what they would
        have is brought in. None takes the word back.

        :raises NotFound: there is none of this number.
        """
        batch = self.last_batch()
        drawn = next((one for one in batch.drawn if one.id == drawn_id), None) if batch else None
        if drawn is None:
            raise NotFound(
                _("The latest batch has no sample {number}; `intake proof` lists it", number=drawn_id)
            )
        with self._store.write() as db:
            batches.judge(db, drawn_id, missed=missed, at=now())
        if missed:
            self.bring([drawn.left_out.ref])

    def missed(self) -> Missed:
        """What the person said of the random samples of the last twelve weeks."""
        judged, missed = batches.judged_since(self._store.read(), self._weeks_ago(WEEKS))
        return Missed(judged, missed, upper_bound(missed, judged))

    def _times(self) -> tuple[time, ...]:
        return batch_times(self._settings.batches)

    # -- what was left out ------------------------------------------------------------------------

    def overflow(self, source: str | None = None) -> list[LeftOut]:
        """What waits, of one source or of all, the last come first.

        :raises NotFound: nothing came from a source of this name.
        """
        return self._left_out(source, expired_by(self._rules, present()), "9999")

    def expired(self, source: str | None = None) -> list[LeftOut]:
        """What waited too long to be shown, of one source or of all, the last come first.

        :raises NotFound: nothing came from a source of this name.
        """
        return self._left_out(source, "", expired_by(self._rules, present()))

    def waiting(self) -> set[int]:
        """Ids of items that wait in an overflow, or expired there."""
        return arrivals.every_waiting(self._store.read())

    def _left_out(self, source: str | None, since: str, until: str) -> list[LeftOut]:
        found = arrivals.left_out(self._store.read(), since, until)
        if source is None:
            return found
        named = self._named(source).name
        return [one for one in found if one.source == named]

    def _named(self, name: str) -> SourceState:
        state = next((one for one in self.states() if one.name.casefold() == name.casefold()), None)
        if state is None:
            raise NotFound(_("Nothing came by itself from {source}; `intake` lists the sources", source=name))
        return state

    def bring(self, refs: Sequence[str]) -> list[Item]:
        """Brings what was left out into the inbox, whatever the budgets say; returns the items.

        :raises NotFound: nothing was left out by one of these keys.
        """
        numbers = {ref: _entry(ref) for ref in refs if ref.startswith(_ENTRY)}
        with self._store.write() as db:
            ids = item_ids(self._store, [ref for ref in refs if ref not in numbers])
            chosen = feeds.of_entries(db, list(numbers.values()), Fate.OVERFLOW)
            if unknown := [ref for ref, number in numbers.items() if number not in chosen]:
                raise NotFound(
                    _("Nothing was left out as {key}; `intake overflow` lists what was", key=unknown[0])
                )
            arrivals.show(db, ids, now())
            feeds.choose(db, list(chosen), now())
        reports = [save_chosen(self._store, feed) for feed in {f.id: f for f in chosen.values()}.values()]
        brought = [item for report in reports for item in report.touched]
        return [*items.by_ids(self._store.read(), ids), *brought]

    # -- what lies in the inbox -------------------------------------------------------------------

    def stale(self) -> list[Item]:
        """What came by itself, was shown, and has lain in the inbox untouched for as long as an overflow
        lasts. It stays there until the person lets go of it."""
        db = self._store.read()
        return items.by_ids(db, arrivals.open_since_before(db, expired_by(self._rules, present())))

    def let_go(self) -> list[Move]:
        """Puts what is stale into put-and-forget, as one step of the person's that can be taken back."""
        ids = [item.id for item in self.stale()]
        return filing.move(self._store, ids, Zone.PUT_AND_FORGET, Origin.ME)

    # -- what came of it --------------------------------------------------------------------------

    def weeks(self, count: int = WEEKS) -> list[SourceWeek]:
        """What each source brought in each of the last weeks, the present one among them."""
        since = date.fromisoformat(monday(today())) - timedelta(weeks=count - 1)
        review = self._reviews.review(since.isoformat(), today())
        return source_weeks(review.items, self.waiting())

    def _weeks_ago(self, count: int) -> str:
        return as_stored((present() - timedelta(weeks=count)).isoformat(timespec="seconds"))


def _entry(ref: str) -> int:
    """The number in `entry:12`; 0, which none has, in anything else."""
    number = ref.removeprefix(_ENTRY)
    return int(number) if number.isdecimal() else 0
