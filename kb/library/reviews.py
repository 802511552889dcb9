"""`library.reviews`: what helped, and where attention went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kb.clock import today
from kb.library.keys import item_ids
from kb.reflection import reviews
from kb.reflection.drift import drift, first_day, last_day, usual_period
from kb.store import Store, items
from kb.store import drift as rows
from kb.types import Item, Verdict
from kb.types.drift import Drift
from kb.types.evidence import Trace
from kb.types.reviews import ReviewFigures


class Reviews:
    """Verdicts and the figures made of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def judge(
        self, keys: Sequence[str], verdict: Verdict, note: str = "", at: str | None = None
    ) -> list[Item]:
        """Says of items whether they helped.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: `at` is no time.
        """
        return reviews.judge(self._store, item_ids(self._store, keys), verdict, note, at)

    def traces(self, keys: Sequence[str]) -> Mapping[int, tuple[Trace, ...]]:
        """Traces of use that the library itself keeps, by item id, the strongest first; items without one are
        left out.

        :raises NotFound: no item answers to one of the keys.
        """
        db = self._store.read()
        return reviews.traces(self._store, items.by_ids(db, item_ids(self._store, keys)))

    def to_judge(self, since: str, until: str) -> list[Item]:
        """Items of a period without a verdict, in an order that leaves a fair sample wherever one stops."""
        return reviews.to_judge(self._store, since, until)

    def figures(self, since: str, until: str) -> ReviewFigures:
        """What became of the items of a period."""
        return reviews.review(self._store, since, until)

    def drift(self, since: str | None = None, until: str | None = None) -> Drift:
        """Where intake went beside the stances. `since` and `until` (a day, a month or a year) are inclusive;
        without them: the last twelve months, or the last twelve in which something came."""
        db = self._store.read()
        arrivals = rows.arrivals(db)
        first, last = usual_period(arrivals, date.fromisoformat(today()))
        return drift(
            arrivals,
            rows.memberships(db),
            rows.filings(db),
            rows.readings(db),
            first_day(since) if since else first,
            last_day(until) if until else last,
        )
