"""What a feed holds: its title and its entries, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from kb.catalogue import _
from kb.importers.boundary import attempted
from kb.text.storable import storable_text
from kb.types import Failure, FeedEntry

Raw = TypeVar("Raw")


@dataclass(frozen=True, slots=True)
class Contents:
    """A feed as it was read: entries in its own order, which begins with the newest, and those that could not
    be read. `older` is where earlier ones are, if the feed says so: an address that may begin at its own."""

    title: str
    entries: tuple[FeedEntry, ...]
    failed: tuple[Failure, ...] = ()
    older: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a feed are read: of the first `most` (0: all) those not `known`, by their guids."""

    known: Collection[str] = frozenset()
    most: int = 0

    def of(self, raws: Iterable[Raw], guid: Callable[[Raw], str]) -> Iterator[Raw]:
        """The entries to be read."""
        return (raw for raw in islice(raws, self.most or None) if guid(raw) not in self.known)


EVERYTHING = Wanted()
"""All that a feed holds."""


def collected(title: str, entries: Iterable[Callable[[], FeedEntry]]) -> Contents:
    """The feed whose entries are made one by one; one that cannot be is a failure of its own. Where a feed
    calls two by one name, each goes by its document's key."""
    title = storable_text(title)
    made = [
        attempted(_("entry {number} of {title}", number=number, title=title), make)
        for number, make in enumerate(entries, start=1)
    ]
    read = [one for one in made if isinstance(one, FeedEntry)]
    names = Counter(one.guid for one in read)
    return Contents(
        title,
        tuple(one if names[one.guid] == 1 else replace(one, guid=one.document.key) for one in read),
        tuple(one for one in made if isinstance(one, Failure)),
    )
