"""`library.forks`: filing by itself what is sure enough, and asking at the forks."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict

from kb.catalogue import _, percent
from kb.clock import now
from kb.errors import JomoError
from kb.forecast.audit import MOST_WAITING
from kb.forecast.promise import THRESHOLDS, promise
from kb.forecast.trade import AUDITED, Record, gaps, trade, weeks
from kb.library.forecast import Forecasts
from kb.library.keys import item_id
from kb.library.lists import Lists
from kb.library.triage import Triage
from kb.settings import Settings
from kb.store import Store, audits, events, items, key_values, pace
from kb.types import Item, Move, Zone
from kb.types.forks import Audit, Forks, Outcome, Promise, Trade

_SHOWN = "trade_shown"
_SECOND_THOUGHTS = 30
"""Days within which filing an item elsewhere says that the first filing was wrong; later the world has
changed. By judgement."""


class FilingByItself:
    """Nothing is filed before the person has seen what it costs and switched it on, nothing below the
    threshold they chose, and nothing while the promise does not hold there or is not checked."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        lists: Lists,
        triage: Triage,
        forecast: Forecasts,
        chance: random.Random | None = None,
    ) -> None:
        self._allowed = settings.errors_in_a_hundred / 100
        self._store = store
        self._lists = lists
        self._triage = triage
        self._forecast = forecast
        self._chance = chance or random.SystemRandom()

    @property
    def chosen(self) -> float | None:
        """The threshold the person chose; None while it is off."""
        return audits.threshold(self._store.read())

    def audits(self) -> list[Audit]:
        """What was filed by itself and waits to be checked, the oldest first."""
        return audits.waiting(self._store.read())

    def audited(self, waiting: Sequence[Audit]) -> list[tuple[Item, Audit]]:
        """Each of these with its item, those left out whose item is no more."""
        found = {item.id: item for item in items.by_ids(self._store.read(), [one.item_id for one in waiting])}
        return [(found[one.item_id], one) for one in waiting if one.item_id in found]

    # -- what it would be -------------------------------------------------------------------------

    def standing(self) -> Forks:
        """How it stands now."""
        chosen, promised, waiting = self.chosen, self.promise(), self.audits()
        in_force = None if chosen is None else promised.from_threshold(chosen)
        return Forks(
            chosen,
            in_force if len(waiting) < MOST_WAITING else None,
            promised,
            len(audits.filed(self._store.read())),
            tuple(waiting),
        )

    def promise(self) -> Promise:
        """What may be promised, from the person's decisions and the filings they checked."""
        known = self._known()
        return promise([one.probability for one in known], [one.wrong for one in known], self._allowed)

    def trade(self, threshold: float) -> Trade:
        """What filing by itself from one of `THRESHOLDS` on costs and saves in a week; kept as what the
        person has seen.

        :raises JomoError: it is none of them.
        """
        _one_of_them(threshold)
        made = self._trade(threshold)
        with self._store.write(silent=True) as db:
            key_values.put(db, _SHOWN, json.dumps({"at": now(), "trade": asdict(made)}))
        return made

    def _trade(self, threshold: float) -> Trade:
        db, known = self._store.read(), self._known()
        changed, filed = pace.changed(db, _SECOND_THOUGHTS)
        moments = pace.moments(db)
        return trade(
            Record(
                [one.probability for one in known],
                [one.wrong for one in known],
                gaps(moments),
                weeks(moments),
                changed,
                filed,
            ),
            threshold,
        )

    def _known(self) -> list[Outcome]:
        db = self._store.read()
        by_itself = audits.filed(db)
        # What was filed by itself and moved by hand counts where it was drawn to be checked, and only once.
        decided = [
            Outcome(one.at, one.probability, one.wrong)
            for one in self._forecast.past()
            if one.item_id not in by_itself
        ]
        return sorted([*decided, *audits.outcomes(db)], key=lambda outcome: outcome.at)

    # -- on and off -------------------------------------------------------------------------------

    def switch_on(self, threshold: float) -> None:
        """Files by itself from a threshold on, as a step.

        :raises JomoError: it is none of `THRESHOLDS`, or what it costs was not shown before.
        """
        _one_of_them(threshold)
        shown = key_values.get(self._store.read(), _SHOWN)
        if not shown or json.loads(shown)["trade"]["threshold"] != threshold:
            raise JomoError(
                _(
                    "What filing by itself from {share} on costs was not shown yet; look at `{command}`"
                    " first",
                    share=percent(threshold),
                    command="forks --threshold " + format(threshold, "g"),
                )
            )
        self._switch(threshold, shown)

    def switch_off(self) -> None:
        """Files nothing more by itself, as a step."""
        self._switch(None, "")

    def _switch(self, threshold: float | None, shown: str) -> None:
        with self._store.write() as db:
            before = audits.threshold(db)
            if before != threshold:
                events.record(db, [audits.switched(before, threshold, shown, now())])

    # -- filing and checking ----------------------------------------------------------------------

    def file_now(self, *, wait: bool = True) -> list[Move]:
        """Files what is sure enough of what waits in the inbox, the surest first, as one step, until the
        random part of it that comes back to be checked is as much as may wait. Nothing while it is off or the
        promise does not hold, nor, without `wait`, before all filings were learnt."""
        if self.chosen is None or not (wait or self._forecast.ready):
            return []
        standing = self.standing()
        if standing.in_force is None:
            return []
        waiting = set(self._lists.to_triage())
        sure = {
            item_id: (one.zone, one.probability)
            for item_id, one in self._triage.suggestions().items()
            if item_id in waiting and one.probability >= standing.in_force and not one.fork
        }
        filing: list[int] = []
        drawn: list[int] = []
        for one in sorted(sure, key=lambda one: -sure[one][1]):
            if len(standing.audits) + len(drawn) >= MOST_WAITING:
                break
            filing.append(one)
            if self._chance.random() < AUDITED:
                drawn.append(one)
        if not filing:
            return []
        with self._store.write() as db:
            return audits.file(db, {one: sure[one] for one in filing}, drawn, now())

    def answer(self, key: str, zone: Zone) -> None:
        """Says where an item that was filed by itself and is to be checked belongs, as a step; where that is
        another zone, it goes there.

        :raises NotFound: no item answers to the key.
        :raises JomoError: it does not wait to be checked, or the zone is the inbox.
        """
        found = item_id(self._store, key)
        with self._store.write() as db:
            asked = next((one for one in audits.waiting(db) if one.item_id == found), None)
            if asked is None:
                raise JomoError(
                    _("{key} does not wait to be checked; `forks audit` lists what does", key=key)
                )
            if zone is Zone.INBOX:
                raise JomoError(_("Say which of the four lists it belongs to; the inbox is none"))
            items.set_zone(db, found, zone)
            events.record(db, audits.answered(found, asked.zone, zone, now()))


def _one_of_them(threshold: float) -> None:
    if threshold not in THRESHOLDS:
        raise JomoError(
            _(
                "{threshold} is no threshold; take one of {list}",
                threshold=format(threshold, "g"),
                list=", ".join(format(one, "g") for one in THRESHOLDS),
            )
        )
