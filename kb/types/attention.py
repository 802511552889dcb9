"""Where attention goes: the gate, suggestions, areas and the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.types.forecast import Because
from kb.types.items import Item
from kb.types.naming import step_label, topic_label
from kb.types.terms import Depth, Stance, Zone


@dataclass(frozen=True, slots=True)
class Gate:
    """While must-have holds unread items the other reading lists stay closed.

    Items that were put off are among the unread; `put_off` are the days on which they come back, the first
    first. So are those that are parked or with somebody, whose ids are `elsewhere`. `moved_down` are ids of
    items that left must-have today without being read. Must-have is meant to hold `limit` unread items at
    most; 0 where nothing is meant."""

    closed: bool
    must_have_unread: int
    counts: Mapping[Zone, int]
    put_off: tuple[str, ...] = ()
    elsewhere: tuple[int, ...] = ()
    moved_down: tuple[int, ...] = ()
    limit: int = 0

    @property
    def over(self) -> int:
        """How many unread items must-have holds beyond its limit."""
        return max(0, self.must_have_unread - self.limit) if self.limit else 0


@dataclass(frozen=True, slots=True)
class WeeklyAim:
    """How many items of nice-to-have are meant to be read a week, from `low` to `high`, and how many were
    since Monday."""

    low: int
    high: int
    read: int


@dataclass(frozen=True, slots=True)
class Filed:
    """When an item came into the list where it lies (a moment in UTC), and whether that was done in haste."""

    item_id: int
    at: str
    in_haste: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The zone Jomo would choose. `fork`: too uncertain to accept without the person. `because` are the parts
    of the reason, what moved the forecast most first."""

    zone: Zone
    probability: float
    fork: bool
    reason: str
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class NearRead:
    """An item that was read, how alike it is to another (0 to 1), and on which of the person's days it was
    read, where that is known."""

    item: Item
    likeness: float
    read_on: str | None = None


@dataclass(frozen=True, slots=True)
class Novelty:
    """How new an item is against what was read. It never hides anything.

    `nearest` are the read items most like it, the most alike first; `sentence` is what it says that none of
    them says, `terms` names and phrases in it that nothing read holds. `told_before` are read items that tell
    the same work in other words: the paper a post is about, or a post about the paper.
    """

    nearest: tuple[NearRead, ...] = ()
    sentence: str = ""
    terms: tuple[str, ...] = ()
    told_before: tuple[NearRead, ...] = ()


@dataclass(frozen=True, slots=True)
class TriageCard:
    """What is shown of an item while it is being filed."""

    item: Item
    summary: str
    suggestion: Suggestion | None
    novelty: Novelty


@dataclass(frozen=True, slots=True)
class Area:
    """A named field of knowledge with a criterion and a stance.

    `since` is when the stance was taken, `review_on` when to look again (dates). `examples` and
    `counter_examples` are keys of items that were said to belong or not to belong. `members` are ids, the
    surest first; those of the areas inside are among them. `parent` is the name of the area around it,
    `borderline` how many items wait for a yes or no, `asks` what the role asks for that it serves."""

    id: int
    name: str
    stance: Stance
    criterion: str
    reason: str
    since: str
    review_on: str | None
    examples: tuple[str, ...]
    members: tuple[int, ...] = ()
    counter_examples: tuple[str, ...] = ()
    parent: str | None = None
    borderline: int = 0
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaTally:
    """What became of an area's members: `came`, `kept` and `read` are about those saved since a day, `useful`
    of `judged` about all there are."""

    came: int
    kept: int
    read: int
    useful: int
    judged: int


@dataclass(frozen=True, slots=True)
class Membership:
    """How probably an item belongs to an area, and why, as a sentence."""

    area: str
    item_id: int
    probability: float
    why: str

    @property
    def belongs(self) -> bool:
        """Whether the item is a member: likelier in than out."""
        return self.probability >= 0.5


@dataclass(frozen=True, slots=True)
class OutlineArea:
    """An entry of an outline somebody wrote: a name, what it says, the entry it stands under."""

    name: str
    criterion: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something the role asks for, how well it is to be known, and how it is fed.

    `areas` serve it, `likely` are names of areas that might. The other fields are ids of items of its
    areas: what `came` within the role's period, and of all of them what was `read` within it and what of
    that was gone `deep` into. `gap` says in a sentence what is missing, and is empty where it is fed.
    """

    text: str
    depth: Depth
    areas: tuple[str, ...]
    likely: tuple[str, ...] = ()
    came: tuple[int, ...] = ()
    read: tuple[int, ...] = ()
    deep: tuple[int, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A tracked area that is fed although nothing in the role asks for it: ids of what came and was read."""

    area: str
    came: tuple[int, ...]
    read: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What the person's work asks for, against what was fed to it since a day (a date)."""

    asks: tuple[Ask, ...]
    unasked: tuple[Unasked, ...]
    since: str

    @property
    def unfed(self) -> tuple[Ask, ...]:
        """Asks with a gap, in the role's order."""
        return tuple(ask for ask in self.asks if ask.gap)


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of the map. `parent` is None at the upper level. `stance` is that of the area which
    holds most of the topic, if any does. The items of a `pinned` topic stay together for good; one that is
    `named_by_hand` remembers the name that was found for it as `found_name`."""

    id: int
    parent: int | None
    name: str
    keywords: tuple[str, ...]
    size: int
    x: float
    y: float
    stance: Stance | None = None
    pinned: bool = False
    named_by_hand: bool = False
    found_name: str = ""

    @property
    def label(self) -> str:
        """The name as a person reads it."""
        return topic_label(self.name)


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An item's place on the map. `topic` is a lower-level topic's id."""

    item_id: int
    x: float
    y: float
    topic: int


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The whole map as stored: points, topics of both levels, how many items still lack a place, and how
    many were given one since the whole was drawn last."""

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    unplaced: int
    added: int = 0


@dataclass(frozen=True, slots=True)
class MapVersion:
    """The map as it was before a step: what the step was, how many items and lower topics there were."""

    id: int
    made_at: str
    what: str
    items: int
    topics: int

    @property
    def label(self) -> str:
        """What the step was, as a person reads it."""
        return step_label(self.what)
