"""`library.reports`: a period in a report to keep."""

from __future__ import annotations

from dataclasses import replace

from kb.catalogue import ENGLISH, _, language, speaking
from kb.clock import today
from kb.errors import JomoError
from kb.exporting.report import Form, written
from kb.library.criteria import Criteria
from kb.library.diary import Diary
from kb.library.reviews import Reviews
from kb.reflection.periods import Period
from kb.reflection.report import Asked, Report, candidates, report
from kb.store import Store, areas, items
from kb.types.criteria import Decided
from kb.types.reviews import Review


def _is_of(review: Review, decided: Decided) -> bool:
    """Whether the verdicts of a review's period were what a decision rested on."""
    first, last = str(decided.record["from"]), str(decided.record["to"])
    return review.since <= first and last <= review.until


class Reports:
    """Reports. Their numbers are those of `library.reviews.figures`."""

    def __init__(self, store: Store, reviews: Reviews, criteria: Criteria, diary: Diary) -> None:
        self._store = store
        self._diary = diary
        self._reviews = reviews
        self._criteria = criteria

    def make(self, since: str, until: str, *, share_safe: bool = False, with_diary: bool = False) -> Report:
        """A report of the days from `since` to `until` (a day, a month or a year, both inclusive), beside the
        same days of an earlier year if something was saved then. One that is `share_safe` may be handed on;
        the diary is in it only `with_diary`.

        :raises JomoError: it is to be handed on, and with the diary.
        """
        if share_safe and with_diary:
            raise JomoError(_("What is handed on holds no diary: leave out --share-safe or --diary"))
        review = self._reviews.review(since, until)
        made = self.report_of(review, share_safe=share_safe)
        entries = self._diary.entries(review.since, review.until) if with_diary else ()
        return replace(made, diary=tuple(entries))

    def report_of(self, review: Review, *, share_safe: bool = False) -> Report:
        """As `make`, of a review that is there already."""
        db = self._store.read()
        before = Period.of(review.since, review.until).before
        helped = [item.item_id for item in candidates(review)]
        asked = Asked(
            review=review,
            figures=self._reviews.figures_of(review),
            proposals=self._criteria.proposals_of(review),
            items={item.key: item for item in items.by_ids(db, helped)},
            stances={area.name: area.stance for area in areas.every(db)},
            earlier=self._reviews.figures(before.since.isoformat(), before.until.isoformat()),
            accepted=[one for one in self._criteria.decided() if one.accepted and _is_of(review, one)],
        )
        return report(asked, today(), share_safe=share_safe)

    def written(
        self, since: str, until: str, form: Form, *, share_safe: bool = False, with_diary: bool = False
    ) -> str:
        """A report as text in a format; in a table there are figures alone. What programs read is the same in
        every language.

        :raises JomoError: it is to be handed on, and with the diary.
        """
        with speaking(ENGLISH if form is Form.JSON else language()):
            return written(self.make(since, until, share_safe=share_safe, with_diary=with_diary), form)

    def written_of(self, review: Review, form: Form, *, share_safe: bool = False) -> str:
        """As `written`, of a review that is there already."""
        with speaking(ENGLISH if form is Form.JSON else language()):
            return written(self.report_of(review, share_safe=share_safe), form)
