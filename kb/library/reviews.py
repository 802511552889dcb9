"""`library.reviews`: what helped, and where attention went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from kb.catalogue import _
from kb.clock import first_day, last_day, today
from kb.errors import JomoError
from kb.library.keys import item_id, item_ids
from kb.reflection import reviews
from kb.reflection.drift import drift, usual_period
from kb.reflection.figures import review_figures
from kb.reflection.sampling import Width, audited, fair_order, widths
from kb.reflection.shares import USEFUL, Design
from kb.store import Store, aliases, items, writing
from kb.store import drift as rows
from kb.store import reviews as kept
from kb.types import Item, Origin, Verdict
from kb.types.drift import Drift
from kb.types.evidence import Trace
from kb.types.reasons import told
from kb.types.reviews import FEWEST, OVERFLOW, Review, ReviewFigures, Sample


class Reviews:
    """Verdicts and the figures made of them. What a feed left out is asked about beside the items, and goes
    by `overflow:` and the number of its entry."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- what there is to judge -------------------------------------------------------------------

    def review(self, since: str, until: str) -> Review:
        """What came in a period, with traces of use, verdicts and the sample. `since` and `until` (a day, a
        month or a year) are inclusive."""
        db = self._store.read()
        written = writing.traces(db, writing.traced(db))
        return reviews.review(db, first_day(since), last_day(until), written)

    def to_judge(self, since: str, until: str) -> list[Item]:
        """What of a period is to be judged, in an order that leaves a fair sample wherever one stops."""
        return self.pile(self.review(since, until))

    def pile(self, review: Review) -> list[Item]:
        """As `to_judge`, of a review that is there already."""
        # Dealt over what is judged already too, so that each verdict leaves the order of the rest.
        asked = fair_order(audited(review.asked))
        return self.shown([one.item_id for one in asked if one.verdict is None])

    def shown(self, ids: Sequence[int]) -> list[Item]:
        """What is asked about, as items to draw: items by their ids, what feeds left out by the numbers of
        its entries below zero."""
        return reviews.shown(self._store.read(), ids)

    def of_keys(self, keys: Sequence[str]) -> list[Item]:
        """What figures name by these keys, in their order; what is gone is left out."""
        ids = aliases.owners(self._store.read(), keys)
        return self.shown([ids.get(key) or -_entry(key) for key in keys])

    def traces(self, keys: Sequence[str]) -> Mapping[int, tuple[Trace, ...]]:
        """Traces of use that the library itself keeps, by item id, the strongest first; items without one are
        left out.

        :raises NotFound: no item answers to one of the keys.
        """
        db = self._store.read()
        return reviews.traces(db, items.by_ids(db, item_ids(self._store, keys)))

    # -- verdicts ---------------------------------------------------------------------------------

    def judge(
        self, keys: Sequence[str], verdict: Verdict, note: str = "", at: str | None = None
    ) -> list[Item]:
        """Says of items whether they helped, as one step; returns them as they are now.

        :raises NotFound: no item answers to one of the keys.
        :raises JomoError: `at` is no time, or none that has come.
        """
        ids = [self._asked(key) for key in keys]
        reviews.judge(self._store, dict.fromkeys(ids, (verdict, note)), at)
        return self.shown(ids)

    def confirm(self, since: str, until: str, but: Sequence[str] = ()) -> list[Item]:
        """Gives what strong traces leave no doubt of the verdict they speak for, all as one step; those of
        the keys in `but` are left to be asked about. Returns them as they are now."""
        certain = {
            item.item_id: (said.verdict, told(said.reason))
            for item, said in self.review(since, until).certain
            if item.key not in but
        }
        if certain:
            reviews.judge(self._store, certain, origin=Origin.SUGGESTION)
        return self.shown(list(certain))

    def _asked(self, key: str) -> int:
        """:raises NotFound: nothing answers to the key."""
        left_out = self.shown([-_entry(key)]) if _entry(key) else ()
        return left_out[0].id if left_out else item_id(self._store, key)

    # -- samples ----------------------------------------------------------------------------------

    def widths(self, review: Review) -> list[Width]:
        """How wide intervals would be for samples of several sizes, the last of them everything, if as much
        helped as far as is known; half of it where nothing is."""
        asked = [item for item in review.items if item.asked and not item.overflow]
        overall = Design.of(asked, sampled=review.sample is not None).estimate(asked, USEFUL)
        known = reviews.known(review)
        sizes = Counter(item.list_name for item in asked if item.item_id not in known)
        return widths(sizes, len(asked) - sizes.total(), overall.value if overall else 0.5)

    def draw(self, since: str, until: str, size: int) -> Sample:
        """Draws a sample of what is to be judged in a period, or enlarges the one that was drawn.

        :raises JomoError: no figure can be told from so few.
        """
        if size < FEWEST:
            raise JomoError(
                _("A sample of {size} tells nothing; draw at least {fewest}", size=size, fewest=FEWEST)
            )
        return reviews.draw_sample(self._store, self.review(since, until), size)

    def forget_sample(self, since: str, until: str) -> None:
        """Asks about everything of a period again; verdicts stay."""
        with self._store.write() as db:
            kept.forget_sample(db, first_day(since), last_day(until))

    # -- figures ----------------------------------------------------------------------------------

    def figures(self, since: str, until: str) -> ReviewFigures:
        """What became of the items of a period."""
        return self.figures_of(self.review(since, until))

    def figures_of(self, review: Review) -> ReviewFigures:
        """As `figures`, of a review that is there already."""
        return review_figures(review.items, today(), sampled=review.sample is not None)

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


def _entry(key: str) -> int:
    """The number of a feed's entry in a key of the overflow; 0 in any other key."""
    kind, _colon, number = key.partition(":")
    return int(number) if kind == OVERFLOW and number.isdecimal() else 0
