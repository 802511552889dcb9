"""`library.forecast`: what the person will probably decide, learnt from what they decided."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import numpy as np

from kb.catalogue import _
from kb.clock import now
from kb.errors import EncoderUnavailable, JomoError
from kb.forecast import measures
from kb.forecast.case import Case, case_of
from kb.forecast.deciding import OUTCOMES, of_reading, of_use, of_zones
from kb.forecast.history import Decision, Foretold, foretold, in_order
from kb.forecast.learner import Learner
from kb.forecast.replay import replay
from kb.forecast.suggesting import suggestion, zone_learner
from kb.forecast.trade import gaps
from kb.library.vectors import Vectors
from kb.reflection.likely import first_use
from kb.store import Store, areas, chunks, decisions, events, forecasts, items, pace, tags, writing
from kb.types import Action, Item, Move, Stance, Suggestion
from kb.types.forecast import PastForecast, Replay, Target, TraitFamily, Trust
from kb.vectors.linear import Floats

_LATEST = 5000
"""Filings that suggestions are learnt from: earlier ones hardly count any more, and learning all of 20,000
takes four times as long."""
_AT_ONCE = 150
"""Filings that are learnt while the page waits, some quarter of a second; more are learnt beside it."""
_BEGINNING = 600
"""Characters of an item's stems that are looked at, some 80 words. By judgement."""
_FROM_THE_START = frozenset({Action.UNDONE, Action.MERGED, Action.SPLIT, Action.IMPORTED, Action.REASON_SET})
"""Events after which filings are others than those that were learnt."""
Progress = Callable[[int, int], None]
"""Told how many decisions are done, of how many."""


