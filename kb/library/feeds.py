"""`library.feeds`: sources that bring new things by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now, present
from kb.errors import EncoderUnavailable, NetworkUnavailable, NotFound
from kb.feeds.addresses import is_arxiv, known_feed
from kb.feeds.choosing import by_words, week_start
from kb.feeds.hours import tidy_hours
from kb.feeds.letting_in import expired_by, rules_of
from kb.feeds.saving import save_chosen
from kb.feeds.schedule import is_due
from kb.feeds.syncing import sync
from kb.feeds.visiting import find_feed, paced
from kb.library.vectors import Vectors
from kb.settings import Settings
from kb.store import Store, feeds, subscribed
from kb.text.storable import storable
from kb.types import AddReport, Document, Fate, Feed, FeedState, Zone
from kb.web.fetching import Fetched, Validators, fetch
from kb.web.limits import limits_of
from kb.web.pace import Pace
from kb.work import process
from kb.work.queue import Lane

_JUDGED = 400
"""Characters of a text that are held against a criterion: a title and two or three sentences. All of an
abstract chooses hardly otherwise and takes longer, for hundreds of papers a day."""
_MAX_BYTES = 10_000_000
"""Of a feed: those that carry every post a blog ever had stay below it."""


class Feeds:
    """Feeds with a weekly budget each. What a budget leaves out waits in the feed's overflow."""

    def __init__(self, settings: Settings, store: Store, vectors: Vectors) -> None:
        self._settings = settings
        self._store = store
        self._vectors = vectors

    def states(self) -> list[FeedState]:
        """All sources by title, with what each has shown this week and what waits in its overflow."""
        at = present()
        return feeds.states(self._store.read(), week_start(at), expired_by(rules_of(self._settings), at))

    def add(
        self,
        given: str,
        *,
        zone: Zone | None = None,
        budget: int | None = None,
        hours: int | None = None,
        criterion: str | None = None,
        open_hours: str | None = None,
    ) -> Feed:
        """Makes a source of a feed: by its address, by that of a page that names it, or by what a known site
        is called (`arxiv:cs.LG`, `@channel`). Of one that there is already, what is given is changed. Nothing
        is brought in yet.

        :raises SeveralFeeds: the page names several.
        :raises ImportRefused: there is no feed.
        :raises Refused: the address may not be asked, or the network is off.
        :raises Unreachable: it does not answer.
        :raises JomoError: `open_hours` are no hours of a day.
        """
        feed = self._known(given)
        if feed is None or feed.gone:
            url, title = find_feed(given, self._fetch)
            db = self._store.read()
            feed = feeds.find(db, url, removed=True) or Feed(url, title)
            feed = replace(feed, due_at=now(), gone=False)
        feed = replace(
            feed,
            zone=feed.zone if zone is None else zone,
            budget=feed.budget if budget is None else budget,
            hours=feed.hours if hours is None else hours,
            criterion=feed.criterion if criterion is None else criterion.strip(),
            open_hours=feed.open_hours if open_hours is None else tidy_hours(open_hours),
        )
        with self._store.write() as db:
            subscribed.keep(db, feed.id)
            return feeds.put(db, storable(feed))

    def remove(self, given: str) -> Feed:
        """Takes a source off the list; what it brought stays.

        :raises NotFound: there is none at this address or of this title.
        """
        feed = self._named(given)
        with self._store.write() as db:
            feeds.remove(db, feed.id)
        return feed

    def sync(
        self,
        *,
        everything: bool = False,
        progress: Callable[[int, int], None] = lambda done, total: None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Asks the feeds that are due, or with `everything` all, and saves what is new within the budget of
        each.

        :raises NetworkUnavailable: the network is off.
        :raises LibraryBusy: another process asks the feeds.
        """
        if not self._settings.network:
            raise NetworkUnavailable(_("The network is off (KB_NETWORK=false); allow it to ask feeds"))
        with process.working(self._settings.home, Lane.FEEDS):
            return self.sync_here(everything, progress, should_stop)

    def sync_here(
        self,
        everything: bool,
        progress: Callable[[int, int], None],
        should_stop: Callable[[], bool],
    ) -> AddReport:
        """As `sync`, for the process that holds the right to it already."""
        moment = now()
        wanted = [
            feed
            for feed in feeds.every(self._store.read())
            if is_due(feed, moment) or (everything and not feed.gone)
        ]
        ask = paced(self._fetch, Pace(limits_of(self._settings).trusted))
        rules = rules_of(self._settings)
        return sync(self._store, wanted, ask, self._rank, rules, progress, should_stop)

    def overflow(self, given: str) -> list[Document]:
        """What a source told of beyond its budget, as its criterion ordered it when it came, else the newest
        first.

        :raises NotFound: there is no such source.
        """
        feed = self._named(given)
        return [one.document for one in feeds.waiting(self._store.read(), feed.id, Fate.OVERFLOW)]

    def bring(self, given: str, count: int) -> AddReport:
        """Brings the first `count` out of a source's overflow.

        :raises NotFound: there is no such source.
        """
        feed = self._named(given)
        with self._store.write() as db:
            wanted = feeds.waiting(db, feed.id, Fate.OVERFLOW)[:count]
            feeds.choose(db, [one.id for one in wanted], now())
        return save_chosen(self._store, feed)

    def wants_criterion(self, feed: Feed) -> bool:
        """Whether a source brings so much that which of it is shown had better be said."""
        return is_arxiv(feed.url) and not feed.criterion

    def _known(self, given: str) -> Feed | None:
        db = self._store.read()
        address = known_feed(given)
        return feeds.find(db, given) or (feeds.find(db, address) if address else None)

    def _named(self, given: str) -> Feed:
        """:raises NotFound: there is none at this address or of this title."""
        titled = [feed for feed in feeds.every(self._store.read()) if feed.title.lower() == given.lower()]
        feed = self._known(given) or (titled[0] if len(titled) == 1 else None)
        if feed is None:
            raise NotFound(_("{given} is no source; `feeds list` shows their addresses", given=given))
        return feed

    def _fetch(self, url: str, validators: Validators | None) -> Fetched:
        return fetch(url, replace(limits_of(self._settings), max_bytes=_MAX_BYTES), validators)

    def _rank(self, criterion: str, texts: Sequence[str]) -> Sequence[float]:
        """How near texts are to a criterion by meaning; without a model by words."""
        shortened = [text[:_JUDGED] for text in texts]
        try:
            wanted = self._vectors.encode_query(criterion)
            scores: list[float] = (self._vectors.encoder.encode_passages(shortened) @ wanted).tolist()
        except EncoderUnavailable:
            return by_words(criterion, shortened)
        return scores
