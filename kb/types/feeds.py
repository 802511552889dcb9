"""Sources that bring new things by themselves, and what became of what they brought."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.types.items import Document
from kb.types.terms import Zone

WEEKLY_BUDGET = 10
"""New things a week that a source may show unless the person says otherwise: about two a working day."""
HOURS_BETWEEN_VISITS = 24
"""arXiv announces once a day, and few blogs write more often."""


FEED = "feed"
"""What `meta` names as the program that a feed's entry comes from."""


class Fate(StrEnum):
    """What became of an entry of a feed."""

    CHOSEN = "chosen"
    """Within the budget, and not yet saved."""
    SHOWN = "shown"
    KNOWN = "known"
    """The library had the work already."""
    OVERFLOW = "overflow"
    """Beyond the budget: kept, counted, not shown."""
    PASSED = "passed"
    """Nothing new, such as a paper that was replaced, or not to be saved."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as another program's list names it; `folders` it lay in there."""

    url: str
    title: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A source. `title` is what its items say they come from; `budget` how many new ones it may show in a
    week, `hours` how long it is left alone between two visits, `criterion` which ones are wanted; `tags` are
    given to all its items; `open_hours` are those of the day in which it may show anything (`8-10, 18-20`,
    empty for any).

    `etag` and `last_modified` are what its server said last, to ask only for what changed. Moments are in
    UTC. `error` is why the last visit failed, `error_since` when the first of `failures` in a row did; `gone`
    that the server took it away for good.
    """

    url: str
    title: str = ""
    zone: Zone = Zone.INBOX
    budget: int = WEEKLY_BUDGET
    hours: int = HOURS_BETWEEN_VISITS
    criterion: str = ""
    tags: tuple[str, ...] = ()
    open_hours: str = ""
    etag: str = ""
    last_modified: str = ""
    asked_at: str | None = None
    succeeded_at: str | None = None
    due_at: str = ""
    error: str = ""
    error_since: str | None = None
    failures: int = 0
    gone: bool = False
    id: int = 0

    @property
    def name(self) -> str:
        """What the source is called: what its items say they come from, once it has told that."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class FeedState:
    """A source with how many it has shown this week, how many wait in its overflow, and how many expired
    there; when it last told of something that it had not told of before, a moment in UTC."""

    feed: Feed
    shown: int
    overflow: int
    expired: int = 0
    news_at: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an entry: when it was told of and when it was chosen to be shown, if it was, as moments
    in UTC; the item it is, if it is one; how well it met the feed's criterion. Of one visit, entries that
    were to be shown first have the lowest numbers."""

    entry_id: int
    told_at: str
    chosen_at: str | None
    item_id: int | None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing that a feed tells of. `guid` is what the feed calls it; `replaced` says that it is an old
    paper in a new version, `score` how well it meets the feed's criterion (more is better)."""

    guid: str
    document: Document
    replaced: bool = False
    score: float = 0.0