def _untold(_done: int, _total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    """What was learnt up to an event; `awaited`: without vectors that were still to come."""

    learner: Learner
    event_id: int
    awaited: bool
    past: tuple[PastForecast, ...]


class Forecasts:
    """What is learnt is kept in memory: decision by decision while the app runs, from the start (beside the
    page, where there is much) when something else changed them."""

    def __init__(self, store: Store, vectors: Vectors) -> None:
        self._store = store
        self._vectors = vectors
        self._learnt: _Learnt | None = None
        # The first is held while all is learnt from the start, the second while what was learnt is used.
        self._learning, self._using = threading.Lock(), threading.Lock()

    def suggestions(self, waiting: Sequence[Item], *, wait: bool = True) -> dict[int, Suggestion]:
        """The suggested zone of items, by id of those of which there is more to say than chance. With `wait`
        all filings are learnt first, however long it takes; without, there is no suggestion until they
        are."""
        learner = self._learner(wait)
        if learner is None:
            return {}
        stances, cases = self._cases(waiting)
        with self._using:
            every = {
                i: suggestion(learner, case, stances.get(i, ()), partial(self._written, i))
                for i, case in cases.items()
            }
        return {i: one for i, one in every.items() if one}

    def set_reason(self, traits: Sequence[str], counts: bool = False) -> list[Move]:
        """Says of traits (`source:Example Weekly`, `word:agents`, `area:Agents`) that they are no reason to
        suggest anything, or with `counts` that they are one again, as one step. A word is meant in all its
        forms.

        :raises JomoError: there is no such kind of trait.
        """
        try:
            named = [trait for written in traits for trait in forecasts.read(written)]
        except ValueError as error:
            families = ", ".join(TraitFamily)
            raise JomoError(
                _(
                    "{reason}; write a reason as FAMILY:VALUE, with one of {families}",
                    reason=error,
                    families=families,
                )
            ) from error
        with self._store.write() as db:
            known = forecasts.muted(db)
            changing = [trait for trait in dict.fromkeys(named) if (trait in known) is counts]
            made = [forecasts.change(trait, counts, now()) for trait in changing]
            events.record(db, made)
        return [Move(event.subject, event.before, event.after) for event in made]

    def no_reasons(self) -> list[str]:
        """What the person said is no reason, as `set_reason` takes it, by name."""
        return sorted(map(str, forecasts.muted(self._store.read())))

    def past(self) -> list[PastForecast]:
        """The filings that suggestions are learnt from, in the order of time, each as it was foretold before
        it was taken. All filings are learnt first, however long it takes."""
        self._learner(wait=True)
        return list(self._learnt.past) if self._learnt else []

    def replay(self, target: Target = Target.ZONE, seeds: int = 1, told: Progress = _untold) -> Replay | None:
        """How well the person's decisions would have been foretold, each from those before it; None where
        there are none. Takes some seconds for each 1,000."""
        past, cases = self.foretold(target, told)
        if not past.decisions:
            return None
        # How long people take to read something, or until it is of use, is not told by their filing.
        seconds = gaps(pace.moments(self._store.read())) if target is Target.ZONE else []
        return replay(target, OUTCOMES[target], past, cases, seeds, seconds)

    def foretold(
        self, target: Target = Target.ZONE, told: Progress = _untold
    ) -> tuple[Foretold, dict[int, Case]]:
        """The person's decisions with what would have been foretold of each from those before it, and what
        was known of their items then, by id."""
        decided = in_order(self._decisions(target))
        cases = self._cases_at(decided)
        known = [one for one in decided if one.item_id in cases]
        zones = target is Target.ZONE
        learner = zone_learner(self._dimension) if zones else Learner(len(OUTCOMES[target]), self._dimension)
        return foretold(learner, known, cases, told), cases

    def _decisions(self, target: Target) -> list[Decision]:
        db = self._store.read()
        if target is Target.ZONE:
            return of_zones(decisions.filings(db))
        if target is Target.READ:
            return of_reading(decisions.readings(db))
        uses = {i: first_use(traces) for i, traces in writing.traces(db, writing.traced(db)).items()}
        return of_use(decisions.verdicts(db), {i: at for i, at in uses.items() if at})

    def trust(self) -> Trust:
        """How well suggestions would have held so far; told of what is learnt, without waiting."""
        past = self._learnt.past if self._learnt else ()
        said = [one for one in past if one.probability > 0]
        curve = measures.calibration(
            np.array([one.probability for one in said]), np.array([not one.wrong for one in said], dtype=bool)
        )
        return Trust(
            len(past),
            len(said),
            sum(not one.wrong for one in said),
            tuple(curve),
            measures.calibration_error(curve),
            measures.error_by_chance(curve),
            learning=self._learnt is None and decisions.count(self._store.read()) > 0,
        )

    @property
    def ready(self) -> bool:
        """Whether filings have been learnt, so that asking for suggestions does not wait."""
        return self._learnt is not None

    # -- learning ---------------------------------------------------------------------------------

    def _learner(self, wait: bool) -> Learner | None:
        """What is learnt so far; None where a large history is still being learnt and nobody waits."""
        learnt, db = self._learnt, self._store.read()
        if learnt is None or self._outdated(db, learnt):
            if wait or decisions.count(db) <= _AT_ONCE:
                self._learn_all()
            elif not self._learning.locked():
                threading.Thread(target=self._learn_aside, name="learning", daemon=True).start()
        elif learnt.event_id < events.last_id(db):
            self._learn_more()
        return self._learnt.learner if self._learnt else None

    def _outdated(self, db: sqlite3.Connection, learnt: _Learnt) -> bool:
        """Whether filings were changed otherwise than by adding some, or vectors came that were awaited."""
        changed = decisions.changes_since(db, learnt.event_id)
        return bool(changed & _FROM_THE_START) or (learnt.awaited and self._vectors.pending() == 0)

    def _learn_aside(self) -> None:
        self._learn_all()
        self._store.close()

    def _learn_all(self) -> None:
        with self._learning:
            db = self._store.read()
            # Whoever waited here may find it done.
            if self._learnt is not None and not self._outdated(db, self._learnt):
                return
            event_id = events.last_id(db)
            learner = zone_learner(self._dimension)
            filed = decisions.filings(db)[-_LATEST:]
            made = self._learn(_Learnt(learner, 0, False, ()), filed, event_id)
            with self._using:
                self._learnt = made

    def _learn_more(self) -> None:
        with self._using:
            db, learnt = self._store.read(), self._learnt
            event_id = events.last_id(db)
            # Another page may have taken the same filings in meanwhile, or all of them anew.
            if learnt is None or learnt.event_id >= event_id or self._outdated(db, learnt):
                return
            filed = decisions.filings(db, learnt.event_id)
            self._learnt = self._learn(learnt, filed, event_id)

    def _learn(self, learnt: _Learnt, filed: Sequence[decisions.Filing], event_id: int) -> _Learnt:
        """What is learnt with more filings, up to an event."""
        # Asked before vectors are read: what comes in between is then not missed.
        pending = self._vectors.pending() > 0
        decided = in_order(of_zones(filed))
        cases = self._cases_at(decided)
        past = foretold(learnt.learner, decided, cases)
        made = zip(past.decisions, past.sure.tolist(), past.right.tolist(), strict=True)
        return _Learnt(
            learnt.learner,
            event_id,
            learnt.awaited or (pending and any(case.vector is None for case in cases.values())),
            (
                *learnt.past,
                *(PastForecast(one.item_id, one.at, sure, not right) for one, sure, right in made),
            ),
        )

    def _cases_at(self, decided: Sequence[Decision]) -> dict[int, Case]:
        """What was known of items when they were decided about, by id. Where that moment is not known, tags,
        folders and marks may have been given with the decision, so they are no part of it."""
        db, moments = self._store.read(), {one.item_id: one.at for one in decided}
        unknown: dict[int, tuple[str, ...]] = {one.item_id: () for one in decided if not one.dated}
        before = tags.changed_since(db, moments) | unknown
        wanted = [
            replace(item, tags=before.get(item.id, item.tags)) for item in items.by_ids(db, list(moments))
        ]
        return self._cases(wanted, moments)[1]

    def _cases(
        self, wanted: Sequence[Item], moments: Mapping[int, str] = MappingProxyType({})
    ) -> tuple[dict[int, list[tuple[str, Stance]]], dict[int, Case]]:
        """Names and stances of the areas of items, and what is known of each, by id. With `moments`, areas
        count that had their stance, and were known to hold the item, before it."""
        db, ids = self._store.read(), [item.id for item in wanted]
        stems = decisions.stems(db, ids, _BEGINNING)
        subjects, muted = decisions.subjects(db, ids), forecasts.muted(db)
        vectors = self._meaning_of(db, ids)
        stances = {
            item_id: [
                (one.name, one.stance)
                for one in known
                if item_id not in moments or one.known_at(moments[item_id])
            ]
            for item_id, known in areas.of_items(db, ids).items()
        }
        cases = {
            item.id: case_of(
                item,
                stems.get(item.id, "").split(),
                subjects.get(item.id, ()),
                stances.get(item.id, ()),
                vectors.get(item.id),
                muted,
            )
            for item in wanted
        }
        return stances, cases

    def _written(self, item_id: int, stem: str) -> str:
        return decisions.written(self._store.read(), item_id, stem, _BEGINNING)

    def _meaning_of(self, db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Floats]:
        """Vectors of items, by id; none while no model can be had."""
        try:
            space = self._vectors.space
        except EncoderUnavailable:
            return {}
        found = chunks.item_vectors(db, space.fingerprint, space.dimension, ids)
        return dict(zip(found.item_ids.tolist(), found.vectors, strict=True))

    @property
    def _dimension(self) -> int:
        try:
            return self._vectors.space.dimension
        except EncoderUnavailable:
            return 1  # Nothing has a vector.
