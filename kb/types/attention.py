"""Where attention goes: the gate, suggestions, areas and the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.types.items import Item
from kb.types.terms import Stance, Zone


@dataclass(frozen=True, slots=True)
class Gate:
    """While must-have holds unread items the other reading lists stay closed."""

    closed: bool
    must_have_unread: int
    counts: Mapping[Zone, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The zone Jomo would choose. `fork`: too uncertain to accept without the person."""

    zone: Zone
    probability: float
    fork: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TriageCard:
    """What is shown of an item while it is being filed. `nearest_read` is the most similar item already
    read, with the similarity; `new_terms` what this one says that that one does not."""

    item: Item
    summary: str
    suggestion: Suggestion | None
    nearest_read: tuple[Item, float] | None
    new_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A named field of knowledge with a criterion and a stance.

    `since` is when the stance was taken, `review_on` when to look again (dates)."""

    id: int
    name: str
    stance: Stance
    criterion: str
    reason: str
    since: str
    review_on: str | None
    examples: tuple[str, ...]
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of the map. `parent` is None at the upper level. `stance` is that of the area which
    holds most of the topic, if any does."""

    id: int
    parent: int | None
    name: str
    keywords: tuple[str, ...]
    size: int
    x: float
    y: float
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An item's place on the map. `topic` is a lower-level topic's id."""

    item_id: int
    x: float
    y: float
    topic: int


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The whole map as stored: points, topics of both levels, and how many items still lack a place."""

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    unplaced: int
