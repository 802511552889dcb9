"""Questions to the library and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.types.filters import Filters
from kb.types.items import Item


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
class Retelling:
    """The other side of what may be a retelling (the paper of a post, the post of a paper), and how probable
    it is: between 0 and 1, never certain."""

    item: Item
    probability: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to what was typed into the search box.

    `words` are what was looked for besides filters, empty where there were only these; `filters` are all that
    took part, typed and chosen; `facets` count the values among the items found
    (by field, commonest first); `instead` is what was probably meant, or empty; `notes` say what of the
    question could not be followed, each in a line; `absent` is the address that was asked for where no item
    is known by it, or empty; `nowhere` are words that no item holds, where they are half of what was asked.
    """

    hits: tuple[Hit, ...]
    filters: Filters
    facets: Mapping[str, Mapping[str, int]]
    instead: str = ""
    notes: tuple[str, ...] = ()
    words: str = ""
    absent: str = ""
    nowhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question to come back to. `query` is as typed, filters among its words; `new` counts the items
    among its best results that were saved since `seen_at`."""

    name: str
    query: str
    seen_at: str
    new: int
