"""What an import would bring: read by the same importers and judged by the same rules as when it is saved.

Nothing is written, nothing is embedded, and no document is kept longer than it is looked at.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kb.clock import day
from kb.importers.boundary import attempted
from kb.ingest.known import Known
from kb.ingest.likeness import TELLING_LETTERS, TITLED
from kb.ingest.planning import Options, Planned, as_kept, plan
from kb.store import items
from kb.text.storable import storable
from kb.text.words import letters
from kb.types import Document, Failure, Kind, Remark, Skipped, Subscription, summed
from kb.types.imports import NearDuplicate, Preview, Sample

_SAMPLES = 10
"""So many samples are seen at a glance."""


def preview(
    db: sqlite3.Connection,
    documents: Iterable[Document | Failure | Subscription],
    options: Options,
    formats: Mapping[str, int],
    left_out: Mapping[str, int],
    should_stop: Callable[[], bool] = lambda: False,
) -> Preview:
    """Looks at what was read until there is no more or `should_stop`, which is asked after each document.
    `formats` is filled by whoever reads."""
    look = _Look(db, options)
    whole = True
    for found in documents:
        look.at(found)
        if should_stop():
            whole = False
            break
    return look.seen(formats, left_out, whole)


class _Look:
    """What was seen so far: counts, and of each work no more than its keys and title."""

    def __init__(self, db: sqlite3.Connection, options: Options) -> None:
        self._db, self._options = db, options
        self._counts: Counter[str] = Counter()
        self._kinds: Counter[Kind] = Counter()
        self._keys: set[str] = set()
        self._titles: dict[str, str] | None = None
        self._days: list[str] = []
        self._samples: list[Sample] = []
        self._every = 1
        self._near: list[NearDuplicate] = []
        self._lost: list[Failure] = []
        self._skipped: list[Skipped] = []
        self._warnings: dict[str, None] = {}

    def at(self, found: Document | Failure | Subscription) -> None:
        if isinstance(found, Failure):
            self._told(storable(found))
            return
        if isinstance(found, Subscription):
            self._counts["feeds"] += 1
            return
        planned = attempted(found.title or found.key, lambda: self._planned(found))
        if isinstance(planned, Failure):
            self._told(storable(planned))
            return
        repeated = not self._keys.isdisjoint(planned.addresses)
        self._keys.update(planned.addresses)
        if repeated:
            self._counts["repeated"] += 1
        else:
            self._count(planned)

    def _told(self, found: Failure) -> None:
        if isinstance(found, Remark):
            self._warnings[found.line] = None
        elif isinstance(found, Skipped):
            self._skipped.append(found)
        else:
            self._lost.append(found)

    def _planned(self, found: Document) -> Planned:
        return plan(Known(self._db), as_kept(found, self._options), self._options)

    def _count(self, planned: Planned) -> None:
        one = planned.document
        outcome = "new" if not planned.before else "updated" if planned.indexed else "unchanged"
        self._counts[outcome] += 1
        self._counts["annotations"] += len(one.annotations)
        self._counts["by_name_only"] += one.stub
        self._kinds[one.kind] += 1
        date = one.published or (day(one.saved_at) if one.saved_at else None)
        if date:
            span = [*self._days, date[:10]]
            self._days = [min(span), max(span)]
        self._sample(Sample(one.title, one.kind, date, planned.after.source))
        if not planned.before and one.kind in TITLED:
            self._compare(one)

    def _sample(self, one: Sample) -> None:
        """Keeps samples of the beginning, the middle and the end, however much is still to come."""
        if sum(self._kinds.values()) % self._every:
            return
        self._samples.append(one)
        if len(self._samples) == 2 * _SAMPLES:
            self._samples = self._samples[1::2]
            self._every *= 2

    def _compare(self, one: Document) -> None:
        title = letters(one.title)
        if len(title) < TELLING_LETTERS:
            return
        if self._titles is None:
            self._titles = {letters(other): key for key, other in items.titles(self._db)}
        if key := self._titles.get(title):
            self._near.append(NearDuplicate(one.title, key))
        else:
            self._titles[title] = one.key

    def seen(self, formats: Mapping[str, int], left_out: Mapping[str, int], whole: bool) -> Preview:
        return Preview(
            formats=dict(formats),
            kinds=dict(self._kinds.most_common()),
            new=self._counts["new"],
            updated=self._counts["updated"],
            unchanged=self._counts["unchanged"],
            repeated=self._counts["repeated"],
            annotations=self._counts["annotations"],
            by_name_only=self._counts["by_name_only"],
            feeds=self._counts["feeds"],
            first=min(self._days, default=None),
            last=max(self._days, default=None),
            samples=tuple(_spread(self._samples, _SAMPLES)),
            near_duplicates=tuple(self._near),
            lost=tuple(self._lost),
            left_out=dict(left_out),
            skipped=summed(self._skipped),
            warnings=tuple(self._warnings),
            whole=whole,
        )


def _spread(samples: Sequence[Sample], most: int) -> Iterator[Sample]:
    """So many of the samples at most, as far from each other as they are."""
    number = min(most, len(samples))
    return (samples[place * len(samples) // number] for place in range(number))
