"""Questions to the library and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.types.items import Item
from kb.types.terms import Kind, Stance, State, Verdict, Zone


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are meant. An empty tuple or None does not restrict. `since`/`until` bound the
    published date (the saved date where unpublished), both inclusive; `saved_since`/`saved_until` the day an
    item was saved. `areas` and `stances` select the members of areas; `stances` looks at the stances of the
    areas an item belongs to. `authors` are names or parts of names. `filed` and `filed_from` select what was
    filed into and out of zones, between `filed_since` and `filed_until` where these are given (all four are
    about one and the same step); `read_since`/`read_until` what was begun or read then. Steps taken back do
    not count. An item with any of the values of `without` is left out."""

    zones: tuple[Zone, ...] = ()
    states: tuple[State, ...] = ()
    kinds: tuple[Kind, ...] = ()
    areas: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    filed: tuple[Zone, ...] = ()
    filed_from: tuple[Zone, ...] = ()
    since: str | None = None
    until: str | None = None
    saved_since: str | None = None
    saved_until: str | None = None
    filed_since: str | None = None
    filed_until: str | None = None
    read_since: str | None = None
    read_until: str | None = None
    without: Filters | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is let through."""
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked item, the passage that matched and why. `score` orders hits of one query only;
    `terms` are the surface forms to mark in the passage."""

    item: Item
    score: float
    passage: str
    why: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to what was typed into the search box.

    `filters` are all that took part, typed and chosen; `facets` count the values among the items found
    (by field, commonest first); `instead` is what was probably meant, or empty; `notes` say what of the
    question could not be followed, each in a line.
    """

    hits: tuple[Hit, ...]
    filters: Filters
    facets: Mapping[str, Mapping[str, int]]
    instead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question to come back to. `query` is as typed, filters among its words; `new` counts the items
    among its best results that were saved since `seen_at`."""

    name: str
    query: str
    seen_at: str
    new: int
